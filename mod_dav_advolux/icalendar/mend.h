/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file mend.h
 * Octets that no iCalendar text may hold, taken out of one that a client sends.
 */
#ifndef ADVOLUX_MEND_H
#define ADVOLUX_MEND_H

#include "content_line.h"

/** Make of a text what can be stored and sent as XML: control characters are
 * left out, with them a lone CR (one that ends the text, or all lines of one
 * without LF, becomes CRLF), and a fold inside a character (RFC 5545 section
 * 3.1: octets are unfolded before they are decoded) goes behind it. *text and
 * *length stay as they are if nothing is amiss, else the text is in `pool`.
 * Faults: NUL (valid-calendar-data), max-resource-size. */
const ical_fault *ical_mend(apr_pool_t *pool, const char **text,
                            apr_size_t *length, const ical_limits *limits);

#endif
