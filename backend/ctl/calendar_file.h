/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file calendar_file.h
 * An iCalendar file with many components, taken apart into calendar object
 * resources: one for each UID, with its overrides and time zones.
 */
#ifndef ADVOLUX_CTL_CALENDAR_FILE_H
#define ADVOLUX_CTL_CALENDAR_FILE_H

#include "component.h"

/** A calendar object of a file. */
typedef struct calendar_object {
    advolux_item_kind kind;
    const char *uid;
    const char *text; /**< a VCALENDAR of its own, CRLF */
    const char *json; /**< what caldav.import takes */
} calendar_object;

typedef struct calendar_file {
    apr_array_header_t *objects; /**< of calendar_object, in the file's order */
    int ignored;                 /**< components that are no VEVENT or VTODO */
} calendar_file;

/** Read text that came from `name`. `zone` (IANA) is for floating and all-day
 * times. NULL for success, else a sentence that begins with name and line. */
const char *calendar_file_read(apr_pool_t *pool, const char *name,
                               const char *text, apr_size_t length,
                               const char *zone, calendar_file *file);

#endif
