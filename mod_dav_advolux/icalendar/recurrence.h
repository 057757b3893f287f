/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file recurrence.h
 * When the components of an object take place (RFC 5545 section 3.8.5; RFC
 * 4791 section 9.9). Every function is bounded in time, whatever the rule.
 */
#ifndef ADVOLUX_RECURRENCE_H
#define ADVOLUX_RECURRENCE_H

#include "content_line.h"

/** A span of time, seconds since 1970 UTC, end exclusive. */
typedef struct ical_span {
    apr_int64_t from; /**< INT64_MIN: open */
    apr_int64_t to;   /**< INT64_MAX: open */
} ical_span;

/** Seconds since 1970 of "YYYYMMDDTHHMMSSZ"; false if it is not that. */
bool ical_instant(const char *text, apr_int64_t *seconds);

/** What is needed to say when the components of one object take place; series
 * that were read are kept while it lasts, and point to it. */
typedef struct ical_times {
    apr_pool_t *pool;
    const char *zone; /**< IANA, of floating times and days */
    struct series *last;
    apr_int64_t work; /**< days and instances that were looked at */
} ical_times;

ical_times ical_times_of(apr_pool_t *pool, const char *zone);

/** Whether a component is one of those that are asked about. */
typedef bool ical_choice(void *baton, const ical_node *node);

/** Whether an instance of a chosen component called `name` ("VEVENT", "VTODO",
 * "VALARM", ...) below `parent` overlaps `span` by RFC 4791 section 9.9's
 * table for it. `parent` is the VCALENDAR (or, for VALARM, the component that
 * contains it). Overrides replace their instances, and with THISANDFUTURE all
 * later ones: those are theirs then, as are their alarms. `choose` NULL: all
 * of them. A rule that cannot be expanded within bounds counts as
 * overlapping. */
bool ical_overlaps(ical_times *times, const ical_node *parent, const char *name,
                   ical_span span, ical_choice *choose, void *baton);

/** Check an RRULE value from a client: syntax, no sub-daily FREQ, at least one
 * occurrence. NULL if good, else a sentence. */
const char *ical_rrule_fault(apr_pool_t *pool, const char *value,
                             const char *start_local);

/** The precondition that a bad RRULE value does not meet: its calendar is
 * known (RFC 7529 section 10), or it is valid data. Static. */
const char *ical_rrule_precondition(apr_pool_t *pool, const char *value);

/** Whether there is any sense in an RRULE value that may be nobody's who was
 * refused it: a row of the office's. */
bool ical_rrule_is_readable(apr_pool_t *pool, const char *value);

#endif
