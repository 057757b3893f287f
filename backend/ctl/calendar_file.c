/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>
#include <string.h>
#include <apr_escape.h>
#include <apr_hash.h>
#include <apr_sha1.h>
#include <apr_strings.h>

#include "calendar_file.h"
#include "calendar_piece.h"
#include "content_line.h"
#include "item_json.h"
#include "mend.h"
#include "object.h"
#include "object_zones.h"
#include "text.h"
#include "timezone.h"

static const struct {
    const char *name;
    advolux_item_kind kind;
} kinds[] = { { "VEVENT", ADVOLUX_APPOINTMENT }, { "VTODO", ADVOLUX_TASK } };

/* A component that was read. */
typedef struct component {
    const ical_node *node;
    apr_hash_t *zones; /* VTIMEZONEs of its VCALENDAR, by TZID */
    const char *uid;   /* one that was made for it; or NULL */
    int line;          /* of BEGIN, in the file */
} component;

/* The components of one UID. */
typedef struct group {
    advolux_item_kind kind;
    const char *uid;
    apr_array_header_t *components; /* of component */
    bool bad;                       /* one of them cannot be read */
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

typedef struct reading {
    apr_pool_t *pool;
    const char *zone;
    calendar_file *file;
    apr_hash_t *known;          /* groups, by name and UID */
    apr_array_header_t *groups; /* of group * */
    apr_array_header_t *zones;  /* of apr_hash_t *, by VCALENDAR */
} reading;

static void blame(reading *r, int line, const char *uid, const char *reason)
{
    calendar_fault *fault = apr_array_push(r->file->faults);

    *fault = (calendar_fault){ line, uid, reason };
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

static void add_part(assembly *a, int line_in_file)
{
    part *p = apr_array_push(a->parts);

    p->line = a->lines + 1;
    p->line_in_file = line_in_file;
}

/* A component as it stands in the file; its lines end in CRLF. */
static void add_node(assembly *a, const ical_node *node, int line,
                     const char *uid)
{
    const char *at = node->begin_raw;
    const char *end = node->end_raw + node->end_raw_length;

    add_part(a, line);
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
        if (uid) {
            add_line(a, apr_pstrcat(a->text->pool, "UID:", uid, NULL));
            add_part(a, line + 1);
            uid = NULL;
        }
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
        const component *zone;

        if (member->component) {
            add_zones(a, zones, added, member->component);
        } else {
            id = ical_param(member->property, "TZID");
        }
        zone = id ? apr_hash_get(zones, id, APR_HASH_KEY_STRING) : NULL;
        if (zone && !apr_hash_get(added, id, APR_HASH_KEY_STRING)) {
            apr_hash_set(added, id, APR_HASH_KEY_STRING, zone);
            add_node(a, zone->node, zone->line, NULL);
        }
    }
}

static assembly *assemble(apr_pool_t *pool, const group *g)
{
    const component *all = (const component *)g->components->elts;
    assembly *a = apr_pcalloc(pool, sizeof *a);
    apr_hash_t *added = apr_hash_make(pool);

    a->text = ical_buffer_make(pool, 1024);
    a->parts = apr_array_make(pool, 4, sizeof(part));
    add_line(a, "BEGIN:VCALENDAR");
    add_line(a, "VERSION:2.0");
    add_line(a, "PRODID:-//Advolux//advoluxctl//DE");
    for (int i = 0; i < g->components->nelts; i++) {
        add_zones(a, all[i].zones, added, all[i].node);
    }
    for (int i = 0; i < g->components->nelts; i++) {
        add_node(a, all[i].node, all[i].line, all[i].uid);
    }
    add_line(a, "END:VCALENDAR");
    return a;
}

/* Which of `kinds` a component is; -1: none. */
static int kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(name, kinds[i].name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* What a program writes anew with each export. */
static bool is_passing(const char *name)
{
    return !strcmp(name, "DTSTAMP") || !strcmp(name, "CREATED") ||
           !strcmp(name, "LAST-MODIFIED") || !strcmp(name, "SEQUENCE");
}

static void digest(apr_sha1_ctx_t *sha, const ical_node *node)
{
    const ical_member *members = (const ical_member *)node->members->elts;

    apr_sha1_update(sha, node->name, (unsigned)strlen(node->name) + 1);
    for (int i = 0; i < node->members->nelts; i++) {
        const ical_property *property = members[i].property;

        if (members[i].component) {
            digest(sha, members[i].component);
        } else if (!is_passing(property->name) && *property->value) {
            apr_sha1_update(sha, property->name,
                            (unsigned)strlen(property->name) + 1);
            apr_sha1_update(sha, property->tzid ? property->tzid : "",
                            property->tzid ? (unsigned)strlen(property->tzid)
                                           : 0);
            apr_sha1_update(sha, property->value,
                            (unsigned)strlen(property->value) + 1);
        }
    }
}

/* A UID that says which content it is. */
static const char *make_uid(apr_pool_t *pool, const ical_node *node)
{
    unsigned char octets[APR_SHA1_DIGESTSIZE];
    apr_sha1_ctx_t sha;

    apr_sha1_init(&sha);
    digest(&sha, node);
    apr_sha1_final(octets, &sha);
    return apr_pstrcat(pool, "import-",
                       apr_pescape_hex(pool, octets, sizeof octets, 0), NULL);
}

static group *group_of(reading *r, const char *name, const char *uid)
{
    const char *key = apr_pstrcat(r->pool, name, " ", uid, NULL);
    group *g = apr_hash_get(r->known, key, APR_HASH_KEY_STRING);

    if (!g) {
        g = apr_pcalloc(r->pool, sizeof *g);
        g->kind = kinds[kind_of(name)].kind;
        g->uid = uid;
        g->components = apr_array_make(r->pool, 1, sizeof(component));
        apr_hash_set(r->known, key, APR_HASH_KEY_STRING, g);
        APR_ARRAY_PUSH(r->groups, group *) = g;
    }
    return g;
}

static apr_hash_t *zones_of(reading *r, int calendar)
{
    while (r->zones->nelts <= calendar) {
        APR_ARRAY_PUSH(r->zones, apr_hash_t *) = apr_hash_make(r->pool);
    }
    return APR_ARRAY_IDX(r->zones, calendar, apr_hash_t *);
}

/* The UID of a component that cannot be read, as far as it is to be seen. */
static const char *visible_uid(apr_pool_t *pool, const calendar_piece *piece)
{
    const char *text = apr_pstrmemdup(pool, piece->text, piece->length);
    const char *rest, *line;

    for (rest = text; (line = ical_next_piece(pool, &rest, '\n', false));) {
        apr_size_t at;

        if (!strncasecmp(line, "UID:", 4) && line[4]) {
            return ical_utf8_valid(line, strlen(line), &at) ? line + 4 : NULL;
        }
    }
    return NULL;
}

static void read_component(reading *r, const calendar_piece *piece,
                           const ical_node *node)
{
    const ical_property *id = ical_find(node, "UID");
    component c = { .node = node,
                    .zones = zones_of(r, piece->calendar),
                    .line = piece->line };
    group *g;

    if (!id || !*id->value) {
        c.uid = make_uid(r->pool, node);
    }
    g = group_of(r, node->name, c.uid ? c.uid : id->value);
    /* The same again is the same. */
    if (!c.uid || g->components->nelts == 0) {
        APR_ARRAY_PUSH(g->components, component) = c;
    }
}

static void read_zone(reading *r, const calendar_piece *piece,
                      const ical_node *node)
{
    const char *id = object_zone_id(r->pool, node);
    component *zone = apr_palloc(r->pool, sizeof *zone);

    *zone = (component){ .node = node, .line = piece->line };
    if (id) {
        apr_hash_set(zones_of(r, piece->calendar), id, APR_HASH_KEY_STRING,
                     zone);
    }
}

static void blame_piece(reading *r, const calendar_piece *piece, int line,
                        const char *reason)
{
    const char *uid = visible_uid(r->pool, piece);

    if (uid && kind_of(piece->name) >= 0) {
        group_of(r, piece->name, uid)->bad = true;
    }
    blame(r, line, uid, reason);
}

/* The zone that times of a vCalendar 1.0 are given in. */
static void add_own_zone(reading *r, const calendar_piece *piece)
{
    const char *text = apr_pstrcat(r->pool, "BEGIN:VCALENDAR\r\n",
                                   ical_zone_component(r->pool, r->zone),
                                   "END:VCALENDAR\r\n", NULL);
    ical_node *root;

    if (!apr_hash_get(zones_of(r, piece->calendar), r->zone,
                      APR_HASH_KEY_STRING) &&
        !ical_parse(r->pool, text, strlen(text), &ical_limits_default, &root) &&
        root->members->nelts > 0) {
        read_zone(r, piece,
                  APR_ARRAY_IDX(root->members, 0, ical_member).component);
    }
}

/* The component as iCalendar 2.0 has it; NULL after a fault. */
static const char *component_text(reading *r, const calendar_piece *piece)
{
    const char *version = piece->says->version, *made, *wrong;

    if (!version || strncmp(version, "1.", 2) || kind_of(piece->name) < 0) {
        return apr_pstrmemdup(r->pool, piece->text, piece->length);
    }
    wrong = ical_vcalendar_convert(r->pool, piece->text, piece->length,
                                   piece->says, r->zone, &made);
    if (wrong) {
        blame_piece(r, piece, piece->line, wrong);
        return NULL;
    }
    add_own_zone(r, piece);
    return made;
}

static void read_piece(reading *r, const calendar_piece *piece)
{
    const char *text;
    ical_limits limits = ical_limits_default;
    const ical_fault *fault;
    const ical_node *node;
    apr_size_t length;
    ical_node *root;

    if (piece->wrong) {
        blame_piece(r, piece, piece->wrong_line, piece->wrong);
        return;
    }
    if (memchr(piece->text, '\0', piece->length)) {
        blame_piece(r, piece, piece->line, "The component holds a NUL.");
        return;
    }
    text = component_text(r, piece);
    if (!text) {
        return;
    }
    text = apr_pstrcat(r->pool, "BEGIN:VCALENDAR\r\n", text,
                       "\r\nEND:VCALENDAR\r\n", NULL);
    limits.octets += 100; /* of the VCALENDAR around it */
    length = strlen(text);
    fault = ical_mend(r->pool, &text, &length, &limits);
    fault = fault ? fault : ical_parse(r->pool, text, length, &limits, &root);
    if (fault) {
        blame_piece(r, piece,
                    fault->line ? piece->line + fault->line - 2 : piece->line,
                    without_line(fault->reason));
        return;
    }
    node = APR_ARRAY_IDX(root->members, 0, ical_member).component;
    if (!strcmp(piece->name, "VTIMEZONE")) {
        read_zone(r, piece, node);
    } else if (kind_of(piece->name) >= 0) {
        read_component(r, piece, node);
    } else {
        r->file->ignored++;
    }
}

/* Read one object as a PUT of it would be. */
static void read_object(reading *r, const group *g)
{
    const assembly *a = assemble(r->pool, g);
    const char *text = a->text->data;
    apr_size_t length = a->text->length;
    advolux_item *item;
    const ical_fault *fault = ical_object_take(
        r->pool, &text, &length, g->kind, r->zone, &ical_limits_default, &item);
    int first = APR_ARRAY_IDX(g->components, 0, component).line;
    calendar_object *object;

    if (fault) {
        int line = line_in_file(a, fault->line);

        /* A fault of the object as a whole is where it begins. */
        blame(r, line ? line : first, g->uid, without_line(fault->reason));
        return;
    }
    object = apr_array_push(r->file->objects);
    object->kind = g->kind;
    object->line = first;
    object->uid = item->uid;
    object->text = text;
    object->json = item_json(r->pool, item);
}

static int by_line(const void *a, const void *b)
{
    return ((const calendar_fault *)a)->line -
           ((const calendar_fault *)b)->line;
}

void calendar_file_sort(apr_array_header_t *faults)
{
    qsort(faults->elts, (size_t)faults->nelts, sizeof(calendar_fault), by_line);
}

void calendar_file_read(apr_pool_t *pool, const char *text, apr_size_t length,
                        const char *zone, calendar_file *file)
{
    apr_array_header_t *pieces = calendar_pieces(pool, text, length);
    reading r = { .pool = pool,
                  .zone = zone,
                  .file = file,
                  .known = apr_hash_make(pool),
                  .groups = apr_array_make(pool, 100, sizeof(group *)),
                  .zones = apr_array_make(pool, 1, sizeof(apr_hash_t *)) };

    file->ignored = 0;
    file->faults = apr_array_make(pool, 2, sizeof(calendar_fault));
    for (int i = 0; i < pieces->nelts; i++) {
        read_piece(&r, &APR_ARRAY_IDX(pieces, i, calendar_piece));
    }
    file->objects =
        apr_array_make(pool, r.groups->nelts + 1, sizeof(calendar_object));
    /* Kind by kind, so that many can be stored at once. */
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (int i = 0; i < r.groups->nelts; i++) {
            const group *g = APR_ARRAY_IDX(r.groups, i, group *);

            if (g->kind == kinds[k].kind && !g->bad) {
                read_object(&r, g);
            }
        }
    }
    calendar_file_sort(file->faults);
}
