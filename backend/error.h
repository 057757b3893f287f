/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file error.h
 * How an Advolux call fails: a kind that a program can act on, and a sentence
 * that a person can act on. A call returns NULL for success, or an error
 * allocated in the caller's pool (as svn_error_t and dav_error do).
 */
#ifndef ADVOLUX_ERROR_H
#define ADVOLUX_ERROR_H

#include <apr_pools.h>

typedef enum advolux_kind_of_error {
    ADVOLUX_E_LOGIN = 1,   /**< no such login, CalDAV off, or its credential
                                changed since it was verified (401) */
    ADVOLUX_E_MISSING,     /**< no such item, or not for this person (404) */
    ADVOLUX_E_CHANGED,     /**< the item is no longer at the expected version;
                                nothing was written (412, or judge again) */
    ADVOLUX_E_HIDDEN,      /**< the name or UID belongs to an item of this
                                person's that is not synchronised (403) */
    ADVOLUX_E_UID_TAKEN,   /**< another visible item has the UID; `name` is
                                its name (403 no-uid-conflict) */
    ADVOLUX_E_FULL,        /**< more properties than are kept (507) */
    ADVOLUX_E_QUOTA,       /**< clients have written as much for the person as
                                is kept (507 quota-not-exceeded) */
    ADVOLUX_E_REFUSED,     /**< the policy's second lock refused, and nothing
                                else did (403) */
    ADVOLUX_E_INVALID,     /**< a value the store cannot hold (403) */
    ADVOLUX_E_UNAVAILABLE, /**< no connection, shutting down, out of slots,
                                time-out, deadlock: try later (503) */
    ADVOLUX_E_EXHAUSTED,   /**< the request is over a limit of its own (503) */
    ADVOLUX_E_SCHEMA,      /**< schema missing or of another version (503) */
    ADVOLUX_E_PRIVILEGED,  /**< the role can read deadlines, which must be
                                impossible (503; handbook S18) */
    ADVOLUX_E_FAULT        /**< anything else that is not the client's: a
                                defect or bad set-up (503) */
} advolux_kind_of_error;

typedef struct advolux_error {
    advolux_kind_of_error kind;
    const char *reason; /**< one sentence, no item content, no password */
    const char *name;   /**< ADVOLUX_E_UID_TAKEN: the other's name */
    char sqlstate[6];   /**< "" if the store did not say one */
} advolux_error;

/** Make an error in pool; reason is printf-style. Never returns NULL. */
advolux_error *advolux_error_make(apr_pool_t *pool, advolux_kind_of_error kind,
                                  const char *reason, ...)
    __attribute__((format(printf, 3, 4)));

#endif
