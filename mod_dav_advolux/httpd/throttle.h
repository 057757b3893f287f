/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file throttle.h
 * How often passwords may be guessed: `failures` within any `seconds` for a
 * login at an address, and far more often for a login from all addresses
 * together and for an address with all logins. An IPv6 address stands for its
 * /64. A guess is counted when it begins, so that many at once are not more; it
 * is given back when the password was right, or was not looked at. Over a limit
 * nobody is let in, with whatever password: an answer that depended on it would
 * be a guess answered.
 *
 * Who is in the cache of verified logins is not asked about here. And where a
 * login has been verified before, at the same address, only its own failures
 * there count: a stranger who tries other names from the office's one address,
 * or the same name from everywhere, does not keep its people out.
 *
 * One table for all processes of a server, bounded; safe for threads and
 * processes, whichever of them is killed. APR only.
 */
#ifndef ADVOLUX_THROTTLE_H
#define ADVOLUX_THROTTLE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_time.h>

#include "fingerprint.h"

typedef struct advolux_throttle_table advolux_throttle_table;
typedef struct advolux_throttle advolux_throttle;

/** The table: octets that it needs, and how they are made one. The memory is
 * zeroed, and shared by the processes that are to count together. */
apr_size_t advolux_throttle_table_size(void);
advolux_throttle_table *advolux_throttle_table_init(void *memory);

/** This process's throttle over a table; called once in child_init. 0 failures
 * or seconds: one that never says no. Throttles with the same secret and
 * seconds count together. */
advolux_throttle *advolux_throttle_create(apr_pool_t *p,
                                          advolux_throttle_table *table,
                                          const advolux_fingerprint_key *secret,
                                          int failures, int seconds);

/** Who guesses from where. */
typedef struct advolux_guesser {
    bool known;                  /**< verified there before */
    advolux_fingerprint network; /**< of the address: what a queue is fair by */
    advolux_fingerprint keys[3]; /**< what the guess is counted by */
    int scopes;                  /**< bits of keys that count; 0: none */
    apr_int64_t slice;           /**< when it was counted */
} advolux_guesser;

/** Find out about a guesser. `login` may be NULL (not a login at all): only the
 * address counts. */
void advolux_throttle_look(const advolux_throttle *throttle, const char *login,
                           const char *address, apr_time_t now,
                           advolux_guesser *guesser);

/** Seconds to wait before the next guess, by those that have failed; 0: it may
 * be tried. */
int advolux_throttle_wait(const advolux_throttle *throttle,
                          const advolux_guesser *guesser, apr_time_t now);

/** Count a guess before its password is looked at. Seconds to wait, by those
 * that have failed or go on; 0: it was counted, and must be ended. */
int advolux_throttle_begin(const advolux_throttle *throttle,
                           advolux_guesser *guesser, apr_time_t now);

/** What came of it. */
typedef enum advolux_guess {
    ADVOLUX_GUESS_WRONG,
    ADVOLUX_GUESS_RIGHT,
    ADVOLUX_GUESS_UNCHECKED
} advolux_guess;
void advolux_throttle_end(const advolux_throttle *throttle,
                          const advolux_guesser *guesser, advolux_guess guess);

/** A verified login was seen at an address: for thirty days it is known there.
 */
void advolux_throttle_know(const advolux_throttle *throttle, const char *login,
                           const char *address, apr_time_t now);

#endif
