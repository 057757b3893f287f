/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "merge.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_strings.h>

#include "object_zones.h"

struct ical_merge {
    apr_pool_t *pool;
    apr_hash_t *zones; /* TZIDs that are defined, and marks of how */
    bool by_name;      /* those of the IANA database need not be */
};

ical_merge *ical_merge_begin(apr_pool_t *pool, ical_buffer *out,
                             const char *name, bool by_name)
{
    ical_merge *merge = apr_palloc(pool, sizeof *merge);

    merge->pool = pool;
    merge->zones = apr_hash_make(pool);
    merge->by_name = by_name;
    ical_buffer_line(out, "BEGIN:VCALENDAR");
    ical_buffer_line(out, "VERSION:2.0");
    ical_buffer_line(out, "PRODID:-//Advolux//mod_dav_advolux//DE");
    ical_buffer_line(out, "CALSCALE:GREGORIAN");
    if (name) {
        name = ical_escape(out->pool, name);
        ical_buffer_line(out, "NAME:%s", name); /* RFC 7986 section 5.1 */
        ical_buffer_line(out, "X-WR-CALNAME:%s", name);
    }
    return merge;
}

void ical_merge_end(ical_buffer *out)
{
    ical_buffer_line(out, "END:VCALENDAR");
}

/* FNV-1a: tells texts apart without keeping them. */
static apr_uint64_t mark_of(const char *text)
{
    apr_uint64_t mark = 14695981039346656037U;

    for (; *text; text++) {
        mark = (mark ^ (unsigned char)*text) * 1099511628211U;
    }
    return mark;
}

static void add_lines(ical_buffer *out, const char *raw, apr_size_t length)
{
    const char *end = raw + length, *feed;

    while ((feed = memchr(raw, '\n', (apr_size_t)(end - raw)))) {
        apr_size_t line = (apr_size_t)(feed - raw);

        ical_buffer_add(out, raw,
                        line > 0 && feed[-1] == '\r' ? line - 1 : line);
        ical_buffer_add(out, "\r\n", 2);
        raw = feed + 1;
    }
    ical_buffer_add(out, raw, (apr_size_t)(end - raw));
}

/* A property with another TZID. */
static void add_renamed(ical_buffer *out, const ical_property *property,
                        const char *tzid)
{
    const ical_parameter *all =
        (const ical_parameter *)property->parameters->elts;
    const char *line = property->name;

    for (int i = 0; i < property->parameters->nelts; i++) {
        const char *value = strcmp(all[i].name, "TZID") ? all[i].value : tzid;
        const char *quote = strpbrk(value, ";:,") ? "\"" : "";

        line = apr_pstrcat(out->pool, line, ";", all[i].name, "=", quote, value,
                           quote, NULL);
    }
    ical_buffer_line(out, "%s:%s", line, property->value);
}

/* `names`: TZIDs that are called otherwise. */
static void add_component(ical_buffer *out, const ical_node *node,
                          apr_hash_t *names)
{
    const ical_member *members = (const ical_member *)node->members->elts;

    add_lines(out, node->begin_raw, node->begin_raw_length);
    for (int i = 0; i < node->members->nelts; i++) {
        const ical_property *property = members[i].property;
        const char *tzid =
            property && property->tzid
                ? apr_hash_get(names, property->tzid, APR_HASH_KEY_STRING)
                : NULL;

        if (tzid) {
            add_renamed(out, property, tzid);
        } else if (property) {
            add_lines(out, property->raw, property->raw_length);
        } else {
            add_component(out, members[i].component, names);
        }
    }
    add_lines(out, node->end_raw, node->end_raw_length);
}

/* A definition of the object's own, but for its name. */
static const char *definition_text(apr_pool_t *pool, const ical_node *own)
{
    const ical_member *members = (const ical_member *)own->members->elts;
    ical_buffer *text = ical_buffer_make(pool, 512);
    apr_hash_t *none = apr_hash_make(pool);

    for (int i = 0; i < own->members->nelts; i++) {
        const ical_property *property = members[i].property;

        if (!property) {
            add_component(text, members[i].component, none);
        } else if (strcmp(property->name, "TZID")) {
            add_lines(text, property->raw, property->raw_length);
        }
    }
    return text->data;
}

/* Call the object's own definition of a TZID so that the whole has one of each
 * name; NULL if it is there already. */
static const char *name_definition(ical_merge *merge, ical_buffer *out,
                                   const char *tzid, const char *text,
                                   apr_hash_t *names)
{
    apr_uint64_t mark = mark_of(text), *known;
    const char *name = tzid;

    for (int n = 2;
         (known = apr_hash_get(merge->zones, name, APR_HASH_KEY_STRING)) &&
         *known != mark;
         n++) {
        name = apr_psprintf(out->pool, "%s (%d)", tzid, n);
    }
    if (name != tzid) {
        apr_hash_set(names, tzid, APR_HASH_KEY_STRING, name);
    }
    if (known) {
        return NULL;
    }
    apr_hash_set(merge->zones, apr_pstrdup(merge->pool, name),
                 APR_HASH_KEY_STRING,
                 apr_pmemdup(merge->pool, &mark, sizeof mark));
    return name;
}

static void add_own(ical_merge *merge, ical_buffer *out, const ical_node *own,
                    const char *tzid, apr_hash_t *names)
{
    const char *text = definition_text(out->pool, own);
    const char *name = name_definition(merge, out, tzid, text, names);

    if (name) {
        ical_buffer_line(out, "BEGIN:VTIMEZONE");
        ical_buffer_line(out, "TZID:%s", ical_escape(out->pool, name));
        ical_buffer_add(out, text, strlen(text));
        ical_buffer_line(out, "END:VTIMEZONE");
    }
}

/* `own`: the object's VTIMEZONE of the TZID, or NULL. */
static void add_zone(ical_merge *merge, ical_buffer *out,
                     const ical_node *object, const ical_node *own,
                     const char *tzid, apr_hash_t *names)
{
    bool standard = object_zone_is_standard(out->pool, tzid);
    static const apr_uint64_t ours = 0;

    if (own && !standard) {
        add_own(merge, out, own, tzid, names);
    } else if (!(standard && merge->by_name) &&
               !apr_hash_get(merge->zones, tzid, APR_HASH_KEY_STRING) &&
               object_zone_write(out, object, tzid)) {
        apr_hash_set(merge->zones, apr_pstrdup(merge->pool, tzid),
                     APR_HASH_KEY_STRING, &ours);
    }
}

bool ical_merge_add(ical_merge *merge, ical_buffer *out, const char *text,
                    apr_size_t length)
{
    apr_hash_t *names = apr_hash_make(out->pool);
    const apr_array_header_t *tzids;
    const ical_member *members;
    apr_hash_t *defined;
    ical_node *object;

    if (ical_parse_stored(out->pool, text, length, &object)) {
        return false;
    }
    tzids = object_zones_used(out->pool, object);
    defined = object_zones_defined(out->pool, object);
    for (int i = 0; i < tzids->nelts; i++) {
        const char *tzid = APR_ARRAY_IDX(tzids, i, const char *);

        add_zone(merge, out, object,
                 apr_hash_get(defined, tzid, APR_HASH_KEY_STRING), tzid, names);
    }
    members = (const ical_member *)object->members->elts;
    for (int i = 0; i < object->members->nelts; i++) {
        const ical_node *node = members[i].component;

        if (node && strcmp(node->name, "VTIMEZONE")) {
            add_component(out, node, names);
        }
    }
    return true;
}
