/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file value.h
 * DATE, DATE-TIME, DURATION and PERIOD values (RFC 5545 section 3.3).
 */
#ifndef ADVOLUX_VALUE_H
#define ADVOLUX_VALUE_H

#include "content_line.h"
#include "zone.h"

typedef struct ical_time {
    apr_int64_t local;     /**< see local_time.h */
    bool date;             /**< a day, not a time of day */
    const zone_info *zone; /**< the calendar's if floating or date */
    bool guessed;          /**< its TZID is unknown: zone is the calendar's */
} ical_time;

typedef struct ical_duration {
    apr_int64_t days;    /**< nominal; both have the same sign */
    apr_int64_t seconds; /**< exact */
} ical_duration;

/** Read one value of a property; `zone` is the calendar's. NULL, or a sentence
 * that says what is wrong. */
const char *ical_time_read(apr_pool_t *pool, const ical_property *property,
                           const char *value, const char *zone,
                           ical_time *time);

apr_int64_t ical_time_instant(const ical_time *time);
/** Wall clock of it in another zone; dates stay. */
apr_int64_t ical_time_in(const ical_time *time, const zone_info *zone);
/** The same as component.h has it. */
const char *ical_time_text(apr_pool_t *pool, const ical_time *time,
                           const zone_info *zone);
/** Make it of the other's type, if it is not: its day, or the beginning of it.
 */
void ical_time_as(ical_time *time, const ical_time *other);

/** The wall clock by which a series that begins at `start` calls the instance
 * that a RECURRENCE-ID, EXDATE or RDATE names. Where one of both is a day and
 * the other a time, it is the instance of that day: clients that turn a series
 * into the other kind leave these names as they were, and Exchange names
 * instances of an all-day series by their first moment. The day is the one that
 * is written, in the calendar's zone if it is written in UTC. */
apr_int64_t ical_time_in_series(const ical_time *time, const ical_time *start);

/** Read a duration, also one without the T before its hours, minutes or seconds
 * ("P3600S"); "P" and "PT" are none at all. false if it is no duration. */
bool ical_duration_read(const char *value, ical_duration *duration);
/** The time after a duration; in UTC where that is exact. */
ical_time ical_time_after(const ical_time *time, const ical_duration *duration);

#endif
