/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "throttle.h"

#include <arpa/inet.h>
#include <string.h>
#include <apr_strings.h>
#include <apr_thread_mutex.h>

#define SETS 1024               /* a power of two */
#define WAYS 8
#define KEY_LENGTH 16           /* octets of a fingerprint: enough to tell */
#define ATTEMPT_LENGTH 8

/* What failures are counted by. */
typedef enum scope {
    LOGIN_AT_ADDRESS,
    ADDRESS,
    LOGIN,
    SCOPES
} scope;

static const struct scope_row {
    bool login, address;
    int allowance;              /* times the failures of the directive */
} scopes[SCOPES] = {
    [LOGIN_AT_ADDRESS] = { true, true, 1 },
    [ADDRESS] = { false, true, 10 },
    [LOGIN] = { true, false, 10 },
};

/* A count that drains evenly is one point in time: when it will be empty. */
typedef struct count {
    unsigned char key[KEY_LENGTH];
    unsigned char attempt[ATTEMPT_LENGTH];      /* the last that was counted */
    apr_time_t empty_at;        /* past: nothing is counted */
} count;

struct advolux_throttle {
    advolux_fingerprint_key secret;
    int failures;               /* 0: off */
    apr_time_t window;
    apr_thread_mutex_t *mutex;
    count counts[SETS][WAYS];
};

advolux_throttle *advolux_throttle_create(apr_pool_t *p, int failures,
                                          int seconds)
{
    advolux_throttle *throttle = apr_pcalloc(p, sizeof *throttle);

    if (failures > 0 && seconds > 0
        && advolux_fingerprint_key_make(&throttle->secret)) {
        throttle->failures = failures;
        throttle->window = apr_time_from_sec(seconds);
    }
    apr_thread_mutex_create(&throttle->mutex, APR_THREAD_MUTEX_DEFAULT, p);
    return throttle;
}

/** What stands for an address: whoever has one IPv6 address has its /64. */
static void network_of(const char *address, char *network, apr_size_t size)
{
    struct in6_addr six;

    if (inet_pton(AF_INET6, address, &six) == 1
        && !IN6_IS_ADDR_V4MAPPED(&six)) {
        memset(six.s6_addr + 8, 0, 8);
        inet_ntop(AF_INET6, &six, network, (socklen_t)size);
    }
    else {
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
    return advolux_fingerprint_make(&throttle->secret, row->login ? login : "",
                                    row->address ? network : "", key);
}

static count *set_of(advolux_throttle *throttle, const advolux_fingerprint *key)
{
    return throttle->counts[(key->octets[30] << 8 | key->octets[31]) % SETS];
}

static count *find_count(count *set, const advolux_fingerprint *key)
{
    int i;

    for (i = 0; i < WAYS; i++) {
        if (set[i].empty_at
            && memcmp(set[i].key, key->octets, KEY_LENGTH) == 0) {
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
        apr_thread_mutex_lock(throttle->mutex);
        found = find_count(set_of(throttle, &key), &key);
        if (found) {
            apr_time_t wait = found->empty_at + cost(throttle, which)
                              - throttle->window - now;

            longest = wait > longest ? wait : longest;
        }
        apr_thread_mutex_unlock(throttle->mutex);
    }
    return (int)apr_time_sec(longest + APR_USEC_PER_SEC - 1);
}

void advolux_throttle_fail(advolux_throttle *throttle, const char *login,
                           const char *address,
                           const advolux_fingerprint *attempt, apr_time_t now)
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
        apr_thread_mutex_lock(throttle->mutex);
        found = find_count(set_of(throttle, &key), &key);
        if (!found) {
            found = new_count(set_of(throttle, &key), &key);
        }
        if (which != LOGIN_AT_ADDRESS || !attempt || found->empty_at <= now
            || memcmp(found->attempt, attempt->octets, ATTEMPT_LENGTH) != 0) {
            found->empty_at = (found->empty_at > now ? found->empty_at : now)
                              + cost(throttle, which);
        }
        if (attempt) {
            memcpy(found->attempt, attempt->octets, ATTEMPT_LENGTH);
        }
        apr_thread_mutex_unlock(throttle->mutex);
    }
}

void advolux_throttle_clear(advolux_throttle *throttle, const char *login,
                            const char *address)
{
    advolux_fingerprint key;
    count *found;

    if (!throttle->failures
        || !key_of(throttle, LOGIN_AT_ADDRESS, login, address, &key)) {
        return;
    }
    apr_thread_mutex_lock(throttle->mutex);
    found = find_count(set_of(throttle, &key), &key);
    if (found) {
        found->empty_at = 0;
    }
    apr_thread_mutex_unlock(throttle->mutex);
}
