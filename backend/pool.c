/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <pthread.h>
#include <string.h>
#include <apr_strings.h>

#include "account.h"
#include "allowance.h"
#include "canceller.h"
#include "clock.h"
#include "pool.h"
#include "row.h"
#include "sqlstate.h"

#define IDLE_MAX apr_time_from_sec(60)
/* A connection that was used so recently is not expected to have died. */
#define FRESH apr_time_from_sec(2)
#define BACK_OFF apr_time_from_sec(1)
#define LOOK_AGAIN apr_time_from_msec(50)
#define LARGE_MESSAGE (128 * 1024) /* octets */
#define LARGE_IDLE_MAX 2
#define LOCK_NOT_AVAILABLE "55P03"
#define HOLDERS_MAX apr_time_from_sec(1) /* to find out who they are */
#define LOST_MAX 4 /* deadlocks, before a transaction is given up */
/* What who won the first one has to take the lock; twice that the second. */
#define LOST_PAUSE apr_time_from_msec(50)

struct advolux_store {
    advolux_store_config config;
    canceller *canceller;
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t freed;  /* by advolux_clock */
    pthread_cond_t freed_for_write;
    connection **idle; /* a stack, the oldest at the bottom */
    int idle_count;
    int open;     /* idle, in use, or being made */
    int writing;  /* of those in use */
    int waiting;  /* threads */
    bool failing; /* the last attempt to connect failed */
    bool probing; /* one thread tries again meanwhile */
    apr_time_t retry_at;
    advolux_kind_of_error failure;
    char failure_reason[512];
    unsigned made, failed, waited;
};

/* One transaction's way through the store. */
typedef struct errand {
    advolux_store *store;
    apr_pool_t *pool;
    bool writes;    /* may wait for a lock, or for a standby */
    connection *c;  /* NULL: none at the moment */
    bool idle;      /* c was not made just now */
    bool may_write; /* a slot for writing is held */
    bool reserved;  /* a slot among all processes' is held for c */
} errand;

static apr_status_t store_close(void *data)
{
    advolux_store *store = data;

    while (store->idle_count > 0) {
        connection_close(store->idle[--store->idle_count]);
    }
    pthread_cond_destroy(&store->freed_for_write);
    pthread_cond_destroy(&store->freed);
    pthread_mutex_destroy(&store->mutex);
    return APR_SUCCESS;
}

static void wake(void *data)
{
    advolux_store *store = data;

    pthread_mutex_lock(&store->mutex);
    pthread_cond_signal(&store->freed);
    pthread_cond_signal(&store->freed_for_write);
    pthread_mutex_unlock(&store->mutex);
}

/* Conditions that a change of the time of day does not delay. */
static bool make_conditions(advolux_store *store)
{
    pthread_condattr_t attributes;

    return !pthread_condattr_init(&attributes) &&
           !pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) &&
           !pthread_mutex_init(&store->mutex, NULL) &&
           !pthread_cond_init(&store->freed, &attributes) &&
           !pthread_cond_init(&store->freed_for_write, &attributes);
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
    if (!make_conditions(store)) {
        return NULL;
    }
    apr_pool_cleanup_register(pool, store, store_close, apr_pool_cleanup_null);
    store->canceller =
        canceller_create(pool, 4 * store->config.connections_max, wake, store);
    return store->canceller ? store : NULL;
}

void advolux_store_stats_get(advolux_store *store, advolux_store_stats *stats)
{
    pthread_mutex_lock(&store->mutex);
    stats->open = (unsigned)store->open;
    stats->busy = (unsigned)(store->open - store->idle_count);
    stats->made = store->made;
    stats->failed = store->failed;
    stats->waited = store->waited;
    pthread_mutex_unlock(&store->mutex);
}

/* Whether its buffers have grown with a large message, and enough of those that
 * are idle have: what they hold is never used for small ones. */
static bool is_one_too_many(const advolux_store *store, const connection *c)
{
    int large = 0;

    if (connection_largest_message(c) < LARGE_MESSAGE) {
        return false;
    }
    for (int i = 0; i < store->idle_count; i++) {
        large += connection_largest_message(store->idle[i]) >= LARGE_MESSAGE;
    }
    return large >= LARGE_IDLE_MAX;
}

/* What all processes have together; without a limit there is always one. */
static bool take_slot(advolux_store *store, slot_use use)
{
    return !store->config.slots || slots_take(store->config.slots, use);
}

static void give_slot(advolux_store *store, slot_use use)
{
    if (store->config.slots) {
        slots_give(store->config.slots, use);
    }
}

/* Under the lock: one that is open is forgotten. */
static void forget_open(advolux_store *store, int count)
{
    store->open -= count;
    while (count-- > 0) {
        give_slot(store, SLOT_OPEN);
    }
}

/* Under the lock. */
static void end_writing(errand *e)
{
    if (e->writes) {
        e->store->writing--;
        give_slot(e->store, SLOT_WRITE);
    }
}

/* Forget a connection: room for another. */
static void give_up(errand *e)
{
    connection *c = e->c;

    e->c = NULL;
    pthread_mutex_lock(&e->store->mutex);
    forget_open(e->store, 1);
    end_writing(e);
    pthread_mutex_unlock(&e->store->mutex);
    if (connection_is_late(c)) {
        canceller_take(e->store->canceller, c);
    } else {
        connection_close(c);
    }
    wake(e->store);
}

/* What silenced one connection silenced all that were made before. */
static void drop_idle(errand *e)
{
    advolux_store *store = e->store;
    connection **dropped = apr_palloc(
        e->pool, sizeof *dropped * (size_t)store->config.connections_max);
    int count;

    pthread_mutex_lock(&store->mutex);
    count = store->idle_count;
    memcpy(dropped, store->idle, sizeof *dropped * (size_t)count);
    store->idle_count = 0;
    forget_open(store, count);
    pthread_mutex_unlock(&store->mutex);
    for (int i = 0; i < count; i++) {
        connection_close(dropped[i]);
    }
}

/* Under the lock: the one that has been idle for the longest, or NULL. */
static connection *oldest(advolux_store *store)
{
    connection *old = store->idle[0];

    if (store->idle_count == 0) {
        return NULL;
    }
    memmove(store->idle, store->idle + 1,
            sizeof *store->idle * (size_t)--store->idle_count);
    forget_open(store, 1);
    return old;
}

void advolux_store_tidy(advolux_store *store)
{
    bool wanted = store->config.slots && slots_are_wanted(store->config.slots);
    connection *old = NULL;

    do {
        pthread_mutex_lock(&store->mutex);
        old = store->idle_count > 0 &&
                      (wanted ||
                       advolux_clock() - connection_used_at(store->idle[0]) >
                           IDLE_MAX)
                  ? oldest(store)
                  : NULL;
        pthread_mutex_unlock(&store->mutex);
        if (old) {
            connection_close(old);
        }
    } while (old && !wanted);
}

static void give_back(errand *e)
{
    advolux_store *store = e->store;
    connection *old = NULL;

    if (connection_is_broken(e->c)) {
        if (connection_is_late(e->c)) {
            drop_idle(e);
        }
        give_up(e);
        return;
    }
    pthread_mutex_lock(&store->mutex);
    if (is_one_too_many(store, e->c) ||
        (store->waiting == 0 && store->config.slots &&
         slots_are_wanted(store->config.slots))) {
        pthread_mutex_unlock(&store->mutex);
        give_up(e);
        return;
    }
    if (store->idle_count > 0 &&
        connection_used_at(e->c) - connection_used_at(store->idle[0]) >
            IDLE_MAX) {
        old = oldest(store);
    }
    store->idle[store->idle_count++] = e->c;
    end_writing(e);
    pthread_mutex_unlock(&store->mutex);
    e->c = NULL;
    wake(store);
    if (old) {
        connection_close(old);
    }
}

/* Called without the lock; store->open has counted the connection already. */
static advolux_error *make(errand *e)
{
    advolux_store *store = e->store;
    advolux_error *error = connection_open(e->pool, &store->config,
                                           allowance_left(e->pool), &e->c);

    pthread_mutex_lock(&store->mutex);
    store->failing = error != NULL;
    store->probing = false;
    if (error) {
        store->failed++;
        forget_open(store, 1);
        end_writing(e);
        store->retry_at = advolux_clock() + BACK_OFF;
        store->failure = error->kind;
        apr_cpystrn(store->failure_reason, error->reason,
                    sizeof store->failure_reason);
        /* Who waits for a connection is to hear of it. */
        pthread_cond_broadcast(&store->freed);
        pthread_cond_broadcast(&store->freed_for_write);
    } else {
        store->made++;
        if (store->config.slots) {
            slots_learn(store->config.slots, connection_server_gives(e->c));
        }
    }
    pthread_mutex_unlock(&store->mutex);
    return error;
}

/* Under the lock: may this thread try to connect? While the server is away,
 * one at a time does, once in a while. */
static advolux_error *may_connect(advolux_store *store, apr_pool_t *pool)
{
    if (store->failing) {
        if (store->probing || advolux_clock() < store->retry_at) {
            return advolux_error_make(pool, store->failure, "%s",
                                      store->failure_reason);
        }
        store->probing = true;
    }
    store->open++;
    return NULL;
}

/* Under the lock: half of the connections are kept for reads, since writes are
 * what a lock or a missing standby holds up. */
static bool may_write(errand *e)
{
    advolux_store *store = e->store;

    if (!e->writes || e->may_write) {
        return true;
    }
    e->may_write = store->writing < (store->config.connections_max + 1) / 2 &&
                   take_slot(store, SLOT_WRITE);
    return e->may_write;
}

/* Under the lock: an idle one, or the right to make one. */
static bool has_room(errand *e)
{
    advolux_store *store = e->store;

    if (store->idle_count > 0 || e->reserved) {
        return true;
    }
    e->reserved = store->open + canceller_pending(store->canceller) <
                      store->config.connections_max &&
                  take_slot(store, SLOT_OPEN);
    return e->reserved;
}

/* When to look again, at most: other processes wake nobody here. */
static apr_time_t next_look(const advolux_store *store, apr_time_t end)
{
    apr_time_t next = advolux_clock() + LOOK_AGAIN;

    return store->config.slots && next < end ? next : end;
}

/* Under the lock: wait until there is room, or no longer. */
static void wait_for_room(errand *e)
{
    advolux_store *store = e->store;
    apr_interval_time_t most =
        apr_time_from_msec(store->config.acquire_timeout);
    apr_interval_time_t left = allowance_left(e->pool);
    apr_time_t end = advolux_clock() + (left < most ? left : most);
    bool waited = false;

    while (!(may_write(e) && has_room(e)) && advolux_clock() < end) {
        apr_time_t next = next_look(store, end);
        struct timespec until = { .tv_sec = apr_time_sec(next),
                                  .tv_nsec = (long)apr_time_usec(next) * 1000 };

        if (!waited) {
            store->waited++;
            store->waiting++;
            waited = take_slot(store, SLOT_WAIT);
        }
        pthread_cond_timedwait(e->writes ? &store->freed_for_write
                                         : &store->freed,
                               &store->mutex, &until);
    }
    if (waited) {
        store->waiting--;
        give_slot(store, SLOT_WAIT);
    }
}

/* Under the lock. */
static advolux_error *take(errand *e)
{
    advolux_store *store = e->store;
    advolux_error *error = NULL;

    if (!may_write(e)) {
        return advolux_error_make(
            e->pool, ADVOLUX_E_UNAVAILABLE,
            "as many writes as may wait for locks in PostgreSQL do so (%d)",
            store->writing);
    }
    if (!has_room(e)) {
        return advolux_error_make(e->pool, ADVOLUX_E_UNAVAILABLE,
                                  "all %d connections to PostgreSQL are busy",
                                  store->config.slots
                                      ? slots_most(store->config.slots)
                                      : store->config.connections_max);
    }
    if (store->idle_count > 0) {
        e->c = store->idle[--store->idle_count];
    } else {
        error = may_connect(store, e->pool);
        e->reserved = e->reserved && error; /* else it is the connection's */
    }
    if (!error && e->writes) {
        store->writing++;
        e->may_write = false; /* from now on end_writing's */
    }
    return error;
}

/* Under the lock: what was held and is not used. */
static void release(errand *e)
{
    if (e->reserved) {
        give_slot(e->store, SLOT_OPEN);
    }
    if (e->may_write) {
        give_slot(e->store, SLOT_WRITE);
    }
    e->reserved = e->may_write = false;
}

/* Get a connection, or the right to make one. */
static advolux_error *acquire(errand *e)
{
    advolux_error *error;

    pthread_mutex_lock(&e->store->mutex);
    wait_for_room(e);
    error = take(e);
    release(e);
    pthread_mutex_unlock(&e->store->mutex);
    e->idle = e->c != NULL;
    return error || e->c ? error : make(e);
}

/* Whether to ask the kernel. What only reads is run again where an idle
 * connection turns out to be dead. */
static bool is_doubtful(const errand *e)
{
    return e->writes || advolux_clock() - connection_used_at(e->c) > FRESH;
}

/* As acquire, but never a connection that is known to be dead. */
static advolux_error *acquire_live(errand *e)
{
    advolux_error *error;

    while (!(error = acquire(e)) && e->idle &&
           (advolux_clock() - connection_used_at(e->c) > IDLE_MAX ||
            (is_doubtful(e) && connection_has_died(e->c)))) {
        give_up(e);
    }
    return error;
}

/* What a try may take. Where it can be made a second time, on a connection
 * that may have gone silent while it was idle, there is time left for that. */
static apr_interval_time_t time_for(const errand *e)
{
    apr_interval_time_t left = allowance_left(e->pool);

    return !e->writes && e->idle && is_doubtful(e) ? left / 2 : left;
}

/* Whether the calls cost a connection that had died while it was idle, and did
 * nothing. */
static bool met_a_dead_one(const errand *e, const statement_call *calls,
                           int count, const advolux_error *error)
{
    for (int i = 0; i < count; i++) {
        if (statements[calls[i].id].writes) {
            return false;
        }
    }
    return e->idle && connection_is_broken(e->c) &&
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

/* That a device was seen, or a login mistyped, is noted in a row that nobody
 * else waits for. */
static bool take_locks(const statement_call *calls, int count)
{
    for (int i = 0; i < count; i++) {
        if (statements[calls[i].id].writes &&
            calls[i].id != STATEMENT_DEVICE_SEEN &&
            calls[i].id != STATEMENT_EXPLAIN_LOGIN) {
            return true;
        }
    }
    return false;
}

/* Who it is that lets a write wait, behind the reason. That it cannot be known
 * changes nothing. */
static void name_lock_holders(errand *e, advolux_error *error)
{
    statement_call call = { .id = STATEMENT_LOCK_HOLDERS };
    apr_time_t left = allowance_left(e->pool);
    const PGresult *result;

    if (left <= 0 ||
        connection_run(e->c, e->pool, &call, 1,
                       left < HOLDERS_MAX ? left : HOLDERS_MAX, &result)) {
        return;
    }
    for (int row = 0; row < PQntuples(result); row++) {
        error->reason =
            apr_pstrcat(e->pool, error->reason, row == 0 ? "; held by " : "; ",
                        row_text(result, row, 0), NULL);
    }
}

/* One try; *again says that the same may go well now. */
static advolux_error *try(errand *e, const statement_call *calls, int count,
                          int *times_lost, const PGresult **results,
                          bool *again)
{
    advolux_error *error = acquire_live(e);

    *again = false;
    if (error) {
        return error;
    }
    error = connection_run(e->c, e->pool, calls, count, time_for(e), results);
    *again = error && met_a_dead_one(e, calls, count, error);
    if (error && strcmp(error->sqlstate, LOCK_NOT_AVAILABLE) == 0) {
        name_lock_holders(e, error);
    }
    give_back(e);
    *again = *again || (error && lost(error, times_lost));
    return error;
}

advolux_error *pool_run(advolux_store *store, apr_pool_t *pool,
                        const statement_call *calls, int count,
                        const PGresult **results)
{
    errand e = { .store = store,
                 .pool = pool,
                 .writes = take_locks(calls, count) };
    advolux_error *error = NULL;
    int times_lost = 0;
    bool again = true;

    while (again && allowance_left(pool) > 0) {
        apr_time_t began = advolux_clock();
        apr_interval_time_t waited;

        error = try(&e, calls, count, &times_lost, results, &again);
        waited = advolux_clock() - began;
        allowance_take(pool, waited);
        advolux_account_spend(calls[0].account, waited);
    }
    return error || !again
               ? error
               : advolux_error_make(pool, ADVOLUX_E_UNAVAILABLE,
                                    "the request's time for PostgreSQL "
                                    "(AdvoluxTimeout) was used up");
}
