/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file hash_queue.h
 * Whose password is hashed next. A slow hash takes a processor and, with
 * yescrypt, 16 MiB: only so many run at a time on a host, and after a wrong
 * password their place rests for as long as that took, so that guessing never
 * takes more than a part of the processors from those who are in. Who waits
 * occupies a thread: places are bounded, and so is the time.
 *
 * Known people come first; then each network in turn, however many of its
 * requests wait. Where there is no place, the last in this order gives way to
 * whoever comes before it. The same login and password are hashed one after
 * the other: look into the cache of verified logins again when it is your turn.
 *
 * One queue for all processes of a server; a process that is killed loses its
 * places. APR only.
 */
#ifndef ADVOLUX_HASH_QUEUE_H
#define ADVOLUX_HASH_QUEUE_H

#include <stdbool.h>
#include <apr.h>
#include <apr_time.h>

#include "fingerprint.h"

typedef struct advolux_hash_queue advolux_hash_queue;

/** The queue: octets that it needs, and how they are made one. The memory is
 * zeroed, and shared by the processes that are to queue together. */
apr_size_t advolux_hash_queue_size(void);
advolux_hash_queue *advolux_hash_queue_init(void *memory);

/** How many may hash at a time (1 to 16), and how many may wait or hash, in all
 * and of one process (1 to 64). May be called while the queue is in use. */
void advolux_hash_queue_limit(advolux_hash_queue *queue, int at_once,
                              int places, int places_of_process);

/** A place whose turn has come. */
typedef struct advolux_hash_turn {
    int entry;
    apr_uint64_t ticket;
} advolux_hash_turn;

/** Wait for the turn, at most for `patience`; false: there is no place, or the
 * time is over. `key` is the login's and password's, `network` the client's. */
bool advolux_hash_queue_enter(advolux_hash_queue *queue,
                              const advolux_fingerprint *key,
                              const advolux_fingerprint *network, bool known,
                              apr_interval_time_t patience,
                              advolux_hash_turn *turn);

/** Give the place back; `rest` after a wrong password. */
void advolux_hash_queue_leave(advolux_hash_queue *queue,
                              const advolux_hash_turn *turn, bool rest);

/** How many wait, for status pages. */
unsigned advolux_hash_queue_waiting(advolux_hash_queue *queue);

#endif
