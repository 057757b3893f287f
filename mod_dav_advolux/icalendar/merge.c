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
    apr_hash_t *zones; /* TZIDs that are defined */
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
    name = ical_escape(out->pool, name);
    ical_buffer_line(out, "NAME:%s", name); /* RFC 7986 section 5.1 */
    ical_buffer_line(out, "X-WR-CALNAME:%s", name);
    return merge;
}

void ical_merge_end(ical_buffer *out)
{
    ical_buffer_line(out, "END:VCALENDAR");
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

static void add_component(ical_buffer *out, const ical_node *node)
{
    const ical_member *members = (const ical_member *)node->members->elts;

    add_lines(out, node->begin_raw, node->begin_raw_length);
    for (int i = 0; i < node->members->nelts; i++) {
        if (members[i].property) {
            add_lines(out, members[i].property->raw,
                      members[i].property->raw_length);
        } else {
            add_component(out, members[i].component);
        }
    }
    add_lines(out, node->end_raw, node->end_raw_length);
}

/* `own`: the object's VTIMEZONE of the TZID, or NULL. */
static void add_zone(ical_merge *merge, ical_buffer *out,
                     const ical_node *object, const ical_node *own,
                     const char *tzid)
{
    bool standard = object_zone_is_standard(out->pool, tzid);

    if ((standard && merge->by_name) ||
        apr_hash_get(merge->zones, tzid, APR_HASH_KEY_STRING)) {
        return;
    }
    if (own && !standard) {
        add_component(out, own);
    } else if (!object_zone_write(out, object, tzid)) {
        return;
    }
    tzid = apr_pstrdup(merge->pool, tzid);
    apr_hash_set(merge->zones, tzid, APR_HASH_KEY_STRING, tzid);
}

bool ical_merge_add(ical_merge *merge, ical_buffer *out, const char *text,
                    apr_size_t length)
{
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
                 apr_hash_get(defined, tzid, APR_HASH_KEY_STRING), tzid);
    }
    members = (const ical_member *)object->members->elts;
    for (int i = 0; i < object->members->nelts; i++) {
        const ical_node *node = members[i].component;

        if (node && strcmp(node->name, "VTIMEZONE")) {
            add_component(out, node);
        }
    }
    return true;
}
