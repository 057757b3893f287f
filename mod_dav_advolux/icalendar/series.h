/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file series.h
 * The instances of one component: DTSTART, RRULE and RDATE without EXDATE and
 * without those that overrides replace (RFC 5545 sections 3.8.4, 3.8.5). An
 * instance that several of them name is one.
 */
#ifndef ADVOLUX_SERIES_H
#define ADVOLUX_SERIES_H

#include "content_line.h"
#include "recurrence.h"
#include "value.h"
#include "zone.h"

/** What a component says of its time. */
typedef struct series_shape {
    bool has_start, has_end;   /**< DTSTART; DTEND, DUE or DURATION */
    bool duration;             /**< the end comes from DURATION */
    ical_time anchor;          /**< DTSTART, or DUE without it */
    const zone_info *end_zone; /**< of DTEND or DUE; the anchor's without */
    apr_int64_t days, seconds; /**< from start to end, nominal and exact; a
                                    day of an event lasts a day at least */
} series_shape;

typedef struct series_instance {
    const series_shape *shape; /**< as long as the series */
    apr_int64_t from, to;      /**< instants; the same if there is no end */
    const ical_node *source;   /**< the component that says what it is: the
                                    series, or what changed it from then on */
    ical_time series;          /**< the series' DTSTART; of an override, its
                                    RECURRENCE-ID, which is of the same type */
    const zone_info *clock;    /**< of series.zone */
    apr_int64_t original;      /**< instant of its RECURRENCE-ID */
} series_instance;

/** Whether an instance is what the caller looks for; ends the visit. */
typedef bool series_test(void *baton, const series_instance *instance);

/** A component read for its instances. */
typedef struct series series;

/** Read the shape; false if the component has no time. */
bool series_shape_read(apr_pool_t *pool, const ical_node *node,
                       const char *zone, series_shape *shape);

/** Whether its rule can be read; without one it can. Of one that cannot
 * series_visit shows the first instance and the dates, and says true. */
bool series_is_readable(const series *s);

/** Read `node` and, of what stands beside it, the overrides; NULL if it has no
 * time. In the pool of `times`, which keeps the last series. */
const series *series_read(ical_times *times, const ical_node *node);

/** The series that an override belongs to; NULL if the object has none, or
 * `node` is no override. */
const series *series_master(ical_times *times, const ical_node *node);

/** Show the instances that may lie within `span` to `test` until it says
 * true. Only those whose source is `source`, unless that is NULL; an override
 * shows itself alone. True also if there are too many instances to show, or
 * the object has been looked at for too long. */
bool series_visit(const series *s, ical_span span, const ical_node *source,
                  series_test *test, void *baton);

/** The instance of a local time of the series, as if no override replaced
 * it. */
series_instance series_original(const series *s, const ical_time *time);

/** Whether an instance of `node` overlaps `span` by RFC 4791 section 9.9. */
bool ical_instance_overlaps(const ical_node *node,
                            const series_instance *instance, ical_span span);

#endif
