/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "throttle.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <apr_shm.h>
#include <apr_strings.h>

#include "fingerprint.h"

#define SETS 1024 /* a power of two */
#define WAYS 8
#define KEY_LENGTH 16 /* octets of a fingerprint: enough to tell */

/* What failures are counted by. */
typedef enum scope { LOGIN_AT_ADDRESS, ADDRESS, LOGIN, SCOPES } scope;

static const struct scope_row {
    bool login, address;
    int allowance; /* times the failures of the directive */
} scopes[SCOPES] = {
    [LOGIN_AT_ADDRESS] = { true, true, 1 },
    [ADDRESS] = { false, true, 10 },
    [LOGIN] = { true, false, 10 },
};

/* A count that drains evenly is one point in time: when it will be empty. */
typedef struct count {
    unsigned char key[KEY_LENGTH];
    apr_time_t empty_at; /* past: nothing is counted */
} count;

typedef struct count_table {
    advolux_fingerprint_key secret;
    pthread_mutex_t mutex; /* of the counts; robust, process-shared */
    count counts[SETS][WAYS];
} count_table;

struct advolux_throttle {
    int failures; /* 0: off */
    apr_time_t window;
    count_table *table;
};

static count_table *shared_table;

static bool table_init(count_table *table)
{
    pthread_mutexattr_t attributes;

    memset(table, 0, sizeof *table);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&table->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return advolux_fingerprint_key_make(&table->secret);
}

static void lock(count_table *table)
{
    /* Its last owner died: a count may be off, which harms nobody. */
    if (pthread_mutex_lock(&table->mutex) == EOWNERDEAD) {
        pthread_mutex_consistent(&table->mutex);
    }
}

static void unlock(count_table *table)
{
    pthread_mutex_unlock(&table->mutex);
}

static apr_status_t forget_shared(void *unused)
{
    (void)unused;
    shared_table = NULL;
    return APR_SUCCESS;
}

apr_status_t advolux_throttle_share(apr_pool_t *p)
{
    apr_shm_t *memory;
    apr_status_t status =
        apr_shm_create(&memory, sizeof *shared_table, NULL, p);

    if (status == APR_SUCCESS && table_init(apr_shm_baseaddr_get(memory))) {
        shared_table = apr_shm_baseaddr_get(memory);
        apr_pool_cleanup_register(p, NULL, forget_shared,
                                  apr_pool_cleanup_null);
    }
    return status;
}

advolux_throttle *advolux_throttle_create(apr_pool_t *p, int failures,
                                          int seconds)
{
    advolux_throttle *throttle = apr_pcalloc(p, sizeof *throttle);

    throttle->table = shared_table;
    if (failures <= 0 || seconds <= 0) {
        return throttle;
    }
    if (!throttle->table) {
        throttle->table = apr_palloc(p, sizeof *throttle->table);
        if (!table_init(throttle->table)) {
            return throttle;
        }
    }
    throttle->failures = failures;
    throttle->window = apr_time_from_sec(seconds);
    return throttle;
}

/** What stands for an address: whoever has one IPv6 address has its /64. */
static void network_of(const char *address, char *network, apr_size_t size)
{
    struct in6_addr six;

    if (inet_pton(AF_INET6, address, &six) == 1 &&
        !IN6_IS_ADDR_V4MAPPED(&six)) {
        memset(six.s6_addr + 8, 0, 8);
        inet_ntop(AF_INET6, &six, network, (socklen_t)size);
    } else {
        apr_cpystrn(network, address, size);
    }
}

/** The key of a scope's count; false if the scope does not apply. */
static bool key_of(const advolux_throttle *throttle, scope which,
                   const char *login, const char *address,
                   advolux_fingerprint *key)
{
    const struct scope_row *row = &scopes[which];
    char network[64];

    if (row->login && !login) {
        return false;
    }
    network_of(address, network, sizeof network);
    /* Neither part is ever empty when it counts: scopes cannot collide. */
    return advolux_fingerprint_make(&throttle->table->secret,
                                    row->login ? login : "",
                                    row->address ? network : "", key);
}

static count *set_of(advolux_throttle *throttle, const advolux_fingerprint *key)
{
    int set = (key->octets[30] << 8 | key->octets[31]) % SETS;

    return throttle->table->counts[set];
}

static count *find_count(count *set, const advolux_fingerprint *key)
{
    int i;

    for (i = 0; i < WAYS; i++) {
        if (set[i].empty_at &&
            memcmp(set[i].key, key->octets, KEY_LENGTH) == 0) {
            return &set[i];
        }
    }
    return NULL;
}

/** A fresh count in place of the one that would be empty first. */
static count *new_count(count *set, const advolux_fingerprint *key)
{
    count *first = &set[0];
    int i;

    for (i = 1; i < WAYS; i++) {
        if (set[i].empty_at < first->empty_at) {
            first = &set[i];
        }
    }
    memset(first, 0, sizeof *first);
    memcpy(first->key, key->octets, KEY_LENGTH);
    return first;
}

/** How long one failure takes to drain. */
static apr_time_t cost(const advolux_throttle *throttle, scope which)
{
    return throttle->window / throttle->failures / scopes[which].allowance;
}

int advolux_throttle_wait(advolux_throttle *throttle, const char *login,
                          const char *address, apr_time_t now)
{
    apr_time_t longest = 0;
    advolux_fingerprint key;
    scope which;

    if (!throttle->failures) {
        return 0;
    }
    for (which = 0; which < SCOPES; which++) {
        const count *found;

        if (!key_of(throttle, which, login, address, &key)) {
            continue;
        }
        lock(throttle->table);
        found = find_count(set_of(throttle, &key), &key);
        if (found) {
            apr_time_t wait = found->empty_at + cost(throttle, which) -
                              throttle->window - now;

            longest = wait > longest ? wait : longest;
        }
        unlock(throttle->table);
    }
    return (int)apr_time_sec(longest + APR_USEC_PER_SEC - 1);
}

void advolux_throttle_fail(advolux_throttle *throttle, const char *login,
                           const char *address, apr_time_t now)
{
    advolux_fingerprint key;
    scope which;

    if (!throttle->failures) {
        return;
    }
    for (which = 0; which < SCOPES; which++) {
        count *found;

        if (!key_of(throttle, which, login, address, &key)) {
            continue;
        }
        lock(throttle->table);
        found = find_count(set_of(throttle, &key), &key);
        if (!found) {
            found = new_count(set_of(throttle, &key), &key);
        }
        found->empty_at = (found->empty_at > now ? found->empty_at : now) +
                          cost(throttle, which);
        unlock(throttle->table);
    }
}

void advolux_throttle_clear(advolux_throttle *throttle, const char *login,
                            const char *address)
{
    advolux_fingerprint key;
    count *found;

    if (!throttle->failures ||
        !key_of(throttle, LOGIN_AT_ADDRESS, login, address, &key)) {
        return;
    }
    lock(throttle->table);
    found = find_count(set_of(throttle, &key), &key);
    if (found) {
        found->empty_at = 0;
    }
    unlock(throttle->table);
}
