/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "series_tree.h"

#include <stdlib.h>
#include <string.h>

#include "local_time.h"
#include "text.h"

static bool time_of(apr_pool_t *pool, const ical_node *node, const char *name,
                    const char *zone, ical_time *time)
{
    const ical_property *property = ical_find(node, name);

    return property &&
           !ical_time_read(pool, property, property->value, zone, time);
}

/* Days last whole days, and one at least. */
static void round_days(series_shape *shape)
{
    apr_int64_t days =
        shape->days + (shape->seconds + LOCAL_DAY - 1) / LOCAL_DAY;

    shape->days = days > 1 ? days : 1;
    shape->seconds = 0;
}

bool series_shape_read(apr_pool_t *pool, const ical_node *node,
                       const char *zone, series_shape *shape)
{
    const ical_property *duration = ical_find(node, "DURATION");
    bool task = !strcmp(node->name, "VTODO");
    ical_duration length;
    ical_time end;

    memset(shape, 0, sizeof(*shape));
    shape->has_start = time_of(pool, node, "DTSTART", zone, &shape->anchor);
    shape->has_end = time_of(pool, node, task ? "DUE" : "DTEND", zone, &end);
    if (!shape->has_start) {
        if (shape->has_end) {
            shape->anchor = end;
            shape->end_zone = end.zone;
        }
        return shape->has_end && task;
    }
    if (task && shape->has_end) {
        ical_time_as(&shape->anchor, &end);
    }
    shape->end_zone = shape->has_end ? end.zone : shape->anchor.zone;
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
    if (shape->anchor.date && !task) {
        round_days(shape);
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    apr_int64_t x = *(const apr_int64_t *)a, y = *(const apr_int64_t *)b;

    return x < y ? -1 : x > y;
}

bool series_contains(const apr_array_header_t *sorted, apr_int64_t value)
{
    return sorted->nelts > 0 &&
           bsearch(&value, sorted->elts, (size_t)sorted->nelts, sizeof(value),
                   compare);
}

apr_int64_t series_local(const series *s, const ical_time *time)
{
    return ical_time_in_series(time, &s->shape.anchor);
}

static void exclude(series *s, const ical_time *time)
{
    APR_ARRAY_PUSH(s->without, apr_int64_t) = series_local(s, time);
}

/* An RDATE that is a PERIOD has its own length (RFC 5545 section 3.8.5.2). */
static void include(series *s, const ical_property *property,
                    const ical_time *time, const char *until)
{
    series_date date = { .local = series_local(s, time), .shape = s->shape };
    ical_duration length;
    ical_time end;

    if (until && ical_duration_read(until, &length)) {
        date.shape.days = length.days;
        date.shape.seconds = length.seconds;
        date.period = date.shape.has_end = true;
    } else if (until && !ical_time_read(s->times->pool, property, until,
                                        s->times->zone, &end)) {
        date.shape.days = 0;
        date.shape.seconds = ical_time_instant(&end) - ical_time_instant(time);
        date.period = date.shape.has_end = true;
    }
    if (date.period && s->shape.anchor.date) {
        round_days(&date.shape);
    }
    APR_ARRAY_PUSH(s->dates, series_date) = date;
}

/* EXDATE and RDATE, each with several values or several times. */
static void read_dates(series *s, const ical_property *property)
{
    bool with = !strcmp(property->name, "RDATE");
    const char *rest = property->value;
    char *piece;

    if (!with && strcmp(property->name, "EXDATE")) {
        return;
    }
    while ((piece = ical_next_piece(s->times->pool, &rest, ',', false))) {
        char *until = with ? strchr(piece, '/') : NULL;
        ical_time time;

        if (until) {
            *until++ = '\0';
        }
        if (ical_time_read(s->times->pool, property, piece, s->times->zone,
                           &time)) {
            continue;
        }
        if (with) {
            include(s, property, &time, until);
        } else {
            exclude(s, &time);
        }
    }
}

static bool same_uid(const ical_node *a, const ical_node *b)
{
    const ical_property *mine = ical_find(a, "UID");
    const ical_property *other = ical_find(b, "UID");

    return !strcmp(a->name, b->name) &&
           (!mine || !other || !strcmp(mine->value, other->value));
}

static void read_override(series *s, const ical_node *node)
{
    const ical_property *property = ical_find(node, "RECURRENCE-ID");
    ical_time time;

    if (property == NULL || !same_uid(s->node, node) ||
        ical_time_read(s->times->pool, property, property->value,
                       s->times->zone, &time)) {
        return;
    }
    exclude(s, &time);
    const char *range = ical_param(property, "RANGE");
    series_change moved = { .from = series_local(s, &time), .node = node };
    if (range && !strcasecmp(range, "THISANDFUTURE") &&
        series_shape_read(s->times->pool, node, s->times->zone, &moved.shape)) {
        moved.shift = ical_time_in(&moved.shape.anchor, s->shape.anchor.zone) -
                      moved.from;
        APR_ARRAY_PUSH(s->changes, series_change) = moved;
    }
}

static int by_time(const void *a, const void *b)
{
    const series_date *x = a, *y = b;

    return x->local != y->local ? (x->local < y->local ? -1 : 1)
                                : y->period - x->period;
}

/* Of dates that say the same time a period is the one that counts. */
static void sort_dates(apr_array_header_t *dates)
{
    series_date *all = (series_date *)dates->elts;
    int count = 0;

    qsort(all, (size_t)dates->nelts, sizeof(*all), by_time);
    for (int i = 0; i < dates->nelts; i++) {
        if (count == 0 || all[i].local != all[count - 1].local) {
            all[count++] = all[i];
        }
    }
    dates->nelts = count;
}

static void read_rule(series *s)
{
    const ical_property *property = ical_find(s->node, "RRULE");
    rule *made;

    if (property && property->value[0]) {
        made = apr_palloc(s->times->pool, sizeof *made);
        s->unreadable =
            rule_read(s->times->pool, property->value, made) != NULL;
        s->rule = s->unreadable ? NULL : made;
    }
}

/* So that a walk can begin at a change without counting from DTSTART on. */
static void count_changes(series *s)
{
    rule_walk walk;

    if (!s->rule || !s->rule->count) {
        return;
    }
    rule_begin(&walk, s->rule, s->shape.anchor.local, s->shape.anchor.zone,
               s->shape.anchor.date);
    for (int i = 0; i < s->changes->nelts; i++) {
        series_change *change = &APR_ARRAY_IDX(s->changes, i, series_change);

        rule_skip(&walk, change->from);
        change->left = walk.left;
    }
}

static void read_instances(series *s)
{
    const ical_node *object = s->node->parent;
    int i;

    s->without = apr_array_make(s->times->pool, 8, sizeof(apr_int64_t));
    s->changes = apr_array_make(s->times->pool, 2, sizeof(series_change));
    s->dates = apr_array_make(s->times->pool, 2, sizeof(series_date));
    for (i = 0; i < s->node->members->nelts; i++) {
        const ical_property *property =
            APR_ARRAY_IDX(s->node->members, i, ical_member).property;
        if (property) {
            read_dates(s, property);
        }
    }
    for (i = 0; object && i < object->members->nelts; i++) {
        const ical_node *node =
            APR_ARRAY_IDX(object->members, i, ical_member).component;
        if (node) {
            read_override(s, node);
        }
    }
    qsort(s->without->elts, (size_t)s->without->nelts, sizeof(apr_int64_t),
          compare);
    /* `from` is the first field. */
    qsort(s->changes->elts, (size_t)s->changes->nelts, sizeof(series_change),
          compare);
    sort_dates(s->dates);
    read_rule(s);
    count_changes(s);
}

/* The name of an override, as its series would write it. */
static void read_original(series *s, const ical_property *recurrence_id)
{
    const series *master = series_master(s->times, s->node);

    s->override = true;
    if (ical_time_read(s->times->pool, recurrence_id, recurrence_id->value,
                       s->times->zone, &s->original)) {
        s->original = s->shape.anchor;
    } else if (master) {
        s->original = (ical_time){ .local = series_local(master, &s->original),
                                   .date = master->shape.anchor.date,
                                   .zone = master->shape.anchor.zone };
    }
}

const series *series_read(ical_times *times, const ical_node *node)
{
    const ical_property *recurrence_id = ical_find(node, "RECURRENCE-ID");
    series_shape shape;
    series *s;

    if (times->last && times->last->node == node) {
        return times->last;
    }
    if (!series_shape_read(times->pool, node, times->zone, &shape)) {
        return NULL;
    }
    s = apr_pcalloc(times->pool, sizeof *s);
    s->times = times;
    s->node = node;
    s->shape = shape;
    s->clock = shape.anchor.zone;
    if (recurrence_id) {
        read_original(s, recurrence_id);
        return s;
    }
    read_instances(s);
    times->last = s;
    return s;
}

const series *series_master(ical_times *times, const ical_node *node)
{
    const ical_node *object = node->parent;

    if (!object || !ical_find(node, "RECURRENCE-ID")) {
        return NULL;
    }
    if (times->last && times->last->node->parent == object &&
        same_uid(times->last->node, node)) {
        return times->last;
    }
    for (int i = 0; i < object->members->nelts; i++) {
        const ical_node *other =
            APR_ARRAY_IDX(object->members, i, ical_member).component;
        if (other && same_uid(other, node) &&
            !ical_find(other, "RECURRENCE-ID")) {
            return series_read(times, other);
        }
    }
    return NULL;
}
