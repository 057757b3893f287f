/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file object_zones.h
 * The time zones that an object names and the VTIMEZONEs that it brings. A
 * TZID that is a name of the IANA database needs none (RFC 7809).
 */
#ifndef ADVOLUX_OBJECT_ZONES_H
#define ADVOLUX_OBJECT_ZONES_H

#include "content_line.h"
#include "text.h"

/** The TZID of a VTIMEZONE; NULL if the node is none or has none. */
const char *object_zone_id(apr_pool_t *pool, const ical_node *node);

/** Whether a TZID is, to the letter, a name of the IANA database. */
bool object_zone_is_standard(const char *tzid);

/** Append to `tzids` (const char *) each TZID that a property below `node` has
 * as its parameter, once, unless it is there already. */
void object_zones_used(const ical_node *node, apr_array_header_t *tzids);

/** The VTIMEZONE of the object that defines a TZID, or NULL. */
const ical_node *object_zone_find(apr_pool_t *pool, const ical_node *object,
                                  const char *tzid);

/** Write our own VTIMEZONE of that TZID; false if it stands for no zone that
 * is known. */
bool object_zone_write(ical_buffer *out, const char *tzid);

#endif
