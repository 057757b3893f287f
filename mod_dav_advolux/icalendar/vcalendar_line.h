/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file vcalendar_line.h
 * The lines of vCalendar 1.0: QUOTED-PRINTABLE, and any character set.
 */
#ifndef ADVOLUX_VCALENDAR_LINE_H
#define ADVOLUX_VCALENDAR_LINE_H

#include <apr_tables.h>

#include "text.h"

typedef struct vcalendar_line {
    const char *name;  /**< upper case, without group and parameters */
    const char *value; /**< UTF-8; it may have several lines (\n) */
} vcalendar_line;

/** Read a component's lines into `lines`; what is coded in BASE64 is left out.
 * Text of no set that is named and that is no UTF-8 is taken for Windows-1252.
 * NULL, or a sentence that says what is wrong. */
const char *vcalendar_lines(apr_pool_t *pool, const char *text,
                            apr_size_t length, apr_array_header_t *lines);

/** Write a value behind a property's name, with the colon, so that libicalvcal
 * reads it as it is. */
void vcalendar_put_value(ical_buffer *buffer, const char *value);

#endif
