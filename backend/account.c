/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <pthread.h>
#include <time.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <apr_allocator.h>

#include "account.h"
#include "clock.h"

#define WAIT_MAX apr_time_from_sec(30)
#define LOOK_EVERY apr_time_from_msec(200)
#define TRIM_EVERY apr_time_from_sec(1)
#define ASK_EVERY 32              /* questions between looks at a clock */
#define KEPT_OCTETS (1024 * 1024) /* of a request's allocator */
#define MALLOC_OCTETS (128 * 1024)
#define HEAVY_OCTETS (2 * 1024 * 1024) /* held: worth giving back */

struct advolux_memory {
    apr_size_t room;
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t returned;
    apr_size_t reserved;
    int heavy; /* accounts that have held much */
    apr_time_t trimmed_at;
};

struct advolux_account {
    advolux_memory *memory;
    apr_pool_t *owner, *connection;
    apr_pool_t *work; /* made when it is asked for */
    apr_size_t held;
    apr_interval_time_t limit, begun, waited;
    advolux_gone *gone;
    void *baton;
    apr_time_t looked_at;
    int asked;
    bool heavy, abandoned;
    const char *fault; /* a sentence */
};

/* What is held, by a pool that it lives in. */
typedef struct holding {
    advolux_account *account;
    apr_size_t octets;
    bool reserved;
} holding;

/* glibc raises these to what was freed last, up to 32 MB a thread, which it
 * then keeps; named once, they stay where they begin. */
static void keep_thresholds(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, MALLOC_OCTETS);
    mallopt(M_TRIM_THRESHOLD, MALLOC_OCTETS);
#endif
}

/* A change of the time of day does not delay who waits. */
static bool make_lock(advolux_memory *memory)
{
    pthread_condattr_t attributes;

    return !pthread_condattr_init(&attributes) &&
           !pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) &&
           !pthread_mutex_init(&memory->mutex, NULL) &&
           !pthread_cond_init(&memory->returned, &attributes);
}

advolux_memory *advolux_memory_create(apr_pool_t *pool, apr_size_t octets)
{
    advolux_memory *memory = apr_pcalloc(pool, sizeof *memory);

    keep_thresholds();
    memory->room = octets;
    return make_lock(memory) ? memory : NULL;
}

/* Processor time of this thread. */
static apr_interval_time_t worked(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) {
        return 0;
    }
    return apr_time_from_sec(now.tv_sec) + now.tv_nsec / 1000;
}

/* malloc keeps what is freed in each thread's arena. The last of several heavy
 * requests gives it back to the system, and while there is always one, some
 * do. */
static void trim(advolux_memory *memory, int ended)
{
    apr_time_t now = advolux_clock();
    bool due;

    pthread_mutex_lock(&memory->mutex);
    memory->heavy -= ended;
    due = memory->heavy == 0 || now - memory->trimmed_at > TRIM_EVERY;
    if (due) {
        memory->trimmed_at = now;
    }
    pthread_mutex_unlock(&memory->mutex);
#ifdef __GLIBC__
    if (due) {
        malloc_trim(0);
    }
#endif
}

/* What was in the request's own pool is free by now. */
static apr_status_t trim_again(void *memory)
{
    trim(memory, 0);
    return APR_SUCCESS;
}

/* Runs when all else in the pool has ended: it was registered first. */
static apr_status_t close_account(void *data)
{
    advolux_account *account = data;

    if (account->work) {
        apr_pool_destroy(account->work);
    }
    if (account->heavy) {
        trim(account->memory, 1);
    }
    return APR_SUCCESS;
}

advolux_account *advolux_account_open(apr_pool_t *pool, apr_pool_t *connection,
                                      advolux_memory *memory, int seconds,
                                      advolux_gone *gone, void *baton)
{
    advolux_account *account = apr_pcalloc(pool, sizeof *account);

    account->memory = memory;
    account->owner = pool;
    account->connection = connection;
    account->limit = apr_time_from_sec(seconds);
    account->begun = worked();
    account->gone = gone;
    account->baton = baton;
    apr_pool_cleanup_register(pool, account, close_account,
                              apr_pool_cleanup_null);
    return account;
}

static apr_status_t forget_work(void *data)
{
    ((advolux_account *)data)->work = NULL;
    return APR_SUCCESS;
}

apr_pool_t *advolux_account_pool(advolux_account *account, apr_pool_t *parent)
{
    apr_allocator_t *allocator;
    apr_pool_t *pool;

    if (!account) {
        apr_pool_create(&pool, parent);
        return pool;
    }
    if (!account->work && apr_allocator_create(&allocator) == APR_SUCCESS) {
        apr_allocator_max_free_set(allocator, KEPT_OCTETS);
        apr_pool_create_ex(&account->work, account->owner, NULL, allocator);
        apr_allocator_owner_set(allocator, account->work);
        apr_pool_cleanup_register(account->work, account, forget_work,
                                  apr_pool_cleanup_null);
    }
    apr_pool_create(&pool, account->work ? account->work : account->owner);
    return pool;
}

static apr_status_t give_back(void *data)
{
    holding *held = data;
    advolux_memory *memory = held->account->memory;

    held->account->held -= held->octets;
    if (held->reserved) {
        pthread_mutex_lock(&memory->mutex);
        memory->reserved -= held->octets;
        pthread_cond_broadcast(&memory->returned);
        pthread_mutex_unlock(&memory->mutex);
    }
    return APR_SUCCESS;
}

static void enter(advolux_account *account, apr_pool_t *pool, apr_size_t octets,
                  bool reserved)
{
    holding *held = apr_palloc(pool, sizeof *held);

    held->account = account;
    held->octets = octets;
    held->reserved = reserved;
    apr_pool_cleanup_register(pool, held, give_back, apr_pool_cleanup_null);
    account->held += octets;
    account->asked = ASK_EVERY; /* what is held is worked on */
    if (!account->heavy && account->held > HEAVY_OCTETS) {
        account->heavy = true;
        pthread_mutex_lock(&account->memory->mutex);
        account->memory->heavy++;
        pthread_mutex_unlock(&account->memory->mutex);
        apr_pool_cleanup_register(account->connection, account->memory,
                                  trim_again, apr_pool_cleanup_null);
    }
    if (account->held > account->memory->room && !account->fault) {
        account->fault = "the request needs more memory than one may hold "
                         "(AdvoluxRequestLimits)";
    }
}

void advolux_account_hold(advolux_account *account, apr_pool_t *pool,
                          apr_size_t octets)
{
    if (account && octets > 0) {
        enter(account, pool, octets, false);
    }
}

bool advolux_account_fits(const advolux_account *account, apr_size_t octets)
{
    return !account || octets <= account->memory->room;
}

bool advolux_account_abandoned(advolux_account *account)
{
    apr_time_t now;

    if (!account || !account->gone || account->abandoned) {
        return account && account->abandoned;
    }
    now = advolux_clock();
    if (now - account->looked_at > LOOK_EVERY) {
        account->looked_at = now;
        account->abandoned = account->gone(account->baton);
    }
    return account->abandoned;
}

static void wait_a_while(advolux_memory *memory)
{
    apr_time_t end = advolux_clock() + LOOK_EVERY;
    struct timespec until = { .tv_sec = apr_time_sec(end),
                              .tv_nsec = apr_time_usec(end) * 1000 };

    pthread_cond_timedwait(&memory->returned, &memory->mutex, &until);
}

/* Wait until so much more may be reserved, under the lock. */
static bool wait_for_room(advolux_account *account, apr_size_t octets)
{
    advolux_memory *memory = account->memory;
    apr_time_t begun = advolux_clock();

    while (memory->reserved + octets > memory->room &&
           advolux_clock() - begun < WAIT_MAX &&
           !advolux_account_abandoned(account)) {
        wait_a_while(memory);
    }
    return memory->reserved + octets <= memory->room;
}

bool advolux_account_reserve(advolux_account *account, apr_pool_t *pool,
                             apr_size_t octets)
{
    bool found;

    if (!account) {
        return true;
    }
    if (octets > account->memory->room) {
        octets = account->memory->room;
    }
    pthread_mutex_lock(&account->memory->mutex);
    found = wait_for_room(account, octets);
    if (found) {
        account->memory->reserved += octets;
    }
    pthread_mutex_unlock(&account->memory->mutex);
    if (found) {
        enter(account, pool, octets, true);
    } else if (!account->fault) {
        account->fault = "too many large objects are being worked on at once";
    }
    return found;
}

void advolux_account_spend(advolux_account *account, apr_interval_time_t time)
{
    if (account && time > 0) {
        account->waited += time;
    }
}

/* A look at the clock costs more than a small object. */
static bool is_out_of_time(advolux_account *account)
{
    if (++account->asked < ASK_EVERY) {
        return false;
    }
    account->asked = 0;
    return worked() - account->begun + account->waited > account->limit;
}

advolux_error *advolux_account_fault(advolux_account *account, apr_pool_t *pool)
{
    if (!account) {
        return NULL;
    }
    if (!account->fault && is_out_of_time(account)) {
        account->fault = "the request takes longer than one may work "
                         "(AdvoluxRequestLimits)";
    }
    return account->fault ? advolux_error_make(pool, ADVOLUX_E_EXHAUSTED, "%s",
                                               account->fault)
                          : NULL;
}
