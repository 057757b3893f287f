/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file filter.h
 * CALDAV:filter of a calendar-query (RFC 4791 sections 9.7-9.9): parsed once,
 * asked per object.
 */
#ifndef ADVOLUX_FILTER_H
#define ADVOLUX_FILTER_H

#include <apr_xml.h>
#include "component.h"
#include "content_line.h"
#include "recurrence.h"

typedef struct caldav_filter caldav_filter;

/** What is wrong with a filter. */
typedef struct caldav_filter_fault {
    const char *precondition; /**< "valid-filter", "supported-filter",
                                   "supported-collation" */
    const char *reason;       /**< a sentence */
    const char *element;      /**< "comp-filter", "prop-filter" or
                                   "param-filter", and its name, letters,
                                   digits and '-': the one that is not
                                   supported (RFC 4791 section 7.8); or NULL */
    const char *name;
} caldav_filter_fault;

/** Parse the CALDAV:filter element of `doc`. NULL on success. */
const caldav_filter_fault *caldav_filter_parse(apr_pool_t *pool,
                                               const apr_xml_doc *doc,
                                               const apr_xml_elem *element,
                                               const caldav_filter **filter);

/** How much of the store the filter needs. */
typedef struct caldav_filter_plan {
    bool nothing;    /**< cannot match an item of this kind: read
                          nothing */
    bool everything; /**< matches every item of this kind: no text
                          needed */
    ical_span span;  /**< coarse time range; open if none */
    bool span_only;  /**< nothing but the time range is asked: a single,
                          timed, non-recurring item found by the index
                          needs no text */
    const char *uid; /**< a text-match on UID, long enough to be a whole
                          UID, or NULL; read by index, then match */
} caldav_filter_plan;
caldav_filter_plan caldav_filter_plan_for(const caldav_filter *filter,
                                          advolux_item_kind kind);

/** Whether an object (its parsed VCALENDAR) matches; `zone` (IANA) serves
 * floating and all-day times. */
bool caldav_filter_match(apr_pool_t *scratch, const caldav_filter *filter,
                         const ical_node *object, const char *zone);

#endif
