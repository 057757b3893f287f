/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file sqlstate.h
 * What PostgreSQL's SQLSTATEs mean to a caller. The server's own words are
 * never passed on: they may quote a row.
 */
#ifndef ADVOLUX_SQLSTATE_H
#define ADVOLUX_SQLSTATE_H

#include "error.h"

/** What follows for who met it. */
typedef enum sqlstate_sequel {
    SQLSTATE_KEEP,  /**< the connection is as good as before */
    SQLSTATE_RENEW, /**< the connection holds something that is no longer so:
                         do not use it again */
    SQLSTATE_REPEAT /**< PostgreSQL took the whole transaction back to end a
                         conflict: the same may succeed now */
} sqlstate_sequel;

typedef struct sqlstate_meaning {
    const char *prefix; /**< a state, or the first letters of many */
    advolux_kind_of_error kind;
    const char *sentence;
    sqlstate_sequel sequel;
} sqlstate_meaning;

/** The meaning of a state; NULL or unknown: a fault. Never NULL. */
const sqlstate_meaning *sqlstate_find(const char *state);

/** The error for a state that `what` (a statement's name) met. */
advolux_error *sqlstate_error(apr_pool_t *pool, const char *state,
                              const char *what);

#endif
