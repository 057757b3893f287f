/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file slots.h
 * How many connections all processes of a machine hold at a PostgreSQL server,
 * in memory that they share: so that the office has the rest. Nothing is
 * locked; what a process held that was killed is free again as soon as it is
 * missed.
 */
#ifndef ADVOLUX_SLOTS_H
#define ADVOLUX_SLOTS_H

#include <stdbool.h>
#include <apr_pools.h>

/** The shared memory: slots_size() octets, zero at first. */
typedef struct slots slots;
apr_size_t slots_size(void);

/** What is counted: connections, those of them that write, and who waits. */
typedef enum slot_use { SLOT_OPEN, SLOT_WRITE, SLOT_WAIT, SLOT_USES } slot_use;

/** This process's share of one server's connections. */
typedef struct slot_share slot_share;

/** Take part. `name` tells servers apart (their host and port); `most` is how
 * many connections the machine may have there, 0: a third of what the server
 * gives (slots_learn). Call it after fork(). In `pool`, whose cleanup gives
 * back what is held. */
slot_share *slots_open(apr_pool_t *pool, slots *memory, const char *name,
                       int most);

/** Hold one more, if there is one: of writes half as many, of waiting any. */
bool slots_take(slot_share *share, slot_use use);
void slots_give(slot_share *share, slot_use use);

/** How many there are for all processes together; at least 1. */
int slots_most(const slot_share *share);

/** What a server said that it gives to everybody together. */
void slots_learn(slot_share *share, int gives);

/** Whether somebody waits, in any process: what is idle is to be closed. */
bool slots_are_wanted(const slot_share *share);

#endif
