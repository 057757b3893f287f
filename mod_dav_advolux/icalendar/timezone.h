/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file timezone.h
 * Time zones by name.
 */
#ifndef ADVOLUX_TIMEZONE_H
#define ADVOLUX_TIMEZONE_H

#include <apr_pools.h>

/** The IANA name for a TZID that is one itself, in any case, a path before it
 * ("/mozilla.org/20050126_1/Europe/Berlin"), or a Windows name ("W. Europe
 * Standard Time"). NULL if it is none: then a VTIMEZONE says more. Constant,
 * or from pool. */
const char *ical_zone_named(apr_pool_t *pool, const char *tzid);

/** The name of the zone that a TZID without a VTIMEZONE describes: as Outlook
 * displays it ("(UTC+01:00) Amsterdam, Berlin", in English or German), by an
 * offset ("GMT+0530"), or as a program is known to call it. NULL if it says
 * nothing. */
const char *ical_zone_described(apr_pool_t *pool, const char *tzid);

/** By its name, or by what it describes; NULL if unknown. */
const char *ical_zone_resolve(apr_pool_t *pool, const char *tzid);

/** Seconds since 1970 UTC of a local time "YYYYMMDDTHHMMSS" in an IANA zone
 * (RFC 5545: first of two, and the offset before a gap). */
apr_int64_t ical_zone_instant(apr_pool_t *pool, const char *zone,
                              const char *local);

/** The VTIMEZONE text for a zone (CRLF lines), our own; "" for UTC. Of a zone
 * of the IANA database it lasts as long as the process. */
const char *ical_zone_component(apr_pool_t *pool, const char *zone);

/** Load what must not be loaded by two threads at once; call once, before
 * threads exist. */
void ical_zone_init(void);

#endif
