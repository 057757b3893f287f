/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <limits.h>
#include <string.h>
#include <apr_hash.h>
#include <apr_strings.h>

#include "calendar_file.h"
#include "content_line.h"
#include "item_json.h"
#include "object.h"
#include "text.h"

static const struct {
    const char *name;
    advolux_item_kind kind;
} kinds[] = { { "VEVENT", ADVOLUX_APPOINTMENT }, { "VTODO", ADVOLUX_TASK } };

/* The components of one UID. */
typedef struct group {
    advolux_item_kind kind;
    const char *uid;
    apr_array_header_t *nodes; /* const ical_node * */
} group;

/* A text that is put together, and where its parts are in the file. */
typedef struct assembly {
    ical_buffer *text;
    apr_array_header_t *parts; /* of part */
    int lines;                 /* so far */
} assembly;

typedef struct part {
    int line, line_in_file;
} part;

static const char *place(apr_pool_t *pool, const char *name, int line,
                         const char *sentence)
{
    return line ? apr_psprintf(pool, "%s:%d: %s", name, line, sentence)
                : apr_psprintf(pool, "%s: %s", name, sentence);
}

/* The sentence of a fault without the line that it begins with: that is one
 * of the object's. */
static const char *without_line(const char *sentence)
{
    size_t digits;

    if (strncmp(sentence, "Line ", 5) != 0) {
        return sentence;
    }
    digits = strspn(sentence + 5, "0123456789");
    return strspn(sentence + 5 + digits, ",:") == 1 ? sentence + 7 + digits
                                                    : sentence;
}

static void add_line(assembly *a, const char *line)
{
    ical_buffer_add_line(a->text, line);
    a->lines++;
}

/* A component as it stands in the file; its lines end in CRLF. */
static void add_node(assembly *a, const ical_node *node)
{
    const char *at = node->begin_raw;
    const char *end = node->end_raw + node->end_raw_length;
    part *p = apr_array_push(a->parts);

    p->line = a->lines + 1;
    p->line_in_file = node->line;
    while (at < end) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        const char *stop = feed ? feed : end;
        size_t length = (size_t)(stop - at);

        if (length > 0 && at[length - 1] == '\r') {
            length--;
        }
        ical_buffer_add(a->text, at, length);
        ical_buffer_add(a->text, "\r\n", 2);
        a->lines++;
        at = feed ? feed + 1 : end;
    }
}

static int line_in_file(const assembly *a, int line)
{
    int found = 0;

    for (int i = 0; i < a->parts->nelts; i++) {
        const part *p = &APR_ARRAY_IDX(a->parts, i, part);

        if (line >= p->line) {
            found = p->line_in_file + line - p->line;
        }
    }
    return found;
}

/* Add the time zones that a component names, each once. */
static void add_zones(assembly *a, apr_hash_t *zones, apr_hash_t *added,
                      const ical_node *node)
{
    for (int i = 0; i < node->members->nelts; i++) {
        const ical_member *member =
            &APR_ARRAY_IDX(node->members, i, ical_member);
        const char *id = NULL;
        const ical_node *zone;

        if (member->component) {
            add_zones(a, zones, added, member->component);
        } else {
            id = ical_param(member->property, "TZID");
        }
        zone = id ? apr_hash_get(zones, id, APR_HASH_KEY_STRING) : NULL;
        if (zone && !apr_hash_get(added, id, APR_HASH_KEY_STRING)) {
            apr_hash_set(added, id, APR_HASH_KEY_STRING, zone);
            add_node(a, zone);
        }
    }
}

static assembly *assemble(apr_pool_t *pool, const group *g, apr_hash_t *zones)
{
    assembly *a = apr_pcalloc(pool, sizeof *a);
    apr_hash_t *added = apr_hash_make(pool);

    a->text = ical_buffer_make(pool, 1024);
    a->parts = apr_array_make(pool, 4, sizeof(part));
    add_line(a, "BEGIN:VCALENDAR");
    add_line(a, "VERSION:2.0");
    add_line(a, "PRODID:-//Advolux//advoluxctl//DE");
    for (int i = 0; i < g->nodes->nelts; i++) {
        add_zones(a, zones, added,
                  APR_ARRAY_IDX(g->nodes, i, const ical_node *));
    }
    for (int i = 0; i < g->nodes->nelts; i++) {
        add_node(a, APR_ARRAY_IDX(g->nodes, i, const ical_node *));
    }
    add_line(a, "END:VCALENDAR");
    return a;
}

/* Which of `kinds` a component is; -1: none. */
static int kind_of(const ical_node *node)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(node->name, kinds[i].name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* Sort the file's components by UID. A sentence if one has none. */
static const char *gather(apr_pool_t *pool, const char *name,
                          const ical_node *root, apr_array_header_t *groups,
                          apr_hash_t *zones, int *ignored)
{
    apr_hash_t *known = apr_hash_make(pool);

    for (int i = 0; i < root->members->nelts; i++) {
        const ical_node *node =
            APR_ARRAY_IDX(root->members, i, ical_member).component;
        const ical_property *id;
        int kind = node ? kind_of(node) : -1;
        const char *key;
        group *g;

        if (node && strcmp(node->name, "VTIMEZONE") == 0) {
            id = ical_find(node, "TZID");
            if (id) {
                apr_hash_set(zones, id->value, APR_HASH_KEY_STRING, node);
            }
        } else if (node && kind < 0) {
            ++*ignored;
        } else if (node) {
            id = ical_find(node, "UID");
            if (!id || !*id->value) {
                return place(
                    pool, name, node->line,
                    apr_pstrcat(pool, node->name, " without UID.", NULL));
            }
            key = apr_pstrcat(pool, node->name, " ", id->value, NULL);
            g = apr_hash_get(known, key, APR_HASH_KEY_STRING);
            if (!g) {
                g = apr_pcalloc(pool, sizeof *g);
                g->kind = kinds[kind].kind;
                g->nodes = apr_array_make(pool, 1, sizeof(const ical_node *));
                apr_hash_set(known, key, APR_HASH_KEY_STRING, g);
                APR_ARRAY_PUSH(groups, group *) = g;
            }
            APR_ARRAY_PUSH(g->nodes, const ical_node *) = node;
        }
    }
    return NULL;
}

/* Read one object as a PUT of it would be. */
static const char *read_object(apr_pool_t *pool, const char *name,
                               const group *g, apr_hash_t *zones,
                               const char *zone, calendar_object *object)
{
    const assembly *a = assemble(pool, g, zones);
    advolux_item *item;
    const ical_fault *fault =
        ical_object_read(pool, a->text->data, a->text->length, g->kind, zone,
                         &ical_limits_default, &item);

    if (fault) {
        int line = line_in_file(a, fault->line);

        /* A fault of the object as a whole is where it begins. */
        return place(pool, name,
                     line ? line
                          : APR_ARRAY_IDX(g->nodes, 0, const ical_node *)->line,
                     without_line(fault->reason));
    }
    object->kind = g->kind;
    object->uid = item->uid;
    object->text = a->text->data;
    object->json = item_json(pool, item);
    return NULL;
}

const char *calendar_file_read(apr_pool_t *pool, const char *name,
                               const char *text, apr_size_t length,
                               const char *zone, calendar_file *file)
{
    ical_limits limits = ical_limits_default;
    apr_array_header_t *groups = apr_array_make(pool, 100, sizeof(group *));
    apr_hash_t *zones = apr_hash_make(pool);
    const ical_fault *fault;
    ical_node *root;
    const char *wrong;

    memset(file, 0, sizeof *file);
    /* A file may be long; each object in it is held to what a PUT is. */
    limits.octets = length;
    limits.lines = INT_MAX;
    fault = ical_parse(pool, text, length, &limits, &root);
    if (fault) {
        return place(pool, name, fault->line, without_line(fault->reason));
    }
    wrong = gather(pool, name, root, groups, zones, &file->ignored);
    file->objects =
        apr_array_make(pool, groups->nelts + 1, sizeof(calendar_object));
    /* Kind by kind, so that many can be stored at once. */
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (int i = 0; i < groups->nelts && !wrong; i++) {
            const group *g = APR_ARRAY_IDX(groups, i, group *);

            if (g->kind == kinds[k].kind) {
                wrong = read_object(pool, name, g, zones, zone,
                                    apr_array_push(file->objects));
            }
        }
    }
    return wrong;
}
