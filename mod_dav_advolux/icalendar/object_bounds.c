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

/* What a rule gives is shown as far as a query asks, with or without an end: it
 * costs what is shown. Dates are looked at one by one. */
static const ical_fault *check_dates(apr_pool_t *pool,
                                     const ical_mapped *master, int limit)
{
    const advolux_component *component = &master->component;

    return list_length(component->rdate) - list_length(component->exdate) <=
                   limit
               ? NULL
               : ical_fault_make(pool, MAX_INSTANCES, master->node->line,
                                 master->node->name,
                                 "The series has more than %d further dates "
                                 "(RDATE).",
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
               : check_dates(pool, first, limits->instances);
}
