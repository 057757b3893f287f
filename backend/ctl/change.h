/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file change.h
 * Options that are columns: which were given becomes one INSERT or UPDATE.
 */
#ifndef ADVOLUX_CTL_CHANGE_H
#define ADVOLUX_CTL_CHANGE_H

#include "ctl.h"

/** What an option sets. An option may have several rows. */
typedef struct change_field {
    const char *option;
    const char *column;
    const char *expression; /**< SQL; @ stands for the option's value */
} change_field;

typedef struct change change;

/** An empty change in `pool`. */
change *change_make(apr_pool_t *pool);

/** Add a column; @ in `expression` stands for `value`, which may be NULL if
 * there is no @. */
void change_set(change *ch, const char *column, const char *expression,
                const char *value);

/** Add the fields (ended by a row without option) whose options were given. */
void change_take(change *ch, const ctl_call *call, const change_field *fields);

bool change_is_empty(const change *ch);

/** INSERT the columns into `table`; the `key` of the new row, NULL after a
 * message. */
const char *change_insert(ctl *c, const change *ch, const char *table,
                          const char *key);

/** UPDATE the row of `table` whose `key` is `id`; false after a message. */
bool change_update(ctl *c, change *ch, const char *table, const char *key,
                   const char *id);

#endif
