/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone_definition.h
 * VTIMEZONEs of clients (RFC 5545 section 3.6.5): which zone they are about.
 * Their rules are not evaluated.
 */
#ifndef ADVOLUX_ZONE_DEFINITION_H
#define ADVOLUX_ZONE_DEFINITION_H

#include "content_line.h"

/** The IANA name of the zone that a VTIMEZONE defines: by its TZID, or by the
 * place that it names (X-LIC-LOCATION, TZURL). NULL if none is known. */
const char *zone_definition_name(apr_pool_t *pool, const ical_node *zone);

/** Read a VCALENDAR whose only component is a VTIMEZONE with its offsets (RFC
 * 4791 sections 5.2.2, 9.8). false if it is none; *name is NULL if it is one
 * of an unknown zone. */
bool zone_definition_read(apr_pool_t *pool, const char *text,
                          const char **name);

#endif
