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

/** Whether any instance of the components called `name` ("VEVENT", "VTODO",
 * "VALARM", ...) below `parent` overlaps `span` by RFC 4791 section 9.9's
 * table for it. `parent` is the VCALENDAR (or, for VALARM, the component that
 * contains it); overrides replace their instances; `zone` (IANA) serves
 * floating and all-day times. A rule that cannot be expanded within bounds
 * counts as overlapping. */
bool ical_overlaps(apr_pool_t *pool, const ical_node *parent, const char *name,
                   ical_span span, const char *zone);

/** The same of one component, `node`, of `parent`. */
bool ical_node_overlaps(apr_pool_t *pool, const ical_node *parent,
                        const ical_node *node, ical_span span,
                        const char *zone);

/** Check an RRULE value from a client: syntax, no sub-daily FREQ, at least one
 * occurrence. NULL if good, else a sentence. */
const char *ical_rrule_fault(apr_pool_t *pool, const char *value,
                             const char *start_local);

#endif
