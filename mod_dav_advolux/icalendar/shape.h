/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file shape.h
 * Parts of a calendar object, as CALDAV:calendar-data asks for them (RFC 4791
 * section 9.6).
 */
#ifndef ADVOLUX_SHAPE_H
#define ADVOLUX_SHAPE_H

#include "content_line.h"
#include "recurrence.h"

/** Instances that one object is expanded into at the most: as many as one may
 * have. */
#define ICAL_EXPANSION_MAX 20000

/** Octets that they may come to: a large object is not repeated without end. */
#define ICAL_EXPANSION_OCTETS (8 * 1024 * 1024)

/** What all objects of one answer may be expanded into; counts down. Each has
 * its first instance for nothing. */
typedef struct ical_allowance {
    int instances;
    apr_size_t octets;
} ical_allowance;

#define ICAL_ALLOWANCE { 100000, 64 * 1024 * 1024 }

/** CALDAV:prop: a property by name (upper case). */
typedef struct ical_wanted {
    const char *name;
    bool no_value;
} ical_wanted;

typedef struct ical_selection ical_selection;

/** CALDAV:comp: what of a component is wanted. */
struct ical_selection {
    const char *name; /**< upper case */
    bool all_properties;
    bool all_components;
    apr_array_header_t *properties; /**< of ical_wanted */
    apr_array_header_t *components; /**< of ical_selection * */
};

typedef enum ical_set {
    ICAL_SET_WHOLE,    /**< the series as it is kept */
    ICAL_SET_EXPANDED, /**< CALDAV:expand: each instance by itself, in UTC */
    ICAL_SET_LIMITED   /**< CALDAV:limit-recurrence-set: no override that has
                            nothing to do with the span */
} ical_set;

/** Which VTIMEZONEs are wanted (RFC 7809 section 7.1). */
typedef enum ical_zones {
    ICAL_ZONES_AS_KEPT,
    ICAL_ZONES_ALL,    /**< also those that the object does without */
    ICAL_ZONES_BY_NAME /**< none whose TZID is a name of the IANA database */
} ical_zones;

typedef struct ical_shape {
    const ical_selection *selection; /**< of VCALENDAR; NULL: all of it */
    ical_set set;
    ical_zones zones;
    ical_span span; /**< both ends set, unless the set is whole */
} ical_shape;

/** Why there is no such shape. */
typedef enum ical_shape_fault {
    ICAL_SHAPE_GOOD,
    ICAL_SHAPE_UNREADABLE, /**< the text cannot be read */
    ICAL_SHAPE_TOO_MANY,   /**< instances, than ICAL_EXPANSION_MAX or _OCTETS */
    ICAL_SHAPE_USED_UP     /**< the allowance is */
} ical_shape_fault;

/** Give `text` that shape: *shaped, *length octets, in `pool`. `zone` (IANA)
 * serves floating and all-day times. `allowance` may be NULL for shapes that
 * expand nothing. */
ical_shape_fault ical_shape_apply(apr_pool_t *pool, const ical_shape *shape,
                                  const char *text, apr_size_t text_length,
                                  const char *zone, ical_allowance *allowance,
                                  const char **shaped, apr_size_t *length);

#endif
