/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file vcalendar_time.h
 * What a time of vCalendar 1.0 means: in UTC, or on the clock of TZ and
 * DAYLIGHT.
 */
#ifndef ADVOLUX_VCALENDAR_TIME_H
#define ADVOLUX_VCALENDAR_TIME_H

#include <stdbool.h>

#include "vcalendar.h"
#include "vcalendar_line.h"
#include "zone.h"

typedef struct vcalendar_clock {
    const zone_info *zone;        /**< wall clock of this */
    bool by_offset;               /**< TZ is another: of these offsets */
    int standard;                 /**< seconds east of UTC */
    apr_array_header_t *daylight; /**< of vcalendar_season */
} vcalendar_clock;

typedef struct vcalendar_season {
    apr_int64_t from, to; /**< local times */
    int offset;
} vcalendar_season;

/** The clock of a component that begins with this line (may be NULL): `zone`,
 * unless TZ or DAYLIGHT say another offset then. */
void vcalendar_clock_read(apr_pool_t *pool, const ical_vcalendar *calendar,
                          const char *zone, const vcalendar_line *start,
                          vcalendar_clock *clock);

/** Wall clock of a time; false if it is none. */
bool vcalendar_local(const vcalendar_clock *clock, const char *value,
                     apr_int64_t *local);

apr_int64_t vcalendar_instant(const vcalendar_clock *clock, apr_int64_t local);

/** "19960401T093000Z". */
const char *vcalendar_utc(apr_pool_t *pool, const vcalendar_clock *clock,
                          apr_int64_t local);

#endif
