/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file item.h
 * Appointments and tasks: what their commands share.
 */
#ifndef ADVOLUX_CTL_ITEM_H
#define ADVOLUX_CTL_ITEM_H

#include "change.h"

/** A kind of item, by its noun. */
typedef struct item_kind {
    const char *noun; /**< also the caldav.kind */
    const char *table, *key;
    const char *end_option;        /**< "--end" or "--due" */
    const char *end_at, *end_date; /**< columns */
    bool must_end;                 /**< there is no item without an end */
    const change_field *fields;    /**< options that are one column each */
} item_kind;

/** The kind that the command's noun says. */
const item_kind *item_kind_of(const ctl_call *call);

/** The options of `add` and `edit`. */
extern const ctl_option item_appointment_options[], item_task_options[];

int item_add(ctl *c, const ctl_call *call);
int item_edit(ctl *c, const ctl_call *call);

/** Add --start, --end or --due and --time-zone to a change of an item that is
 * new or there already. An exit code. */
int item_take_times(ctl *c, const ctl_call *call, const item_kind *kind,
                    bool is_new, change *ch);

/** Begin a transaction that changes an item: its row is locked, and what it
 * was is *before (JSON). An exit code. */
int item_begin(ctl *c, const item_kind *kind, const char *id,
               const char **before);

/** End it: with `code` CTL_DONE by a row in the journal and a commit, else by
 * nothing changed. `before` is NULL for a new item. An exit code. */
int item_end(ctl *c, const item_kind *kind, const char *id,
             const char *operation, const char *before, int code);

#endif
