/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file fault.h
 * Making an ical_fault.
 */
#ifndef ADVOLUX_FAULT_H
#define ADVOLUX_FAULT_H

#include "content_line.h"

#define VALID_DATA "valid-calendar-data"
#define VALID_OBJECT "valid-calendar-object-resource"
#define SUPPORTED_DATA "supported-calendar-data"
#define SUPPORTED_RSCALE "supported-rscale"
#define SUPPORTED_COMPONENT "supported-calendar-component"
#define MAX_SIZE "max-resource-size"
#define MAX_INSTANCES "max-instances"
#define MIN_DATE_TIME "min-date-time"
#define MAX_DATE_TIME "max-date-time"

/** `line` 0 and `property` NULL where none applies; the sentence is
 * printf-style and is preceded by "Line N, PROPERTY: ". */
const ical_fault *ical_fault_make(apr_pool_t *pool, const char *precondition,
                                  int line, const char *property,
                                  const char *sentence, ...)
    __attribute__((format(printf, 5, 6)));

#endif
