/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>
#include <apr_thread_cond.h>
#include <apr_thread_mutex.h>

#include "pool.h"
#include "sqlstate.h"

#define IDLE_MAX apr_time_from_sec(60)
#define BACK_OFF apr_time_from_sec(1)
#define LOST_MAX 4 /* deadlocks, before a transaction is given up */
/* What who won the first one has to take the lock; twice that the second. */
#define LOST_PAUSE apr_time_from_msec(50)

struct advolux_store {
    advolux_store_config config;
    apr_thread_mutex_t *mutex; /* guards all below */
    apr_thread_cond_t *freed;
    connection **idle; /* a stack, the oldest at the bottom */
    int idle_count;
    int open;     /* idle, in use, or being made */
    bool failing; /* the last attempt to connect failed */
    bool probing; /* one thread tries again meanwhile */
    apr_time_t retry_at;
    advolux_kind_of_error failure;
    char failure_reason[512];
    unsigned made, failed, waited;
};

static apr_status_t store_close(void *data)
{
    advolux_store *store = data;

    while (store->idle_count > 0) {
        connection_close(store->idle[--store->idle_count]);
    }
    return APR_SUCCESS;
}

advolux_store *advolux_store_create(apr_pool_t *pool,
                                    const advolux_store_config *config)
{
    advolux_store *store = apr_pcalloc(pool, sizeof *store);

    store->config = *config;
    store->config.conninfo =
        apr_pstrdup(pool, config->conninfo ? config->conninfo : "");
    if (store->config.connections_max < 1) {
        store->config.connections_max = 1;
    }
    store->idle = apr_pcalloc(pool, sizeof *store->idle *
                                        (size_t)store->config.connections_max);
    if (apr_thread_mutex_create(&store->mutex, APR_THREAD_MUTEX_DEFAULT,
                                pool) ||
        apr_thread_cond_create(&store->freed, pool)) {
        return NULL;
    }
    apr_pool_cleanup_register(pool, store, store_close, apr_pool_cleanup_null);
    return store;
}

void advolux_store_stats_get(advolux_store *store, advolux_store_stats *stats)
{
    apr_thread_mutex_lock(store->mutex);
    stats->open = (unsigned)store->open;
    stats->busy = (unsigned)(store->open - store->idle_count);
    stats->made = store->made;
    stats->failed = store->failed;
    stats->waited = store->waited;
    apr_thread_mutex_unlock(store->mutex);
}

/* Forget a connection, or the try at one: room for another. */
static void give_up(advolux_store *store, connection *c)
{
    apr_thread_mutex_lock(store->mutex);
    store->open--;
    apr_thread_cond_signal(store->freed);
    apr_thread_mutex_unlock(store->mutex);
    if (c) {
        connection_close(c);
    }
}

static void give_back(advolux_store *store, connection *c)
{
    connection *old = NULL;

    if (connection_is_broken(c)) {
        give_up(store, c);
        return;
    }
    apr_thread_mutex_lock(store->mutex);
    if (store->idle_count > 0 &&
        connection_used_at(c) - connection_used_at(store->idle[0]) > IDLE_MAX) {
        old = store->idle[0];
        store->open--;
        memmove(store->idle, store->idle + 1,
                sizeof *store->idle * (size_t)--store->idle_count);
    }
    store->idle[store->idle_count++] = c;
    apr_thread_cond_signal(store->freed);
    apr_thread_mutex_unlock(store->mutex);
    if (old) {
        connection_close(old);
    }
}

/* Called without the lock; store->open has counted the connection already. */
static advolux_error *make(advolux_store *store, apr_pool_t *pool,
                           connection **made)
{
    advolux_error *error = connection_open(pool, &store->config, made);

    apr_thread_mutex_lock(store->mutex);
    store->failing = error != NULL;
    store->probing = false;
    if (error) {
        store->failed++;
        store->open--;
        store->retry_at = apr_time_now() + BACK_OFF;
        store->failure = error->kind;
        apr_cpystrn(store->failure_reason, error->reason,
                    sizeof store->failure_reason);
        /* Who waits for a connection is to hear of it. */
        apr_thread_cond_broadcast(store->freed);
    } else {
        store->made++;
    }
    apr_thread_mutex_unlock(store->mutex);
    return error;
}

/* Under the lock: may this thread try to connect? While the server is away,
 * one at a time does, once in a while. */
static advolux_error *may_connect(advolux_store *store, apr_pool_t *pool)
{
    if (store->failing) {
        if (store->probing || apr_time_now() < store->retry_at) {
            return advolux_error_make(pool, store->failure, "%s",
                                      store->failure_reason);
        }
        store->probing = true;
    }
    store->open++;
    return NULL;
}

/* Get a connection; *idle says that it was not made just now. */
static advolux_error *acquire(advolux_store *store, apr_pool_t *pool,
                              connection **got, bool *idle)
{
    apr_time_t now = apr_time_now();
    apr_time_t deadline =
        now + apr_time_from_msec(store->config.acquire_timeout);
    advolux_error *error = NULL;
    bool waited = false;

    *got = NULL;
    apr_thread_mutex_lock(store->mutex);
    while (store->idle_count == 0 &&
           store->open >= store->config.connections_max && now < deadline) {
        store->waited += !waited;
        waited = true;
        apr_thread_cond_timedwait(store->freed, store->mutex, deadline - now);
        now = apr_time_now();
    }
    if (store->idle_count > 0) {
        *got = store->idle[--store->idle_count];
    } else if (store->open >= store->config.connections_max) {
        error = advolux_error_make(pool, ADVOLUX_E_UNAVAILABLE,
                                   "all %d connections to PostgreSQL are busy",
                                   store->config.connections_max);
    } else {
        error = may_connect(store, pool);
    }
    apr_thread_mutex_unlock(store->mutex);

    *idle = *got != NULL;
    if (!error && !*got) {
        error = make(store, pool, got);
    }
    return error;
}

/* As acquire, but never a connection that is known to be dead. */
static advolux_error *acquire_live(advolux_store *store, apr_pool_t *pool,
                                   connection **got, bool *idle)
{
    advolux_error *error;

    while (!(error = acquire(store, pool, got, idle)) && *idle &&
           (apr_time_now() - connection_used_at(*got) > IDLE_MAX ||
            connection_has_died(*got))) {
        give_up(store, *got);
    }
    return error;
}

/* Whether the calls cost a connection that had died while it was idle, and did
 * nothing. */
static bool met_a_dead_one(const connection *c, bool idle,
                           const statement_call *calls, int count,
                           const advolux_error *error)
{
    for (int i = 0; i < count; i++) {
        if (statements[calls[i].id].writes) {
            return false;
        }
    }
    return idle && connection_is_broken(c) &&
           (!*error->sqlstate || error->kind == ADVOLUX_E_UNAVAILABLE);
}

/* Whether the calls lost a deadlock and may be run again; by then the winner,
 * who is awake and not yet on, has what both wanted. */
static bool lost(const advolux_error *error, int *times)
{
    if (sqlstate_find(error->sqlstate)->sequel != SQLSTATE_REPEAT ||
        ++*times == LOST_MAX) {
        return false;
    }
    apr_sleep(LOST_PAUSE << (*times - 1));
    return true;
}

advolux_error *pool_run(advolux_store *store, apr_pool_t *pool,
                        const statement_call *calls, int count,
                        const PGresult **results)
{
    int times_lost = 0;
    advolux_error *error;
    connection *c;
    bool idle;
    bool again;

    do {
        error = acquire_live(store, pool, &c, &idle);
        if (error) {
            return error;
        }
        error = connection_run(c, pool, calls, count, results);
        again = error && met_a_dead_one(c, idle, calls, count, error);
        give_back(store, c);
    } while (again || (error && lost(error, &times_lost)));
    return error;
}
