/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file canceller.h
 * What becomes of a connection whose answer nobody waits for any more: a
 * thread of its own has PostgreSQL cancel the statement, since a backend that
 * waits for a lock or for a standby does not notice that its client has gone.
 * libpq sends a cancel request without a time-out; a request must not wait for
 * that.
 */
#ifndef ADVOLUX_CANCELLER_H
#define ADVOLUX_CANCELLER_H

#include "connection.h"

typedef struct canceller canceller;

/** One for at most `most` connections at a time; no thread yet. `freed` is
 * called with `context` whenever one of them has ended. The thread ends with
 * the pool. NULL if it cannot be made. */
canceller *canceller_create(apr_pool_t *pool, int most,
                            void (*freed)(void *context), void *context);

/** Cancel what c does, and close it. Returns at once. */
void canceller_take(canceller *canceller, connection *c);

/** How many connections still occupy a backend, as far as is known: those
 * that it has not got to the end of within ten seconds are not counted. */
int canceller_pending(canceller *canceller);

#endif
