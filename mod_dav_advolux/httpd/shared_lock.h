/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file shared_lock.h
 * A mutex in memory that processes share. A process that is killed while it
 * holds the mutex leaves it to the next one that takes it: what it guards must
 * be fit for use after every single store. Held for microseconds, never while
 * anything is waited for.
 */
#ifndef ADVOLUX_SHARED_LOCK_H
#define ADVOLUX_SHARED_LOCK_H

#include <errno.h>
#include <pthread.h>

typedef pthread_mutex_t shared_lock;

static inline void shared_lock_init(shared_lock *lock)
{
    pthread_mutexattr_t attributes;

    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
}

static inline void shared_lock_take(shared_lock *lock)
{
    if (pthread_mutex_lock(lock) == EOWNERDEAD) {
        pthread_mutex_consistent(lock);
    }
}

static inline void shared_lock_give(shared_lock *lock)
{
    pthread_mutex_unlock(lock);
}

#endif
