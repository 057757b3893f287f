/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file period_read.h
 * RDATEs that are PERIODs (RFC 5545 section 3.8.5.2).
 */
#ifndef ADVOLUX_PERIOD_READ_H
#define ADVOLUX_PERIOD_READ_H

#include "component.h"
#include "content_line.h"
#include "value.h"

/** Whether a PERIOD of a property ends before it begins: `until` is what stands
 * behind its '/', a time or a duration, `zone` the calendar's. false if that
 * cannot be read. */
bool ical_period_is_backwards(apr_pool_t *pool, const ical_property *property,
                              const ical_time *start, const char *until,
                              const char *zone);

/** A column of dates has no lengths: each instance of `node`, the series
 * `master`, that a PERIOD gives a length of its own is added to `components`
 * (of advolux_component) as a changed instance. Those with an override in the
 * text are left to it, and what comes after a THISANDFUTURE to that. `zone` is
 * the calendar's. */
void ical_periods_read(apr_pool_t *pool, const ical_node *node,
                       const char *zone, const advolux_component *master,
                       apr_array_header_t *components);

#endif
