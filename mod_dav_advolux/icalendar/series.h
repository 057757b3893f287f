/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file series.h
 * The instances of one component: DTSTART, RRULE and RDATE without EXDATE and
 * without those that overrides replace (RFC 5545 sections 3.8.4, 3.8.5).
 */
#ifndef ADVOLUX_SERIES_H
#define ADVOLUX_SERIES_H

#include "content_line.h"
#include "recurrence.h"
#include "rule.h"
#include "value.h"

/** What a component says of its time. */
typedef struct series_shape {
    bool has_start, has_end;   /**< DTSTART; DTEND, DUE or DURATION */
    bool duration;             /**< the end comes from DURATION */
    ical_time anchor;          /**< DTSTART, or DUE without it */
    apr_int64_t days, seconds; /**< from start to end, nominal and exact */
} series_shape;

typedef struct series_instance {
    const series_shape *shape; /**< while the visit lasts */
    apr_int64_t from, to;      /**< instants; the same if there is no end */
    const ical_node *source;   /**< the component that says what it is: the
                                    series, or what changed it from then on */
    ical_time series;          /**< the series' DTSTART */
    apr_int64_t original;      /**< instant of its RECURRENCE-ID */
} series_instance;

/** Whether an instance is what the caller looks for; ends the visit. */
typedef bool series_test(void *baton, const series_instance *instance);

/** Read the shape; false if the component has no time. */
bool series_shape_read(apr_pool_t *pool, const ical_node *node,
                       const char *zone, series_shape *shape);

/** Show the instances of `node` that may lie within `span` to `test` until it
 * says true. `siblings` is the VCALENDAR, for the overrides, or NULL. True
 * also if there are too many instances to show. */
bool series_visit(apr_pool_t *pool, const ical_node *node,
                  const ical_node *siblings, const char *zone, ical_span span,
                  series_test *test, void *baton);

/** Whether an instance of `node` overlaps `span` by RFC 4791 section 9.9. */
bool ical_instance_overlaps(const ical_node *node,
                            const series_instance *instance, ical_span span);

#endif
