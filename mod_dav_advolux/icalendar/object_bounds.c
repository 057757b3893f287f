/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "object_bounds.h"

#include <string.h>

#include "fault.h"
#include "local_time.h"
#include "recurrence.h"
#include "rule.h"
#include "value.h"

/* The fault that a local time is, or NULL. */
static const ical_fault *check_time(apr_pool_t *pool, const ical_mapped *mapped,
                                    const char *local)
{
    const advolux_component *component = &mapped->component;
    ical_time time = { .date = component->all_day,
                       .zone = zone_get(pool, component->zone) };
    apr_int64_t low, high, instant;

    if (!local || local_parse(local, &time.local) == 0) {
        return NULL;
    }
    ical_instant(ICAL_MIN_DATE_TIME, &low);
    ical_instant(ICAL_MAX_DATE_TIME, &high);
    instant = ical_time_instant(&time);
    if (instant < low) {
        return ical_fault_make(pool, MIN_DATE_TIME, mapped->node->line,
                               mapped->node->name,
                               "A time lies before " ICAL_MIN_DATE_TIME ".");
    }
    if (instant > high) {
        return ical_fault_make(pool, MAX_DATE_TIME, mapped->node->line,
                               mapped->node->name,
                               "A time lies after " ICAL_MAX_DATE_TIME ".");
    }
    return NULL;
}

static const ical_fault *check_times(apr_pool_t *pool,
                                     const ical_mapped *mapped)
{
    const advolux_component *component = &mapped->component;
    const char *times[] = { component->start, component->end,
                            component->recurrence_id };
    const ical_fault *fault = NULL;

    for (size_t i = 0; i < sizeof times / sizeof *times && !fault; i++) {
        fault = check_time(pool, mapped, times[i]);
    }
    for (const char *rdate = component->rdate; rdate && !fault;) {
        const char *comma = strchr(rdate, ',');

        fault = check_time(pool, mapped, rdate);
        rdate = comma ? comma + 1 : NULL;
    }
    return fault;
}

static int list_length(const char *list)
{
    int length = list ? 1 : 0;

    for (; list && (list = strchr(list, ',')); list++) {
        length++;
    }
    return length;
}

/* The instances of a series that ends, as far as `limit` + 1; 0 for one that
 * does not: it is shown as far as a query asks. */
static int count_by_rule(apr_pool_t *pool, const advolux_component *master,
                         int limit)
{
    const char *start = master->start ? master->start : master->end;
    apr_int64_t local, at;
    rule_walk walk;
    rule r;
    int count = 0;

    if (!master->rrule || !start || rule_read(pool, master->rrule, &r) ||
        (!r.count && !r.has_until) || local_parse(start, &local) == 0) {
        return 0;
    }
    rule_begin(&walk, &r, local, zone_get(pool, master->zone), master->all_day);
    while (count <= limit && rule_next(&walk, &at)) {
        count++;
    }
    return count;
}

static const ical_fault *check_instances(apr_pool_t *pool,
                                         const ical_mapped *master, int limit)
{
    const advolux_component *component = &master->component;
    int excluded = list_length(component->exdate);
    int count = list_length(component->rdate) +
                count_by_rule(pool, component, limit + excluded);

    return count - excluded <= limit
               ? NULL
               : ical_fault_make(pool, MAX_INSTANCES, master->node->line,
                                 master->node->name,
                                 "The series has more than %d instances.",
                                 limit);
}

const ical_fault *ical_object_check_bounds(apr_pool_t *pool,
                                           const apr_array_header_t *mapped,
                                           const ical_limits *limits)
{
    const ical_mapped *first = (const ical_mapped *)mapped->elts;
    const ical_fault *fault = NULL;

    for (int i = 0; i < mapped->nelts && !fault; i++) {
        fault = check_times(pool, first + i);
    }
    return fault || first->component.recurrence_id
               ? fault
               : check_instances(pool, first, limits->instances);
}
