/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone_posix.h
 * Zones by a rule that goes on for ever, as POSIX's TZ has it
 * ("CET-1CEST,M3.5.0,M10.5.0/3"). Of what is no zone of the IANA database, a
 * name of that form is stored: PostgreSQL reads it the same.
 */
#ifndef ADVOLUX_ZONE_POSIX_H
#define ADVOLUX_ZONE_POSIX_H

#include "zone.h"

/** Append the changes of a rule to those that a zone has. A rule that cannot
 * be read adds none. */
void zone_posix_extend(zone_info *z, const char *rule);

/** The zone of a name that zone_posix_name made; NULL if it is none. */
const zone_info *zone_posix_make(apr_pool_t *pool, const char *name);

/** The rule that a zone follows between two instants, as a name; NULL if it
 * follows none. Names of abbreviations are not kept. */
const char *zone_posix_name(apr_pool_t *pool, const zone_info *z,
                            apr_int64_t from, apr_int64_t to);

#endif
