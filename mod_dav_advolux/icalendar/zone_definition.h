/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone_definition.h
 * VTIMEZONEs of clients (RFC 5545 section 3.6.5): which zone they are about.
 */
#ifndef ADVOLUX_ZONE_DEFINITION_H
#define ADVOLUX_ZONE_DEFINITION_H

#include "content_line.h"
#include "zone.h"

/** The IANA name of the zone that a VTIMEZONE defines: by its TZID, or by the
 * place that it names (X-LIC-LOCATION, TZURL). NULL if none is known. */
const char *zone_definition_name(apr_pool_t *pool, const ical_node *zone);

/** The zone that a VTIMEZONE says by its offsets, for the use in the years from
 * `first` to `last`; NULL if it cannot be evaluated. */
const zone_info *zone_definition_evaluate(apr_pool_t *pool,
                                          const ical_node *zone, int first,
                                          int last);

/** Read a VCALENDAR whose only component is a VTIMEZONE with its offsets (RFC
 * 4791 sections 5.2.2, 9.8). false if it is none; *name is what the database
 * is to know the zone by, NULL if that cannot be said. */
bool zone_definition_read(apr_pool_t *pool, const char *text,
                          const char **name);

#endif
