/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone.h
 * A time zone's offsets from UTC, from the system's zone information files
 * (RFC 8536). Zones are loaded once and never change or go away.
 */
#ifndef ADVOLUX_ZONE_H
#define ADVOLUX_ZONE_H

#include <stdbool.h>
#include <apr_pools.h>

/** From `at` on (seconds since 1970 UTC). */
typedef struct zone_change {
    apr_int64_t at;
    int offset; /**< seconds east of UTC */
    bool daylight;
    const char *name; /**< abbreviation */
} zone_change;

typedef struct zone_info {
    const char *name;     /**< IANA */
    zone_change *changes; /**< ascending; the first is at INT64_MIN */
    int count;
    const char *component; /**< VTIMEZONE */
    struct zone_info *next;
    apr_pool_t *pool; /**< the zone's own: all of it lives here */
} zone_info;

/** The zone of an IANA name; UTC if there is none. Never NULL. Thread-safe. */
const zone_info *zone_get(const char *name);

/** As zone_get, but NULL if there is none. */
const zone_info *zone_find(const char *name);

/** What is in force at an instant. */
const zone_change *zone_at(const zone_info *z, apr_int64_t instant);

/** Local time to instant (RFC 5545 section 3.3.5: the first of two, and the
 * offset before a gap), and back. */
apr_int64_t zone_instant(const zone_info *z, apr_int64_t local);
apr_int64_t zone_local(const zone_info *z, apr_int64_t instant);

/** Make the VTIMEZONE text of a zone, in its pool. */
const char *zone_render(const zone_info *z);

/** IANA name of a Windows zone name, NULL if unknown. */
const char *zone_of_windows(const char *name);

#endif
