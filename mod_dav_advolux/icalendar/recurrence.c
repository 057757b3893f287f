/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "recurrence.h"

#include <stdlib.h>
#include <string.h>

#include "local_time.h"
#include "series.h"
#include "text.h"

#define REPEAT_MAX 100000

bool ical_instant(const char *text, apr_int64_t *seconds)
{
    return local_parse(text, seconds) == 15 && !strcmp(text + 15, "Z");
}

const char *ical_rrule_fault(apr_pool_t *pool, const char *value,
                             const char *start_local)
{
    rule r;
    rule_walk walk;
    apr_int64_t start, local;
    const char *wrong = rule_read(pool, value, &r);

    if (!wrong && r.count && r.has_until) {
        wrong = "COUNT and UNTIL must not stand in the same rule (RFC 5545 "
                "section 3.3.10).";
    }
    if (wrong || start_local == NULL || !local_parse(start_local, &start)) {
        return wrong;
    }
    rule_begin(&walk, &r, start, "UTC", false);
    return rule_next(&walk, &local) ||
                   (r.has_until && r.until_utc && r.until + LOCAL_DAY >= start)
               ? NULL
               : "The rule has no occurrence (RFC 5545 section 3.3.10).";
}

/* RFC 4791 section 9.9, table for VEVENT. */
static bool event_overlaps(void *baton, const series_instance *i)
{
    const ical_span *span = baton;
    apr_int64_t to = i->to;

    if (!i->shape->has_end && i->shape->anchor.date) {
        to = i->from + LOCAL_DAY;
    }
    if (to <= i->from) {
        return span->from <= i->from && span->to > i->from;
    }
    return span->from < to && span->to > i->from;
}

/* The rows of VTODO's table with DTSTART or DUE. */
static bool task_overlaps(void *baton, const series_instance *i)
{
    const ical_span *span = baton;

    if (!i->shape->has_start) {
        return span->from < i->from && span->to >= i->from;
    }
    if (!i->shape->has_end) {
        return span->from <= i->from && span->to > i->from;
    }
    if (i->shape->duration) {
        return span->from <= i->to && (span->to > i->from || span->to >= i->to);
    }
    return (span->from < i->to || span->from <= i->from) &&
           (span->to > i->from || span->to >= i->to);
}

static bool journal_overlaps(void *baton, const series_instance *i)
{
    const ical_span *span = baton;

    return span->to > i->from &&
           (i->shape->anchor.date ? span->from < i->from + LOCAL_DAY
                                  : span->from <= i->from);
}

static bool instant_of(apr_pool_t *pool, const ical_node *node,
                       const char *name, const char *zone, apr_int64_t *at)
{
    const ical_property *property = ical_find(node, name);
    ical_time time;

    if (property == NULL ||
        ical_time_read(pool, property, property->value, zone, &time)) {
        return false;
    }
    *at = ical_time_instant(&time);
    return true;
}

/* The rows of VTODO's table without DTSTART and DUE. */
static bool untimed_task_overlaps(apr_pool_t *pool, const ical_node *node,
                                  ical_span span, const char *zone)
{
    apr_int64_t completed, created = 0;
    bool has_created = instant_of(pool, node, "CREATED", zone, &created);

    if (instant_of(pool, node, "COMPLETED", zone, &completed)) {
        if (!has_created) {
            return span.from <= completed && span.to >= completed;
        }
        return (span.from <= created || span.from <= completed) &&
               (span.to >= created || span.to >= completed);
    }
    return !has_created || span.to > created;
}

static bool freebusy_overlaps(apr_pool_t *pool, const ical_node *node,
                              ical_span span, const char *zone)
{
    const ical_member *members = (const ical_member *)node->members->elts;
    apr_int64_t from, to;

    if (instant_of(pool, node, "DTSTART", zone, &from) &&
        instant_of(pool, node, "DTEND", zone, &to)) {
        return span.from <= to && span.to > from;
    }
    for (int i = 0; i < node->members->nelts; i++) {
        const ical_property *property = members[i].property;
        if (property == NULL || strcmp(property->name, "FREEBUSY")) {
            continue;
        }
        const char *rest = property->value;
        char *piece;
        while ((piece = ical_next_piece(pool, &rest, ',', false))) {
            char *slash = strchr(piece, '/');
            ical_time start, end;
            ical_duration length;
            if (slash == NULL) {
                continue;
            }
            *slash++ = '\0';
            if (ical_time_read(pool, property, piece, zone, &start)) {
                continue;
            }
            from = ical_time_instant(&start);
            if (ical_duration_read(slash, &length)) {
                to = from + length.days * LOCAL_DAY + length.seconds;
            } else if (!ical_time_read(pool, property, slash, zone, &end)) {
                to = ical_time_instant(&end);
            } else {
                continue;
            }
            if (span.from < to && span.to > from) {
                return true;
            }
        }
    }
    return false;
}

typedef struct alarm_search {
    ical_span span;
    apr_int64_t offset, every; /* from the base; between repetitions */
    apr_int64_t repeat;
    bool from_end;
} alarm_search;

/* Whether one of `repeat` + 1 times from `first` lies in the span. */
static bool rings(const alarm_search *a, apr_int64_t first)
{
    apr_int64_t k = 0;

    if (first < a->span.from && a->every > 0) {
        apr_int64_t from =
            a->span.from > INT64_MAX / 2 ? INT64_MAX / 2 : a->span.from;
        k = (from - first + a->every - 1) / a->every;
    }
    k = k > a->repeat ? a->repeat : k;
    apr_int64_t at = first + k * a->every;
    return a->span.from <= at && a->span.to > at;
}

static bool alarm_rings(void *baton, const series_instance *i)
{
    const alarm_search *a = baton;
    apr_int64_t base = a->from_end ? i->to : i->from;

    if (a->from_end && !i->shape->has_end && i->shape->anchor.date) {
        base += LOCAL_DAY;
    }
    return rings(a, base + a->offset);
}

static apr_int64_t plus(apr_int64_t time, apr_int64_t add)
{
    return time == INT64_MIN || time == INT64_MAX ? time : time + add;
}

static bool alarm_overlaps(apr_pool_t *pool, const ical_node *parent,
                           const ical_node *node, ical_span span,
                           const char *zone)
{
    const ical_property *trigger = ical_find(node, "TRIGGER");
    const ical_property *repeat = ical_find(node, "REPEAT");
    const ical_property *every = ical_find(node, "DURATION");
    alarm_search a = { .span = span };
    ical_duration length;
    ical_time time;

    if (trigger == NULL) {
        return false;
    }
    if (repeat && every && ical_duration_read(every->value, &length)) {
        long count = strtol(repeat->value, NULL, 10);
        a.repeat = count < 0 ? 0 : count > REPEAT_MAX ? REPEAT_MAX : count;
        a.every = length.days * LOCAL_DAY + length.seconds;
        a.every = a.every < 0 ? 0 : a.every;
    }
    if (!ical_duration_read(trigger->value, &length)) {
        return !ical_time_read(pool, trigger, trigger->value, zone, &time) &&
               rings(&a, ical_time_instant(&time));
    }
    const char *related = ical_param(trigger, "RELATED");
    a.from_end = related && !strcasecmp(related, "END");
    a.offset = length.days * LOCAL_DAY + length.seconds;
    /* The instances whose alarms may ring within the span. */
    ical_span wide = { plus(span.from, -a.offset - a.repeat * a.every),
                       plus(span.to, -a.offset) };
    return series_visit(pool, parent, parent->parent, zone, wide, alarm_rings,
                        &a);
}

/* How instances overlap, by component; NULL for others. */
static series_test *test_for(const char *name)
{
    static const struct {
        const char *name;
        series_test *test;
    } timed[] = {
        { "VEVENT", event_overlaps },
        { "VTODO", task_overlaps },
        { "VJOURNAL", journal_overlaps },
    };

    for (size_t i = 0; i < sizeof(timed) / sizeof(timed[0]); i++) {
        if (!strcmp(name, timed[i].name)) {
            return timed[i].test;
        }
    }
    return NULL;
}

bool ical_instance_overlaps(const ical_node *node,
                            const series_instance *instance, ical_span span)
{
    series_test *test = test_for(node->name);

    return test && test(&span, instance);
}

bool ical_node_overlaps(apr_pool_t *pool, const ical_node *parent,
                        const ical_node *node, ical_span span, const char *zone)
{
    series_test *test = test_for(node->name);

    if (!strcmp(node->name, "VALARM")) {
        return alarm_overlaps(pool, parent, node, span, zone);
    }
    if (!strcmp(node->name, "VFREEBUSY")) {
        return freebusy_overlaps(pool, node, span, zone);
    }
    if (!strcmp(node->name, "VTODO") && !ical_find(node, "DTSTART") &&
        !ical_find(node, "DUE")) {
        return untimed_task_overlaps(pool, node, span, zone);
    }
    return test && series_visit(pool, node, parent, zone, span, test, &span);
}

bool ical_overlaps(apr_pool_t *pool, const ical_node *parent, const char *name,
                   ical_span span, const char *zone)
{
    const ical_member *members = (const ical_member *)parent->members->elts;

    for (int i = 0; i < parent->members->nelts; i++) {
        const ical_node *node = members[i].component;
        if (node && !strcmp(node->name, name) &&
            ical_node_overlaps(pool, parent, node, span, zone)) {
            return true;
        }
    }
    return false;
}
