/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file object_bounds.h
 * How far an object may reach (RFC 4791 section 5.3.2.1): its times, and the
 * number of its instances.
 */
#ifndef ADVOLUX_OBJECT_BOUNDS_H
#define ADVOLUX_OBJECT_BOUNDS_H

#include "object_tree.h"

/** CALDAV:min-date-time and max-date-time: wider than any client's calendar,
 * and far enough from the ends of what four-digit years can say that no sum of
 * a time and a duration gets there. */
#define ICAL_MIN_DATE_TIME "16000101T000000Z"
#define ICAL_MAX_DATE_TIME "29991231T235959Z"

/** Check the components of an object, at least one, as ical_object_map has
 * them. Faults carry min-date-time, max-date-time or max-instances, which
 * counts dates that are listed (RDATE). */
const ical_fault *ical_object_check_bounds(apr_pool_t *pool,
                                           const apr_array_header_t *mapped,
                                           const ical_limits *limits);

#endif
