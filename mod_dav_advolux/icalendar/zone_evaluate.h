/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone_evaluate.h
 * The offsets that a VTIMEZONE says (RFC 5545 section 3.6.5).
 */
#ifndef ADVOLUX_ZONE_EVALUATE_H
#define ADVOLUX_ZONE_EVALUATE_H

#include "content_line.h"
#include "zone.h"

/** Evaluate a definition for the instants from `from` to `to`, and some years
 * around. NULL if it cannot be read, is too much work, or has rules that are
 * faster than daily. Before its first onset the standard time that it defines
 * first is in force. The zone has no name yet. Bounded in time, whatever the
 * definition. */
zone_info *zone_evaluate(apr_pool_t *pool, const ical_node *definition,
                         apr_int64_t from, apr_int64_t to);

#endif
