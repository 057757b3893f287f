/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file field.h
 * What a column is in iCalendar: one row per field says which properties carry
 * it, when two components mean the same, and how it is written.
 */
#ifndef ADVOLUX_FIELD_H
#define ADVOLUX_FIELD_H

#include "component.h"
#include "content_line.h"
#include "text.h"

/** Where a field is written to. */
typedef struct field_target {
    ical_buffer *out;
    advolux_item_kind kind;
    const advolux_component *component;
    const advolux_component *master; /**< of the series; or component */
    const ical_node *calendar;       /**< client text, or NULL */
    const ical_property *old;        /**< what is replaced, or NULL */
} field_target;

typedef struct field {
    const char *properties[4];
    void (*write)(const field_target *target);
    bool (*same)(const advolux_component *a, const advolux_component *b);
} field;

extern const field ical_fields[];
extern const int ical_field_count;

/** DTSTAMP, LAST-MODIFIED, SEQUENCE: written with any change. */
extern const field ical_stamp_field;

/** The field that a property belongs to; NULL: none. */
const field *ical_field_of(const char *property);

/** The TZID that a zone has in a client text that brings a VTIMEZONE for it,
 * or NULL. */
const char *ical_client_tzid(apr_pool_t *pool, const ical_node *calendar,
                             const char *zone);

/** ";TZID=Europe/Berlin", in quotes where it needs them. */
const char *ical_tzid_parameter(apr_pool_t *pool, const char *tzid);

/** Write a whole component, BEGIN to END. */
void ical_component_write(const field_target *target, const char *uid);

#endif
