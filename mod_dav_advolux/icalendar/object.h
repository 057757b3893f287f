/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file object.h
 * Calendar object resources (RFC 4791 section 4.1) to and from Advolux columns
 * (ARCHITECTURE.md, "Mapping").
 */
#ifndef ADVOLUX_OBJECT_H
#define ADVOLUX_OBJECT_H

#include "component.h"
#include "content_line.h"

/** Read a PUT body for a collection of `kind`: validate it whole and map it.
 * `zone` is the calendar's IANA zone, for floating and all-day times.
 * Faults carry supported-calendar-data, valid-calendar-data,
 * valid-calendar-object-resource, supported-calendar-component,
 * max-resource-size, max-instances, min-date-time or max-date-time. Of several
 * overrides of one instance that with the greatest SEQUENCE counts, of equal
 * ones the last. The text is never changed. */
const ical_fault *ical_object_read(apr_pool_t *pool, const char *text,
                                   apr_size_t length, advolux_item_kind kind,
                                   const char *zone, const ical_limits *limits,
                                   advolux_item **item);

/** As ical_object_read, of what a client sends: octets that no calendar text
 * may hold are left out first (mend.h), and of overrides of one instance all
 * but the one that counts. *text and *length stay as they are if nothing was
 * amiss; else they are what is to be stored, in `pool`. */
const ical_fault *ical_object_take(apr_pool_t *pool, const char **text,
                                   apr_size_t *length, advolux_item_kind kind,
                                   const char *zone, const ical_limits *limits,
                                   advolux_item **item);

/** Render an item from its columns: deterministic, CRLF, folded at 75 octets,
 * one small VTIMEZONE per zone used. */
const char *ical_object_render(apr_pool_t *pool, const advolux_item *item,
                               apr_size_t *length);

/** The client text with the fields that the item's columns hold differently;
 * all else stays octet for octet. A text that no longer parses is rendered
 * anew. */
const char *ical_object_patch(apr_pool_t *pool, const char *text,
                              apr_size_t text_length, const advolux_item *item,
                              const char *zone, apr_size_t *length);

/** Whether two texts say the same but for VALARMs (and what is the client's
 * own: the stamps that it turns over on every save, X- properties). Compared by
 * meaning, not by octets: defaults may be written out or not, empty properties
 * are none, and what Advolux never takes from a client does not count. */
bool ical_object_same_but_alarms(apr_pool_t *pool, const char *a,
                                 apr_size_t a_length, const char *b,
                                 apr_size_t b_length, const char *zone);

#endif
