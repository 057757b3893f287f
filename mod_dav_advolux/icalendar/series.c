/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "series.h"

#include <stdlib.h>
#include <string.h>

#include "local_time.h"
#include "text.h"
#include "zone.h"

#define VISITS_MAX 50000
/* Wider than the difference of any two zones. */
#define MARGIN (2 * LOCAL_DAY)
/* Year 1 to year 9999. */
#define TIME_MIN (-62135596800LL)
#define TIME_MAX 253402300799LL

/* THISANDFUTURE: from `from` on, instances move and take another shape. */
typedef struct change {
    apr_int64_t from, shift; /* local times of the series; seconds */
    series_shape shape;
    const ical_node *node;
} change;

typedef struct series {
    apr_pool_t *pool;
    const ical_node *node;
    const char *zone;
    series_shape shape;
    apr_array_header_t *without;      /* apr_int64_t, local, sorted */
    apr_array_header_t *without_days; /* apr_int64_t, day numbers, sorted */
    apr_array_header_t *changes;      /* change, by `from` */
    ical_span span;
    series_test *test;
    void *baton;
    int visits;
} series;

static bool time_of(apr_pool_t *pool, const ical_node *node, const char *name,
                    const char *zone, ical_time *time)
{
    const ical_property *property = ical_find(node, name);

    return property &&
           !ical_time_read(pool, property, property->value, zone, time);
}

bool series_shape_read(apr_pool_t *pool, const ical_node *node,
                       const char *zone, series_shape *shape)
{
    const ical_property *duration = ical_find(node, "DURATION");
    const char *name = strcmp(node->name, "VTODO") ? "DTEND" : "DUE";
    ical_duration length;
    ical_time end;

    memset(shape, 0, sizeof(*shape));
    shape->has_start = time_of(pool, node, "DTSTART", zone, &shape->anchor);
    shape->has_end = time_of(pool, node, name, zone, &end);
    if (!shape->has_start) {
        shape->anchor = end;
        return shape->has_end && !strcmp(name, "DUE");
    }
    if (shape->has_end && shape->anchor.date == end.date) {
        if (end.date) {
            shape->days = (end.local - shape->anchor.local) / LOCAL_DAY;
        } else {
            shape->seconds =
                ical_time_instant(&end) - ical_time_instant(&shape->anchor);
        }
    } else if (duration && ical_duration_read(duration->value, &length)) {
        shape->has_end = shape->duration = true;
        shape->days = length.days;
        shape->seconds = length.seconds;
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    apr_int64_t x = *(const apr_int64_t *)a, y = *(const apr_int64_t *)b;

    return x < y ? -1 : x > y;
}

static bool contains(const apr_array_header_t *sorted, apr_int64_t value)
{
    return sorted->nelts > 0 &&
           bsearch(&value, sorted->elts, (size_t)sorted->nelts, sizeof(value),
                   compare);
}

/* A time as the series counts it. */
static apr_int64_t local_of(const series *s, const ical_time *time)
{
    apr_int64_t local = ical_time_in(time, s->shape.anchor.zone);

    return s->shape.anchor.date ? local_day_of(local) * LOCAL_DAY : local;
}

static void exclude(series *s, const ical_time *time)
{
    if (time->date && !s->shape.anchor.date) {
        APR_ARRAY_PUSH(s->without_days, apr_int64_t) =
            local_day_of(time->local);
    } else {
        APR_ARRAY_PUSH(s->without, apr_int64_t) = local_of(s, time);
    }
}

static void read_exdates(series *s)
{
    const ical_member *members = (const ical_member *)s->node->members->elts;

    for (int i = 0; i < s->node->members->nelts; i++) {
        const ical_property *property = members[i].property;
        if (property == NULL || strcmp(property->name, "EXDATE")) {
            continue;
        }
        const char *rest = property->value, *piece;
        while ((piece = ical_next_piece(s->pool, &rest, ',', false))) {
            ical_time time;
            if (!ical_time_read(s->pool, property, piece, s->zone, &time)) {
                exclude(s, &time);
            }
        }
    }
}

static void read_override(series *s, const ical_node *node)
{
    const ical_property *property = ical_find(node, "RECURRENCE-ID");
    const ical_property *mine = ical_find(s->node, "UID");
    const ical_property *uid = ical_find(node, "UID");
    ical_time time;

    if (property == NULL || strcmp(node->name, s->node->name) ||
        (mine && uid && strcmp(mine->value, uid->value)) ||
        ical_time_read(s->pool, property, property->value, s->zone, &time)) {
        return;
    }
    exclude(s, &time);
    const char *range = ical_param(property, "RANGE");
    change moved = { .from = local_of(s, &time), .node = node };
    if (range && !strcasecmp(range, "THISANDFUTURE") &&
        series_shape_read(s->pool, node, s->zone, &moved.shape)) {
        moved.shift = local_of(s, &moved.shape.anchor) - moved.from;
        APR_ARRAY_PUSH(s->changes, change) = moved;
    }
}

static void prepare(series *s, const ical_node *siblings)
{
    const ical_member *members =
        siblings ? (const ical_member *)siblings->members->elts : NULL;

    s->without = apr_array_make(s->pool, 8, sizeof(apr_int64_t));
    s->without_days = apr_array_make(s->pool, 2, sizeof(apr_int64_t));
    s->changes = apr_array_make(s->pool, 2, sizeof(change));
    read_exdates(s);
    for (int i = 0; members && i < siblings->members->nelts; i++) {
        if (members[i].component) {
            read_override(s, members[i].component);
        }
    }
    qsort(s->without->elts, (size_t)s->without->nelts, sizeof(apr_int64_t),
          compare);
    qsort(s->without_days->elts, (size_t)s->without_days->nelts,
          sizeof(apr_int64_t), compare);
    /* `from` is the first field. */
    qsort(s->changes->elts, (size_t)s->changes->nelts, sizeof(change), compare);
}

static bool show(series *s, const series_shape *shape, const ical_node *source,
                 apr_int64_t original, apr_int64_t local)
{
    const zone_info *z = zone_get(s->shape.anchor.zone);
    series_instance instance = { .shape = shape,
                                 .source = source,
                                 .series = s->shape.anchor,
                                 .original = original };

    instance.from = zone_instant(z, local);
    instance.to =
        shape->days
            ? zone_instant(z, local + shape->days * LOCAL_DAY) + shape->seconds
            : instance.from + shape->seconds;
    return s->test(s->baton, &instance);
}

/* One instance by its original time. */
static bool visit(series *s, const series_shape *shape, apr_int64_t local)
{
    apr_int64_t original = zone_instant(zone_get(s->shape.anchor.zone), local);
    const change *moved = NULL;

    if (contains(s->without, local) ||
        contains(s->without_days, local_day_of(local))) {
        return false;
    }
    for (int i = 0; i < s->changes->nelts; i++) {
        const change *c = &APR_ARRAY_IDX(s->changes, i, change);
        if (c->from > local) {
            break;
        }
        moved = c;
    }
    return moved ? show(s, &moved->shape, moved->node, original,
                        local + moved->shift)
                 : show(s, shape, s->node, original, local);
}

/* An override shows itself alone. */
static bool show_override(series *s, const ical_property *recurrence_id)
{
    apr_int64_t original = 0;
    ical_time time;

    if (!ical_time_read(s->pool, recurrence_id, recurrence_id->value, s->zone,
                        &time)) {
        original = ical_time_instant(&time);
    }
    return show(s, &s->shape, s->node, original, s->shape.anchor.local);
}

static bool visit_rdates(series *s)
{
    const ical_member *members = (const ical_member *)s->node->members->elts;

    for (int i = 0; i < s->node->members->nelts; i++) {
        const ical_property *property = members[i].property;
        if (property == NULL || strcmp(property->name, "RDATE")) {
            continue;
        }
        const char *rest = property->value;
        char *piece;
        while ((piece = ical_next_piece(s->pool, &rest, ',', false))) {
            series_shape shape = s->shape;
            ical_duration length;
            ical_time time, end;
            char *slash = strchr(piece, '/');
            if (slash) {
                *slash++ = '\0';
            }
            if (ical_time_read(s->pool, property, piece, s->zone, &time)) {
                continue;
            }
            if (slash && ical_duration_read(slash, &length)) {
                shape.days = length.days;
                shape.seconds = length.seconds;
                shape.has_end = true;
            } else if (slash && !ical_time_read(s->pool, property, slash,
                                                s->zone, &end)) {
                shape.days = 0;
                shape.seconds =
                    ical_time_instant(&end) - ical_time_instant(&time);
                shape.has_end = true;
            }
            apr_int64_t local = local_of(s, &time);
            if (time.date && !s->shape.anchor.date) {
                local += s->shape.anchor.local -
                         local_day_of(s->shape.anchor.local) * LOCAL_DAY;
            }
            if (visit(s, &shape, local)) {
                return true;
            }
        }
    }
    return false;
}

static apr_int64_t clamp(apr_int64_t time)
{
    return time < TIME_MIN ? TIME_MIN : time > TIME_MAX ? TIME_MAX : time;
}

/* How far an instance may reach from its original time. */
static void widen(const series *s, apr_int64_t *before, apr_int64_t *after)
{
    apr_int64_t length = s->shape.days * LOCAL_DAY + s->shape.seconds;

    *before = (length > 0 ? length : 0) + MARGIN;
    *after = (length < 0 ? -length : 0) + MARGIN;
    for (int i = 0; i < s->changes->nelts; i++) {
        const change *c = &APR_ARRAY_IDX(s->changes, i, change);
        apr_int64_t reach =
            c->shift + c->shape.days * LOCAL_DAY + c->shape.seconds + MARGIN;
        *before = reach > *before ? reach : *before;
        *after = MARGIN - c->shift > *after ? MARGIN - c->shift : *after;
    }
}

static bool visit_rule(series *s, const rule *r)
{
    apr_int64_t before, after, local;
    rule_walk walk;

    widen(s, &before, &after);
    apr_int64_t first = clamp(s->span.from) - before;
    apr_int64_t last = clamp(s->span.to) + after;
    rule_begin(&walk, r, s->shape.anchor.local, s->shape.anchor.zone,
               s->shape.anchor.date);
    rule_skip(&walk, first);
    while (rule_next(&walk, &local) && local <= last) {
        if (++s->visits > VISITS_MAX || visit(s, &s->shape, local)) {
            return true;
        }
    }
    return false;
}

bool series_visit(apr_pool_t *pool, const ical_node *node,
                  const ical_node *siblings, const char *zone, ical_span span,
                  series_test *test, void *baton)
{
    series s = { .pool = pool,
                 .node = node,
                 .zone = zone,
                 .span = span,
                 .test = test,
                 .baton = baton };
    rule r;

    if (!series_shape_read(pool, node, zone, &s.shape)) {
        return false;
    }
    const ical_property *property = ical_find(node, "RECURRENCE-ID");
    if (property) {
        return show_override(&s, property);
    }
    prepare(&s, siblings);
    if (visit(&s, &s.shape, s.shape.anchor.local) || visit_rdates(&s)) {
        return true;
    }
    property = ical_find(node, "RRULE");
    if (property == NULL || property->value[0] == '\0') {
        return false;
    }
    return rule_read(pool, property->value, &r) != NULL || visit_rule(&s, &r);
}
