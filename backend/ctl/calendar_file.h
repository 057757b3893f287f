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
    int line; /**< 1-based, where it begins in the file */
    const char *uid;
    const char *text; /**< a VCALENDAR of its own, CRLF */
    const char *json; /**< what caldav.import takes */
} calendar_object;

/** Why a component was left out. */
typedef struct calendar_fault {
    int line;        /**< 1-based; 0: the whole file */
    const char *uid; /**< NULL if it has none, or none that can be read */
    const char *reason;
} calendar_fault;

typedef struct calendar_file {
    apr_array_header_t *objects; /**< of calendar_object, in the file's order */
    apr_array_header_t *faults;  /**< of calendar_fault, by line: what is not
                                      among the objects; an object of which one
                                      component is bad is left out whole */
    int ignored;                 /**< components that are no VEVENT or VTODO */
} calendar_file;

/** Read text of one VCALENDAR or several. `zone` (IANA) is for floating and
 * all-day times. METHOD and what else stands in a VCALENDAR itself is passed
 * over. A component without UID gets one that is made from what it says, the
 * same each time. */
void calendar_file_read(apr_pool_t *pool, const char *text, apr_size_t length,
                        const char *zone, calendar_file *file);

/** Put faults in the order of the file. */
void calendar_file_sort(apr_array_header_t *faults);

#endif
