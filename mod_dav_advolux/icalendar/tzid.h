/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file tzid.h
 * The zone that a TZID stands for in an object (RFC 5545 section 3.2.19).
 */
#ifndef ADVOLUX_TZID_H
#define ADVOLUX_TZID_H

#include "content_line.h"
#include "zone.h"

/** What is known of the TZIDs of an object. */
typedef struct ical_tzids {
    apr_hash_t *zones; /**< zone_info by TZID, made in the object's pool */
    int evaluated;     /**< VTIMEZONEs */
} ical_tzids;

/** The zone of a TZID in the object that `node` is in: by its name if that is
 * of the IANA database or Windows', else by its VTIMEZONE, else by what the
 * name describes. NULL if nothing says it. Looked up once for an object. */
const zone_info *tzid_zone(const ical_node *node, const char *tzid);

#endif
