/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file data_request.h
 * CALDAV:calendar-data as a client asks for it (RFC 4791 section 9.6).
 */
#ifndef ADVOLUX_DATA_REQUEST_H
#define ADVOLUX_DATA_REQUEST_H

#include <apr_xml.h>
#include "shape.h"

/** Read the CALDAV:calendar-data element of `doc`. *shape is NULL if it asks
 * for whole objects. NULL on success, else the sentence that says what is
 * wrong. CALDAV:limit-freebusy-set is checked and has no effect: no object
 * that is kept here has FREEBUSY. */
const char *data_request_read(apr_pool_t *pool, const apr_xml_doc *doc,
                              const apr_xml_elem *element,
                              const ical_shape **shape);

/** Read the start and end of an element, each of which may be missing; *start
 * and *end say whether it is there. false if one is no UTC date-time, or the
 * end not after the start. */
bool data_request_ends(const apr_xml_elem *element, ical_span *span,
                       bool *start, bool *end);

#endif
