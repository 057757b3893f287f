/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "canceller.h"
#include "clock.h"

/* A host that does not say whether it has cancelled is not waited for. */
#define COUNTED apr_time_from_sec(10)
#define FAREWELL apr_time_from_sec(2)

typedef struct patient {
    connection *c;
    apr_time_t taken_at;
} patient;

struct canceller {
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t taken;
    pthread_t thread;
    bool running;
    bool working; /* the first one is being cancelled */
    patient *patients;
    int count, most;
    void (*freed)(void *context);
    void *context;
};

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

/* The first one, which is nobody else's until it is removed. */
static connection *next(canceller *own)
{
    connection *c;

    pthread_mutex_lock(&own->mutex);
    pthread_cleanup_push(unlock, &own->mutex);
    while (own->count == 0) {
        pthread_cond_wait(&own->taken, &own->mutex);
    }
    c = own->patients[0].c;
    own->working = true;
    pthread_cleanup_pop(1);
    return c;
}

static void done(canceller *own)
{
    pthread_mutex_lock(&own->mutex);
    memmove(own->patients, own->patients + 1,
            sizeof *own->patients * (size_t)--own->count);
    own->working = false;
    pthread_mutex_unlock(&own->mutex);
}

static void *work(void *data)
{
    canceller *own = data;

    for (;;) {
        connection *c = next(own);
        int before;

        connection_cancel(c, FAREWELL);
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
        connection_close(c);
        done(own);
        own->freed(own->context);
        pthread_setcancelstate(before, NULL);
    }
    return NULL;
}

/* Signals are for httpd's own threads. */
static bool start(canceller *own)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    own->running = pthread_create(&own->thread, NULL, work, own) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return own->running;
}

/* What is being sent can hang: the thread is ended in the middle of it, and
 * what it holds ends with the process. */
static apr_status_t end(void *data)
{
    canceller *own = data;

    if (own->running) {
        pthread_cancel(own->thread);
        pthread_join(own->thread, NULL);
    }
    for (int i = own->working ? 1 : 0; i < own->count; i++) {
        connection_close(own->patients[i].c);
    }
    pthread_cond_destroy(&own->taken);
    pthread_mutex_destroy(&own->mutex);
    return APR_SUCCESS;
}

canceller *canceller_create(apr_pool_t *pool, int most,
                            void (*freed)(void *context), void *context)
{
    canceller *own = apr_pcalloc(pool, sizeof *own);

    if (pthread_mutex_init(&own->mutex, NULL) ||
        pthread_cond_init(&own->taken, NULL)) {
        return NULL;
    }
    own->patients = apr_pcalloc(pool, sizeof *own->patients * (size_t)most);
    own->most = most;
    own->freed = freed;
    own->context = context;
    apr_pool_cleanup_register(pool, own, end, apr_pool_cleanup_null);
    return own;
}

void canceller_take(canceller *own, connection *c)
{
    pthread_mutex_lock(&own->mutex);
    if (own->count < own->most && (own->running || start(own))) {
        own->patients[own->count++] =
            (patient){ .c = c, .taken_at = advolux_clock() };
        pthread_cond_signal(&own->taken);
        c = NULL;
    }
    pthread_mutex_unlock(&own->mutex);
    if (c) {
        connection_close(c);
    }
}

int canceller_pending(canceller *own)
{
    apr_time_t since = advolux_clock() - COUNTED;
    int pending = 0;

    pthread_mutex_lock(&own->mutex);
    for (int i = 0; i < own->count; i++) {
        pending += own->patients[i].taken_at > since;
    }
    pthread_mutex_unlock(&own->mutex);
    return pending;
}
