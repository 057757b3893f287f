/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "period_read.h"

#include "local_time.h"
#include "series_tree.h"

bool ical_period_is_backwards(apr_pool_t *pool, const ical_property *property,
                              const ical_time *start, const char *until,
                              const char *zone)
{
    ical_duration length;
    ical_time end;

    if (ical_duration_read(until, &length)) {
        return length.days < 0 || length.seconds < 0;
    }
    return !ical_time_read(pool, property, until, zone, &end) &&
           ical_time_instant(&end) < ical_time_instant(start);
}

static bool is_left_out(const series *s, const series_date *date)
{
    return !date->period || series_contains(s->without, date->local) ||
           (s->changes->nelts > 0 &&
            APR_ARRAY_IDX(s->changes, 0, series_change).from <= date->local);
}

void ical_periods_read(apr_pool_t *pool, const ical_node *node,
                       const char *zone, const advolux_component *master,
                       apr_array_header_t *components)
{
    ical_times times = ical_times_of(pool, zone);
    const zone_info *clock = zone_get(pool, master->zone);
    const series *s = series_read(&times, node);

    for (int i = 0; s && i < s->dates->nelts; i++) {
        const series_date *date = &APR_ARRAY_IDX(s->dates, i, series_date);
        ical_time start = s->shape.anchor, end;
        const ical_duration length = { .days = date->shape.days,
                                       .seconds = date->shape.seconds };
        advolux_component changed = *master;

        if (is_left_out(s, date)) {
            continue;
        }
        start.local = date->local;
        end = ical_time_after(&start, &length);
        changed.recurrence_id = changed.start =
            local_format(pool, ical_time_in(&start, clock));
        changed.end = ical_time_text(pool, &end, clock);
        changed.rrule = changed.exdate = changed.rdate = NULL;
        APR_ARRAY_PUSH(components, advolux_component) = changed;
    }
}
