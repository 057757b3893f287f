/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file account.h
 * What a request costs: the memory that it holds and the time that it works,
 * each up to a last limit, and whether anybody still waits for its answer. What
 * all requests of a process reserve together is bounded too: work on large
 * objects waits for room, so that many at once cost no more than a few.
 *
 * Wherever an account is taken NULL is one without limits.
 */
#ifndef ADVOLUX_ACCOUNT_H
#define ADVOLUX_ACCOUNT_H

#include <stdbool.h>

#include <apr_pools.h>
#include <apr_time.h>

#include "error.h"

/** What the requests of a process share. Thread-safe. */
typedef struct advolux_memory advolux_memory;

/** One for a request; used by its thread alone. */
typedef struct advolux_account advolux_account;

/** Whether nobody reads the answer any more; asked a few times a second. */
typedef bool advolux_gone(void *baton);

/** Make it in `pool`, which must outlive all use: room for `octets` that
 * requests reserve together, which is also what one may hold. NULL if the
 * system has no lock left. */
advolux_memory *advolux_memory_create(apr_pool_t *pool, apr_size_t octets);

/** Open an account that ends with `pool`, which ends before `connection`.
 * `seconds`: of work, which is processor time and waiting for the store, not
 * for the client. */
advolux_account *advolux_account_open(apr_pool_t *pool, apr_pool_t *connection,
                                      advolux_memory *memory, int seconds,
                                      advolux_gone *gone, void *baton);

/** A pool for the work of the request, with an allocator of its own that gives
 * memory back when it is cleared; ends with the account's pool. Without an
 * account a child of `parent`. */
apr_pool_t *advolux_account_pool(advolux_account *account, apr_pool_t *parent);

/** Enter octets that are held until `pool` is cleared. */
void advolux_account_hold(advolux_account *account, apr_pool_t *pool,
                          apr_size_t octets);

/** The same, but wait for room in the process first; for all that there is if
 * it is more than that. A request waits for one
 * reservation at a time, and never while the client or the store keep it
 * waiting with another. false: there was none for half a minute, or the client
 * has gone; nothing is held then, and the account is at fault. */
bool advolux_account_reserve(advolux_account *account, apr_pool_t *pool,
                             apr_size_t octets);

/** Whether a request may hold so many octets at all. */
bool advolux_account_fits(const advolux_account *account, apr_size_t octets);

/** Enter time that was spent waiting for the store. */
void advolux_account_spend(advolux_account *account, apr_interval_time_t time);

/** The error of a request that is over a limit, made in `pool`; NULL: go on.
 * Cheap enough to be asked for each object. */
advolux_error *advolux_account_fault(advolux_account *account,
                                     apr_pool_t *pool);

/** Whether the client has gone. */
bool advolux_account_abandoned(advolux_account *account);

#endif
