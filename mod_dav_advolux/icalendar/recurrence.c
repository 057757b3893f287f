/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "recurrence.h"

#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

#include "fault.h"
#include "local_time.h"
#include "rule.h"
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
    /* DTSTART itself is an instance, wherever UNTIL lies; a rule that never
     * gives one is a mistake. */
    r.has_until = false;
    rule_begin(&walk, &r, start, zone_utc, false);
    if (walk.ended) {
        return apr_psprintf(pool,
                            "A rule with RSCALE=%s begins between the years "
                            "%d and %d; it is not known before and after.",
                            scale_name(r.scale), SCALE_YEAR_FIRST,
                            SCALE_YEAR_LAST);
    }
    return rule_next(&walk, &local)
               ? NULL
               : "The rule has no occurrence (RFC 5545 section 3.3.10).";
}

const char *ical_rrule_precondition(apr_pool_t *pool, const char *value)
{
    const char *rest = value, *part;

    while ((part = ical_next_piece(pool, &rest, ';', false))) {
        if (!strncasecmp(part, "RSCALE=", 7) && !scale_find(part + 7)) {
            return SUPPORTED_RSCALE;
        }
    }
    return VALID_DATA;
}

bool ical_rrule_is_readable(apr_pool_t *pool, const char *value)
{
    rule r;

    return !rule_read(pool, value, &r);
}

ical_times ical_times_of(apr_pool_t *pool, const char *zone)
{
    return (ical_times){ .pool = pool, .zone = zone };
}

/* RFC 4791 section 9.9, table for VEVENT. */
static bool event_overlaps(ical_span span, const series_instance *i)
{
    return i->to <= i->from ? span.from <= i->from && span.to > i->from
                            : span.from < i->to && span.to > i->from;
}

/* The rows of VTODO's table with DTSTART or DUE. */
static bool task_overlaps(ical_span span, const series_instance *i)
{
    if (!i->shape->has_start) {
        return span.from < i->from && span.to >= i->from;
    }
    if (!i->shape->has_end) {
        return span.from <= i->from && span.to > i->from;
    }
    if (i->shape->duration) {
        return span.from <= i->to && (span.to > i->from || span.to >= i->to);
    }
    return (span.from < i->to || span.from <= i->from) &&
           (span.to > i->from || span.to >= i->to);
}

static bool journal_overlaps(ical_span span, const series_instance *i)
{
    return span.to > i->from &&
           (i->shape->anchor.date ? span.from < i->to : span.from <= i->from);
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
    ical_duration offset, every; /* from the base; between repetitions */
    apr_int64_t repeat;
    bool from_end;
} alarm_search;

/* A duration many times over: its days are days of the zone's clock, and come
 * first (RFC 5545 section 3.3.6). */
static apr_int64_t later(const zone_info *clock, apr_int64_t from,
                         const ical_duration *by, apr_int64_t times)
{
    if (by->days) {
        from = zone_instant(clock, zone_local(clock, from) +
                                       by->days * times * LOCAL_DAY);
    }
    return from + by->seconds * times;
}

static apr_int64_t about(const ical_duration *duration)
{
    return duration->days * LOCAL_DAY + duration->seconds;
}

/* Whether one of `repeat` + 1 times from `first` lies in the span. A day is
 * not always 24 hours long, so the ones next to the likeliest are tried. */
static bool rings(const alarm_search *a, const zone_info *clock,
                  apr_int64_t first)
{
    apr_int64_t every = about(&a->every), k = 0, last;

    if (first < a->span.from && every > 0) {
        apr_int64_t from =
            a->span.from > INT64_MAX / 2 ? INT64_MAX / 2 : a->span.from;
        k = (from - first) / every - 1;
    }
    k = k < 0 ? 0 : k;
    last = k + 3 < a->repeat ? k + 3 : a->repeat;
    for (; k <= last; k++) {
        apr_int64_t at = later(clock, first, &a->every, k);
        if (a->span.from <= at && a->span.to > at) {
            return true;
        }
    }
    return false;
}

/* Days are those of the clock that the base is in (RFC 5545 section
 * 3.8.6.3). */
static bool alarm_rings(void *baton, const series_instance *i)
{
    const alarm_search *a = baton;
    const zone_info *clock = a->from_end ? i->shape->end_zone : i->clock;

    return rings(a, clock,
                 later(clock, a->from_end ? i->to : i->from, &a->offset, 1));
}

static apr_int64_t plus(apr_int64_t time, apr_int64_t add)
{
    return time == INT64_MIN || time == INT64_MAX ? time : time + add;
}

static void read_repetition(const ical_node *alarm, alarm_search *a)
{
    const ical_property *repeat = ical_find(alarm, "REPEAT");
    const ical_property *every = ical_find(alarm, "DURATION");

    if (repeat && every && ical_duration_read(every->value, &a->every) &&
        about(&a->every) > 0) {
        long count = strtol(repeat->value, NULL, 10);
        a->repeat = count < 0 ? 0 : count > REPEAT_MAX ? REPEAT_MAX : count;
    }
}

/* An alarm rings for the instances that its component speaks for: an override
 * that changes what comes later takes these from the series. */
static bool alarm_overlaps(ical_times *times, const ical_node *alarm,
                           ical_span span)
{
    const ical_property *trigger = ical_find(alarm, "TRIGGER");
    const ical_node *owner = alarm->parent;
    alarm_search a = { .span = span };
    const series *s;
    ical_time time;

    if (trigger == NULL) {
        return false;
    }
    read_repetition(alarm, &a);
    if (!ical_duration_read(trigger->value, &a.offset)) {
        return !ical_time_read(times->pool, trigger, trigger->value,
                               times->zone, &time) &&
               rings(&a, time.zone, ical_time_instant(&time));
    }
    const char *related = ical_param(trigger, "RELATED");
    a.from_end = related && !strcasecmp(related, "END");
    /* The instances whose alarms may ring within the span. */
    ical_span wide = { plus(span.from, -about(&a.offset) -
                                           a.repeat * about(&a.every) -
                                           LOCAL_DAY),
                       plus(span.to, -about(&a.offset) + LOCAL_DAY) };
    s = series_read(times, owner);
    if (s && series_visit(s, wide, owner, alarm_rings, &a)) {
        return true;
    }
    s = series_master(times, owner);
    return s && series_visit(s, wide, owner, alarm_rings, &a);
}

typedef bool instance_test(ical_span span, const series_instance *instance);

/* How instances overlap, by component; NULL for others. */
static instance_test *test_for(const char *name)
{
    static const struct {
        const char *name;
        instance_test *test;
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
    instance_test *test = test_for(node->name);

    return test && test(span, instance);
}

typedef struct search {
    ical_span span;
    instance_test *test;
    ical_choice *choose;
    void *baton;
    const ical_node *asked; /* the last component, and whether it is chosen */
    bool chosen;
} search;

static bool chosen(search *in, const ical_node *node)
{
    if (in->choose && in->asked != node) {
        in->chosen = in->choose(in->baton, node);
        in->asked = node;
    }
    return !in->choose || in->chosen;
}

static bool found(void *baton, const series_instance *instance)
{
    search *in = baton;

    return in->test(in->span, instance) && chosen(in, instance->source);
}

static bool node_overlaps(ical_times *times, const ical_node *node, search *in)
{
    const series *s;

    if (!strcmp(node->name, "VALARM")) {
        return chosen(in, node) && alarm_overlaps(times, node, in->span);
    }
    if (!strcmp(node->name, "VFREEBUSY")) {
        return chosen(in, node) &&
               freebusy_overlaps(times->pool, node, in->span, times->zone);
    }
    if (!strcmp(node->name, "VTODO") && !ical_find(node, "DTSTART") &&
        !ical_find(node, "DUE")) {
        return chosen(in, node) &&
               untimed_task_overlaps(times->pool, node, in->span, times->zone);
    }
    s = in->test ? series_read(times, node) : NULL;
    return s && series_visit(s, in->span, NULL, found, in);
}

bool ical_overlaps(ical_times *times, const ical_node *parent, const char *name,
                   ical_span span, ical_choice *choose, void *baton)
{
    const ical_member *members = (const ical_member *)parent->members->elts;
    search in = {
        .span = span, .test = test_for(name), .choose = choose, .baton = baton
    };

    for (int i = 0; i < parent->members->nelts; i++) {
        const ical_node *node = members[i].component;
        if (node && !strcmp(node->name, name) &&
            node_overlaps(times, node, &in)) {
            return true;
        }
    }
    return false;
}
