/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file companion.h
 * Properties that no column holds, and that say again what a column says: the
 * place on a map, the description as HTML, the busy state in words of another
 * program, an alarm at the old time. When the column changes they follow, or
 * go.
 */
#ifndef ADVOLUX_COMPANION_H
#define ADVOLUX_COMPANION_H

#include "component.h"
#include "content_line.h"
#include "text.h"

/** A component whose columns have changed. */
typedef struct companion_change {
    apr_pool_t *pool;
    advolux_item_kind kind;
    const advolux_component *old; /**< what the text says */
    const advolux_component *now; /**< what the columns say */
    const bool *differs;          /**< by the rows of ical_fields */
} companion_change;

/** Make columns agree that say one thing several times: STATUS,
 * PERCENT-COMPLETE and COMPLETED of a task (RFC 5545 sections 3.8.1.8, 3.8.1.11
 * and 3.8.2.1), of which the one that was changed counts; and the start of a
 * reminder, which is when it is due. `old` NULL: there is no text yet. `now`,
 * or a copy in `pool`. */
const advolux_component *companion_settle(apr_pool_t *pool,
                                          advolux_item_kind kind,
                                          const advolux_component *old,
                                          const advolux_component *now);

/** Write a property that no column holds: as it is, with the value that the
 * columns give it now, or not at all. */
void companion_write_property(const companion_change *change, ical_buffer *out,
                              const ical_property *property);

/** The same for a component inside: an alarm, a place. */
void companion_write_component(const companion_change *change, ical_buffer *out,
                               const ical_node *node);

#endif
