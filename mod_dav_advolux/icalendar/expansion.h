/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file expansion.h
 * CALDAV:expand (RFC 4791 section 9.6.5).
 */
#ifndef ADVOLUX_EXPANSION_H
#define ADVOLUX_EXPANSION_H

#include "selection.h"
#include "shape.h"

/** Write the instances of `node`, a component that can recur or an override,
 * that overlap `span`: each with its times in UTC and without a rule. Days
 * stay days. false if there are more instances than are left, which count down
 * all the same, or `out` comes to more octets than are left. */
bool expansion_write(ical_buffer *out, const ical_selection *selection,
                     ical_times *times, const ical_node *node, ical_span span,
                     ical_allowance *left);

#endif
