/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file allowance.h
 * How long all calls of one request may wait for PostgreSQL together, second
 * tries included. It hangs at the request's pool, so that every call below it
 * finds it; what a slow client takes is not counted.
 */
#ifndef ADVOLUX_ALLOWANCE_H
#define ADVOLUX_ALLOWANCE_H

#include <apr_pools.h>
#include <apr_time.h>

/** Allow calls with `pool`, and with pools made below it, this time from now
 * on; what an earlier call allowed is forgotten. */
void advolux_allowance_set(apr_pool_t *pool, apr_interval_time_t time);

/** What is left for a call with `pool`, in microseconds: 0 and less is nothing.
 * More than any wait where nobody has set one. */
apr_interval_time_t allowance_left(apr_pool_t *pool);

/** A call with `pool` has waited for this long. */
void allowance_take(apr_pool_t *pool, apr_interval_time_t time);

#endif
