/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file companion_alarm.h
 * Alarms (RFC 5545 section 3.6.6) of a component whose columns have changed.
 */
#ifndef ADVOLUX_COMPANION_ALARM_H
#define ADVOLUX_COMPANION_ALARM_H

#include "companion.h"

/** The instant (seconds since 1970 UTC) of a local time of a component; a day
 * begins in the component's zone. false if it has none. */
bool companion_instant(apr_pool_t *pool, const advolux_component *component,
                       const char *local, apr_int64_t *instant);

/** Write an alarm: one at the old time rings at the new one, and one that shows
 * the old title or description shows the new one. What has nothing to ring for
 * any more goes: an alarm at a time that was taken away, a snooze (RFC 9074
 * section 5) of an alarm at the old time. */
void companion_alarm_write(const companion_change *change, ical_buffer *out,
                           const ical_node *alarm);

#endif
