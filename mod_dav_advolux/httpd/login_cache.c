/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "login_cache.h"

#include <apr_strings.h>
#include <apr_thread_mutex.h>
#include <openssl/crypto.h>

#define SETS 1024 /* a power of two */
#define WAYS 4
#define HASHES_AT_ONCE 8 /* a power of two; 16 MiB each with yescrypt */

typedef struct slot {
    advolux_fingerprint key;
    apr_int64_t generation; /* 0: empty */
    apr_time_t expires;
    char label[ADVOLUX_LOGIN_LABEL_MAX + 1];
} slot;

struct advolux_login_cache {
    advolux_fingerprint_key secret;
    apr_time_t ttl;            /* 0: off */
    apr_thread_mutex_t *mutex; /* of the slots */
    apr_thread_mutex_t *hashing[HASHES_AT_ONCE];
    slot slots[SETS][WAYS];
};

advolux_login_cache *advolux_login_cache_create(apr_pool_t *p, int ttl_seconds)
{
    advolux_login_cache *cache = apr_pcalloc(p, sizeof *cache);
    int i;

    if (ttl_seconds > 0 && advolux_fingerprint_key_make(&cache->secret)) {
        cache->ttl = apr_time_from_sec(ttl_seconds);
    }
    apr_thread_mutex_create(&cache->mutex, APR_THREAD_MUTEX_DEFAULT, p);
    for (i = 0; i < HASHES_AT_ONCE; i++) {
        apr_thread_mutex_create(&cache->hashing[i], APR_THREAD_MUTEX_DEFAULT,
                                p);
    }
    return cache;
}

bool advolux_login_cache_key(const advolux_login_cache *cache,
                             const char *login, const char *password,
                             advolux_fingerprint *key)
{
    return advolux_fingerprint_make(&cache->secret, login, password, key);
}

/* The key is an HMAC: any of its octets are as good as random. */
static slot *set_of(advolux_login_cache *cache, const advolux_fingerprint *key)
{
    return cache->slots[(key->octets[0] << 8 | key->octets[1]) % SETS];
}

static slot *find_slot(slot *set, const advolux_fingerprint *key)
{
    int i;

    for (i = 0; i < WAYS; i++) {
        if (set[i].generation &&
            CRYPTO_memcmp(&set[i].key, key, sizeof *key) == 0) {
            return &set[i];
        }
    }
    return NULL;
}

apr_int64_t advolux_login_cache_find(advolux_login_cache *cache,
                                     const advolux_fingerprint *key,
                                     apr_time_t now)
{
    apr_int64_t generation = 0;
    const slot *found;

    if (!cache->ttl) {
        return 0;
    }
    apr_thread_mutex_lock(cache->mutex);
    found = find_slot(set_of(cache, key), key);
    if (found && found->expires > now) {
        generation = found->generation;
    }
    apr_thread_mutex_unlock(cache->mutex);
    return generation;
}

/** The slot to give up: an empty one, or the one that expires first. */
static slot *victim(slot *set)
{
    slot *worst = &set[0];
    int i;

    for (i = 0; i < WAYS; i++) {
        if (!set[i].generation) {
            return &set[i];
        }
        if (set[i].expires < worst->expires) {
            worst = &set[i];
        }
    }
    return worst;
}

void advolux_login_cache_store(advolux_login_cache *cache,
                               const advolux_fingerprint *key,
                               apr_int64_t generation, apr_time_t now)
{
    slot *place;

    if (!cache->ttl) {
        return;
    }
    apr_thread_mutex_lock(cache->mutex);
    place = find_slot(set_of(cache, key), key);
    if (!place) {
        place = victim(set_of(cache, key));
    }
    place->key = *key;
    place->generation = generation;
    place->expires = now + cache->ttl;
    *place->label = '\0';
    apr_thread_mutex_unlock(cache->mutex);
}

void advolux_login_cache_label(advolux_login_cache *cache,
                               const advolux_fingerprint *key,
                               const char *label)
{
    slot *found;

    apr_thread_mutex_lock(cache->mutex);
    found = find_slot(set_of(cache, key), key);
    if (found) {
        apr_cpystrn(found->label, label, sizeof found->label);
    }
    apr_thread_mutex_unlock(cache->mutex);
}

const char *advolux_login_cache_label_get(advolux_login_cache *cache,
                                          apr_pool_t *p,
                                          const advolux_fingerprint *key)
{
    const char *label = NULL;
    const slot *found;

    apr_thread_mutex_lock(cache->mutex);
    found = find_slot(set_of(cache, key), key);
    if (found && *found->label) {
        label = apr_pstrdup(p, found->label);
    }
    apr_thread_mutex_unlock(cache->mutex);
    return label;
}

void advolux_login_cache_drop(advolux_login_cache *cache,
                              const advolux_fingerprint *key,
                              apr_int64_t generation)
{
    slot *found;

    apr_thread_mutex_lock(cache->mutex);
    found = find_slot(set_of(cache, key), key);
    if (found && found->generation == generation) {
        found->generation = 0;
    }
    apr_thread_mutex_unlock(cache->mutex);
}

static apr_thread_mutex_t *hashing(const advolux_login_cache *cache,
                                   const advolux_fingerprint *key)
{
    return cache->hashing[key->octets[2] % HASHES_AT_ONCE];
}

void advolux_login_cache_enter(advolux_login_cache *cache,
                               const advolux_fingerprint *key)
{
    apr_thread_mutex_lock(hashing(cache, key));
}

void advolux_login_cache_leave(advolux_login_cache *cache,
                               const advolux_fingerprint *key)
{
    apr_thread_mutex_unlock(hashing(cache, key));
}
