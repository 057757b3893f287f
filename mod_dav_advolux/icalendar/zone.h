/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone.h
 * A time zone's offsets from UTC. Zones of the IANA database come from the
 * system's files, are loaded once and never change or go away; others live in
 * the pool they are made in.
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
    const char *name;     /**< IANA, or as zone_posix.h has it; NULL: of the
                               object's own, zone_match.h names it */
    zone_change *changes; /**< ascending; the first is at INT64_MIN */
    int count;
    apr_int64_t from, to;  /**< of the object's own: the years that matter */
    const char **stored;   /**< of the object's own: see zone_match.h */
    const char *component; /**< VTIMEZONE; NULL: rendered when asked for */
    struct zone_info *next;
    apr_pool_t *pool; /**< the zone's own: all of it lives here */
} zone_info;

/** UTC. */
extern const zone_info *const zone_utc;

/** The zone of a name: of the IANA database, in any case, or of zone_posix.h's
 * form (made in `pool`). NULL if there is none. Thread-safe. A name that
 * PostgreSQL reads as an abbreviation without summer time (CET) gives the zone
 * of the place that it stands for. */
const zone_info *zone_find(apr_pool_t *pool, const char *name);

/** As zone_find, but UTC if there is none. Never NULL. */
const zone_info *zone_get(apr_pool_t *pool, const char *name);

/** Append a change to a zone that is being made. */
void zone_add_change(zone_info *z, apr_int64_t at, int offset, bool daylight,
                     const char *name);

/** What is in force at an instant. */
const zone_change *zone_at(const zone_info *z, apr_int64_t instant);

/** Local time to instant (RFC 5545 section 3.3.5: the first of two, and the
 * offset before a gap), and back. */
apr_int64_t zone_instant(const zone_info *z, apr_int64_t local);
apr_int64_t zone_local(const zone_info *z, apr_int64_t instant);

/** The second of two equal local times. */
apr_int64_t zone_instant_repeated(const zone_info *z, apr_int64_t local);

/** Whether two zones have the same offset at every instant from `from` to
 * `to`. */
bool zone_agrees(const zone_info *a, const zone_info *b, apr_int64_t from,
                 apr_int64_t to);

/** Make the VTIMEZONE text of a zone, in its pool. */
const char *zone_render(const zone_info *z);

/** IANA name of a Windows zone name, NULL if unknown. */
const char *zone_of_windows(const char *name);

/** The IANA names that Windows' zones stand for, one by one; NULL behind the
 * last. */
const char *zone_windows_place(int i);

#endif
