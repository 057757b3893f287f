/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file row.h
 * Values of result rows (binary format). Texts are borrowed: they live as long
 * as the result.
 */
#ifndef ADVOLUX_ROW_H
#define ADVOLUX_ROW_H

#include <libpq-fe.h>

#include "calendar.h"

/** NULL if the column is. */
const char *row_text(const PGresult *result, int row, int column);
/** 0 if the column is NULL or no bigint / integer. */
apr_int64_t row_int64(const PGresult *result, int row, int column);
/** The same of a timestamptz, in seconds since 1970 UTC. */
apr_int64_t row_seconds(const PGresult *result, int row, int column);
int row_int(const PGresult *result, int row, int column);
bool row_bool(const PGresult *result, int row, int column);

/** Read the columns COLLECTION_* from `row`. */
void row_calendar(apr_pool_t *pool, const PGresult *result, int row,
                  advolux_calendar *calendar);

/** Read the columns STATE_* from the first row. All else is as of a calendar
 * for which nothing was set. */
void row_state(apr_pool_t *pool, const PGresult *result, advolux_item_kind kind,
               advolux_calendar *calendar);

/** Read the columns MEMBER_*, the first of which is `first`. An access that is
 * not known counts as read only. */
void row_member(const PGresult *result, int row, int first,
                advolux_member *member);

/** Read an array of components' fields into `components` (of
 * advolux_component), copied to its pool: the master first and then the
 * overrides by recurrence_id. false if there is none or one cannot be a
 * component (CONTRACT.md section 1). */
bool row_components(const PGresult *result, int row, int column,
                    advolux_item_kind kind, apr_array_header_t *components);

#endif
