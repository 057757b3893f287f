/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file merge.h
 * Many calendar objects as one VCALENDAR, object by object: what is written
 * is never kept, but for the names of the time zones and what tells their
 * definitions apart.
 */
#ifndef ADVOLUX_MERGE_H
#define ADVOLUX_MERGE_H

#include "text.h"

typedef struct ical_merge ical_merge;

/** Begin the VCALENDAR in `out`; `pool` must outlive the merge. `name` is the
 * calendar's, or NULL; `by_name`: no VTIMEZONEs of the IANA database. */
ical_merge *ical_merge_begin(apr_pool_t *pool, ical_buffer *out,
                             const char *name, bool by_name);

/** Write the components of one object, and before them the VTIMEZONEs that
 * none before it has brought: our own for names of the IANA database, else the
 * object's. One that says something else under a name that was brought before
 * gets a name of its own, in the object's times too. Lines end in CRLF whatever
 * the object's end in. false: it cannot be read, and nothing was written. */
bool ical_merge_add(ical_merge *merge, ical_buffer *out, const char *text,
                    apr_size_t length);

/** End the VCALENDAR. */
void ical_merge_end(ical_buffer *out);

#endif
