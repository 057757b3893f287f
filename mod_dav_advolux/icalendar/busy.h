/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file busy.h
 * When a person is busy in a span of time (RFC 4791 section 7.10, RFC 5545
 * section 3.6.4): gathered object by object, then written as a VFREEBUSY.
 */
#ifndef ADVOLUX_BUSY_H
#define ADVOLUX_BUSY_H

#include "content_line.h"
#include "recurrence.h"

typedef struct ical_busy ical_busy;

/** Begin for a span; an open end is not written. */
ical_busy *ical_busy_begin(apr_pool_t *pool, ical_span span);

/** Add the VEVENTs of an object; `scratch` may be cleared afterwards. `zone`
 * (IANA) serves floating and all-day times. Cancelled and transparent ones
 * leave the time free. Of a series whose rule cannot be read, which sets
 * *unreadable, the first instance counts. false if there are too many
 * instances or periods. */
bool ical_busy_add(ical_busy *busy, apr_pool_t *scratch, const ical_node *root,
                   const char *zone, bool *unreadable);

/** Add a time of which nothing else is known. false as above. */
bool ical_busy_add_period(ical_busy *busy, ical_span period);

/** The VCALENDAR: periods of a type are merged and clipped to the span; those
 * of two types may overlap, so that nothing tentative is lost (RFC 4791
 * section 7.10). `now` is seconds since 1970 UTC. */
const char *ical_busy_write(ical_busy *busy, const char *uid, apr_int64_t now,
                            apr_size_t *length);

#endif
