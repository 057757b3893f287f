/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file whole_entry.h
 * Entries that are too large to be read with others: one after the other, and a
 * few at once in a process.
 */
#ifndef ADVOLUX_WHOLE_ENTRY_H
#define ADVOLUX_WHOLE_ENTRY_H

#include "resource.h"

/** What an object is worked on in, for each of its octets: its text, the parsed
 * form, and what a filter or a selection makes of it. */
#define WHOLE_ENTRY_WORK 16

/** ... and what it holds at the least. */
#define WHOLE_ENTRY_LEAST 4

/** Read `*entry` for itself if it was left out of its batch (entry.h), in a
 * round trip. Waits for room in memory to work on it, and for `more` octets,
 * which are held until `scratch` is cleared. *entry is then in `scratch`, or
 * NULL if it has gone meanwhile; one that no request may hold counts as one
 * that cannot be read. */
advolux_error *whole_entry_get(const struct dav_resource_private *info,
                               apr_pool_t *scratch, apr_size_t more,
                               const advolux_entry **entry);

#endif
