/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file component.h
 * One VEVENT or VTODO as Advolux columns hold it: the shape that the iCalendar
 * mapping and the store exchange (ARCHITECTURE.md, "Mapping"; view
 * caldav.appointment_component / caldav.task_component in CONTRACT.md).
 *
 * Times are text. A *local time* is "YYYYMMDDTHHMMSS" (15 characters), wall
 * clock in `zone`; for all-day items its time is T000000. One that the clock
 * leaves out counts with the offset before; of two equal ones it is the first,
 * and in `start` and `end` the second is "YYYYMMDDTHHMMSSr" (repeated). An
 * *instant* is "YYYYMMDDTHHMMSSZ" (UTC). NULL means the column is NULL. Text is
 * UTF-8 without control characters other than \n and \t. Everything lives in
 * the pool of whoever made it.
 */
#ifndef ADVOLUX_COMPONENT_H
#define ADVOLUX_COMPONENT_H

#include <stdbool.h>
#include <apr_tables.h>

typedef enum advolux_item_kind {
    ADVOLUX_APPOINTMENT, /**< Termin, VEVENT, collection "termine" */
    ADVOLUX_TASK         /**< Aufgabe, VTODO, collection "aufgaben" */
} advolux_item_kind;

typedef struct advolux_component {
    const char *recurrence_id; /**< local time in the *master's* zone of the
                                    instance this overrides; NULL: the master
                                    (or single item) */
    bool this_and_future;      /**< RANGE=THISANDFUTURE on recurrence_id */
    const char *title;         /**< SUMMARY */
    const char *description;
    const char *location;
    bool all_day;           /**< start/end are dates (VALUE=DATE) */
    const char *zone;       /**< IANA name; "UTC" for ...Z times; never NULL
                                 (floating and all-day: calendar's zone) */
    bool zone_guessed;      /**< a TZID of the text is unknown, and its times
                                 are the calendar's; not stored */
    const char *start;      /**< local time; NULL for a task without DTSTART */
    const char *end;        /**< local time, exclusive; appointment: DTEND
                                 (never NULL: start+DURATION, or start when
                                 timed without end, or next day); task: DUE */
    const char *status;     /**< lower case: confirmed, tentative, cancelled;
                                 needs-action, in-process, completed; NULL */
    const char *class_;     /**< public, private, confidential; NULL */
    bool free;              /**< TRANSP:TRANSPARENT (appointments) */
    int priority;           /**< 0..9; 0 undefined */
    int percent;            /**< 0..100, -1 for NULL (tasks) */
    const char *completed;  /**< instant (tasks) */
    const char *categories; /**< joined by \x1f; NULL for none */
    const char *rrule;      /**< value of RRULE, upper case; master only */
    const char *exdate;     /**< local times (master's zone) joined by ',',
                                 sorted; master only; NULL for none */
    const char *rdate;      /**< as exdate */
    const char *rule_days;  /**< where the store cannot tell the days of
                                 rrule: ical_rule_days; not read back */
    const char *rule_through; /**< until when they are all, "YYYYMMDD" */
    int sequence;             /**< SEQUENCE */
    /* Read only: what Advolux knows and a client cannot change. */
    const char *created;  /**< instant */
    const char *modified; /**< instant; also DTSTAMP of rendered items */
    const char *matter;   /**< Aktenzeichen; X-ADVOLUX-AKTE */
    const char
        *participants; /**< names joined by \x1f; X-ADVOLUX-PARTICIPANT */
} advolux_component;

/** An item: its UID and its components, master (if any) first, then overrides
 * by recurrence_id. */
typedef struct advolux_item {
    advolux_item_kind kind;
    const char *uid;
    apr_array_header_t *components; /**< of advolux_component */
} advolux_item;

#endif
