/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone_display.h
 * Zones as programs display them to people, without a definition.
 */
#ifndef ADVOLUX_ZONE_DISPLAY_H
#define ADVOLUX_ZONE_DISPLAY_H

#include <apr_pools.h>

/** The name of the zone of a display name, as ical_zone_described has it;
 * NULL if it says nothing. */
const char *zone_display_find(apr_pool_t *pool, const char *text);

/** The place that people call so, in English or German; NULL if there is none
 * of that name. */
const char *zone_place_find(const char *name);

#endif
