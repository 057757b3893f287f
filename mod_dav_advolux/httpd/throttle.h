/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file throttle.h
 * How often passwords may be guessed. Failures are counted per login at an
 * address, and ten times as loosely per address and per login alone; an IPv6
 * address stands for its /64. A count drains evenly: `failures` in `seconds`.
 * Over the limit nobody is let in, with whatever password: an answer that
 * depended on it would be a guess answered. A login in the cache of verified
 * ones is not asked about here, so that a guesser cannot lock out a device
 * that works.
 *
 * One table for all processes of a server; bounded memory; safe for threads and
 * processes. APR only.
 */
#ifndef ADVOLUX_THROTTLE_H
#define ADVOLUX_THROTTLE_H

#include <apr_pools.h>
#include <apr_time.h>

typedef struct advolux_throttle advolux_throttle;

/** Make the table that processes forked from this one share, until `p` is
 * cleared. Without it each throttle has a table of its own. */
apr_status_t advolux_throttle_share(apr_pool_t *p);

/** Make a throttle; called once in child_init. 0 failures or seconds: one that
 * never says no. */
advolux_throttle *advolux_throttle_create(apr_pool_t *p, int failures,
                                          int seconds);

/** Seconds to wait before the next attempt; 0: go ahead. `login` may be NULL
 * (not a login at all): only the address counts. */
int advolux_throttle_wait(advolux_throttle *throttle, const char *login,
                          const char *address, apr_time_t now);

/** Count a failure. */
void advolux_throttle_fail(advolux_throttle *throttle, const char *login,
                           const char *address, apr_time_t now);

/** A success: forget the failures of the login at this address. */
void advolux_throttle_clear(advolux_throttle *throttle, const char *login,
                            const char *address);

#endif
