/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file timezone.h
 * Time zones by IANA name. A client's VTIMEZONE is kept but never evaluated.
 */
#ifndef ADVOLUX_TIMEZONE_H
#define ADVOLUX_TIMEZONE_H

#include <apr_pools.h>

/** The IANA name for a TZID as clients write it: IANA itself, a prefix path
 * before it ("/mozilla.org/20050126_1/Europe/Berlin"), a Windows name ("W.
 * Europe Standard Time", "(UTC+01:00) Amsterdam, Berlin"), or whole hours from
 * UTC as Apple names them ("GMT+0200"). NULL if unknown. Not allocated:
 * constant strings or from pool. */
const char *ical_zone_resolve(apr_pool_t *pool, const char *tzid);

/** Seconds since 1970 UTC of a local time "YYYYMMDDTHHMMSS" in an IANA zone
 * (RFC 5545: first of two, and the offset before a gap). */
apr_int64_t ical_zone_instant(const char *zone, const char *local);

/** The VTIMEZONE text for an IANA zone (CRLF lines), our own; "" for UTC.
 * Cached for the life of the process. */
const char *ical_zone_component(const char *zone);

/** Load what must not be loaded by two threads at once; call once, before
 * threads exist. */
void ical_zone_init(void);

#endif
