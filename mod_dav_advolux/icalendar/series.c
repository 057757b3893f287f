/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "series_tree.h"

#include "local_time.h"

/* Instances that one walk shows, and what all walks over the series of an
 * object may cost: it may have thousands of alarms, each with a walk. */
#define VISITS_MAX 50000
#define WORK_MAX 5000000
/* Wider than the difference of any two zones. */
#define MARGIN (2 * LOCAL_DAY)
/* Year 1 to year 9999. */
#define TIME_MIN (-62135596800LL)
#define TIME_MAX 253402300799LL

/* A walk over a series: the local times from `low` to before `high` are
 * those of the source that is asked for. */
typedef struct visit {
    const series *s;
    ical_span span;
    apr_int64_t low, high;
    const series_change *change; /* that they begin with, or NULL */
    series_test *test;
    void *baton;
    int count;
} visit;

static series_instance instance_of(const series *s, const series_shape *shape,
                                   const ical_node *source,
                                   apr_int64_t original, apr_int64_t local)
{
    series_instance instance = { .shape = shape,
                                 .source = source,
                                 .series = s->shape.anchor,
                                 .clock = s->clock,
                                 .original = original };
    /* Days are the calendar's, though those of a series of times. */
    const zone_info *clock = shape->anchor.date ? shape->anchor.zone : s->clock;

    instance.from = zone_instant(clock, local);
    instance.to = shape->days
                      ? zone_instant(clock, local + shape->days * LOCAL_DAY) +
                            shape->seconds
                      : instance.from + shape->seconds;
    return instance;
}

series_instance series_original(const series *s, const ical_time *time)
{
    apr_int64_t local = series_local(s, time);

    return instance_of(s, &s->shape, s->node, zone_instant(s->clock, local),
                       local);
}

/* The first of `count` elements of `size`, which begin with a sorted local
 * time, that is not before `local`. */
static int first_from(const apr_array_header_t *sorted, apr_int64_t local)
{
    int low = 0, high = sorted->nelts;

    while (low < high) {
        int middle = (low + high) / 2;
        const apr_int64_t *at =
            (const void *)(sorted->elts + middle * sorted->elt_size);
        if (*at < local) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static const series_change *change_at(const series *s, int i)
{
    return &APR_ARRAY_IDX(s->changes, i, series_change);
}

static bool show(const visit *v, const series_shape *shape, apr_int64_t local)
{
    const series *s = v->s;
    apr_int64_t original;
    series_instance instance;
    int changes;

    if (local < v->low || local >= v->high ||
        series_contains(s->without, local)) {
        return false;
    }
    original = zone_instant(s->clock, local);
    changes = first_from(s->changes, local + 1);
    if (changes > 0) {
        const series_change *c = change_at(s, changes - 1);
        instance =
            instance_of(s, &c->shape, c->node, original, local + c->shift);
    } else {
        instance = instance_of(s, shape, s->node, original, local);
    }
    return v->test(v->baton, &instance);
}

static bool is_date(const series *s, apr_int64_t local)
{
    int i = first_from(s->dates, local);

    return i < s->dates->nelts &&
           APR_ARRAY_IDX(s->dates, i, series_date).local == local;
}

/* An instance of the rule, or DTSTART itself. */
static bool show_regular(const visit *v, apr_int64_t local)
{
    return !is_date(v->s, local) && show(v, &v->s->shape, local);
}

static bool visit_dates(const visit *v)
{
    const apr_array_header_t *dates = v->s->dates;

    for (int i = first_from(dates, v->low); i < dates->nelts; i++) {
        const series_date *date = &APR_ARRAY_IDX(dates, i, series_date);
        if (date->local >= v->high) {
            break;
        }
        v->s->times->work++;
        if (show(v, &date->shape, date->local)) {
            return true;
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
        const series_change *c = change_at(s, i);
        apr_int64_t reach =
            c->shift + c->shape.days * LOCAL_DAY + c->shape.seconds + MARGIN;
        *before = reach > *before ? reach : *before;
        *after = MARGIN - c->shift > *after ? MARGIN - c->shift : *after;
    }
}

/* The change knows how much of COUNT is left then. */
static void skip_to_change(const visit *v, rule_walk *walk)
{
    apr_int64_t count = walk->left;

    if (v->change) {
        walk->left = -1;
        rule_skip(walk, v->change->from);
        walk->left = count < 0 ? -1 : v->change->left;
    }
}

static bool visit_rule(visit *v)
{
    const series *s = v->s;
    apr_int64_t before, after, local;
    bool done = false;
    rule_walk walk;

    widen(s, &before, &after);
    apr_int64_t first = clamp(v->span.from) - before;
    apr_int64_t last = clamp(v->span.to) + after;
    if (first >= v->high || last < v->low) {
        return false;
    }
    rule_begin(&walk, s->rule, s->shape.anchor.local, s->shape.anchor.zone,
               s->shape.anchor.date);
    skip_to_change(v, &walk);
    rule_skip(&walk, first);
    while (!done && rule_next(&walk, &local) && local <= last &&
           local < v->high) {
        done = ++v->count > VISITS_MAX ||
               (local != s->shape.anchor.local && show_regular(v, local));
    }
    s->times->work += walk.work + v->count;
    return done;
}

/* The original times that `source` speaks for: the series until the first
 * change, each change until the next. */
static bool bound(visit *v, const ical_node *source)
{
    const series *s = v->s;
    int i = 0;

    v->low = INT64_MIN;
    v->high = INT64_MAX;
    if (!source) {
        return true;
    }
    if (source != s->node) {
        while (i < s->changes->nelts && change_at(s, i)->node != source) {
            i++;
        }
        if (i == s->changes->nelts) {
            return false;
        }
        v->change = change_at(s, i++);
        v->low = v->change->from;
    }
    if (i < s->changes->nelts) {
        v->high = change_at(s, i)->from;
    }
    return true;
}

bool series_is_readable(const series *s)
{
    return !s->unreadable;
}

bool series_visit(const series *s, ical_span span, const ical_node *source,
                  series_test *test, void *baton)
{
    visit v = { .s = s, .span = span, .test = test, .baton = baton };
    series_instance alone;

    if (s->override) {
        alone =
            instance_of(s, &s->shape, s->node, ical_time_instant(&s->original),
                        s->shape.anchor.local);
        alone.series = s->original;
        return test(baton, &alone);
    }
    if (!bound(&v, source)) {
        return false;
    }
    if (s->times->work > WORK_MAX) {
        return true;
    }
    if (show_regular(&v, s->shape.anchor.local) || visit_dates(&v)) {
        return true;
    }
    return s->unreadable || (s->rule && visit_rule(&v));
}
