/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file vcalendar.h
 * vCalendar 1.0 (Internet Mail Consortium, 1996), as old programs and phones
 * export it, made iCalendar. libicalvcal reads it, which keeps state for the
 * whole process: not for threads.
 */
#ifndef ADVOLUX_VCALENDAR_H
#define ADVOLUX_VCALENDAR_H

#include <apr_tables.h>

/** What a vCalendar says of itself. */
typedef struct ical_vcalendar {
    const char *version;          /**< NULL: not said */
    const char *tz;               /**< "-05", "+0530"; NULL: not said */
    apr_array_header_t *daylight; /**< of const char *: values of DAYLIGHT */
} ical_vcalendar;

/** Make `text`, a VEVENT or VTODO of 1.0, one of 2.0 (CRLF lines, UTF-8) in
 * `made`. Times without Z are those of TZ and DAYLIGHT; where these agree with
 * `zone` (IANA), or are not there, they and those with Z are given in that
 * zone, so that a series keeps its clock. From midnight to midnight is all day.
 * Alarms of all kinds that a device can show become DISPLAY ones relative to
 * the start; attendees and what is coded in BASE64 are left out. NULL, or a
 * sentence that says what is wrong. */
const char *ical_vcalendar_convert(apr_pool_t *pool, const char *text,
                                   apr_size_t length,
                                   const ical_vcalendar *calendar,
                                   const char *zone, const char **made);

#endif
