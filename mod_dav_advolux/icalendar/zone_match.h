/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone_match.h
 * What a zone is called that an object defines for itself.
 */
#ifndef ADVOLUX_ZONE_MATCH_H
#define ADVOLUX_ZONE_MATCH_H

#include "zone.h"

/** The name that the database is to know a zone by: a zone's own; for one that
 * was evaluated an IANA name that agrees with it in the years that matter, else
 * zone_posix.h's. NULL if it follows no rule in these years. Kept in the
 * zone. */
const char *zone_stored_name(apr_pool_t *pool, const zone_info *z);

/** As zone_stored_name, but where that is NULL the offset that is in force at
 * an instant. */
const zone_info *zone_stored(apr_pool_t *pool, const zone_info *z,
                             apr_int64_t instant);

/** The name of a zone that has these offsets (seconds) in winter and in summer
 * today; of one offset, that keeps it. NULL if there is none. */
const char *zone_match_offsets(apr_pool_t *pool, int winter, int summer);

#endif
