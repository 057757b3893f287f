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
bool object_zone_is_standard(apr_pool_t *pool, const char *tzid);

/** Each TZID (const char *) that a property of the object has as its
 * parameter, once, in the order of first use. */
apr_array_header_t *object_zones_used(apr_pool_t *pool,
                                      const ical_node *object);

/** The VTIMEZONEs of the object (ical_node) by their TZIDs; of two that share
 * one the first. */
apr_hash_t *object_zones_defined(apr_pool_t *pool, const ical_node *object);

/** Write our own VTIMEZONE of a TZID that the object uses; false if it stands
 * for no zone that is known. */
bool object_zone_write(ical_buffer *out, const ical_node *object,
                       const char *tzid);

#endif
