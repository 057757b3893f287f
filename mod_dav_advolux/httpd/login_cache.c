/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "login_cache.h"

#include <stdatomic.h>
#include <openssl/crypto.h>

#include "shared_lock.h"

#define SETS 1024 /* a power of two */
#define WAYS 8
#define LOCKS 64 /* divides SETS */

typedef struct slot {
    advolux_fingerprint key;
    apr_time_t expires;
    advolux_verified verified; /* credential 0: empty */
} slot;

struct advolux_login_table {
    shared_lock locks[LOCKS]; /* each of every LOCKS-th set */
    slot slots[SETS][WAYS];
};

struct advolux_login_cache {
    advolux_login_table *table;
    advolux_fingerprint_key secret;
    apr_time_t ttl; /* 0: off */
};

apr_size_t advolux_login_table_size(void)
{
    return sizeof(advolux_login_table);
}

advolux_login_table *advolux_login_table_init(void *memory)
{
    advolux_login_table *table = memory;

    for (int i = 0; i < LOCKS; i++) {
        shared_lock_init(&table->locks[i]);
    }
    return table;
}

advolux_login_cache *advolux_login_cache_create(
    apr_pool_t *p, advolux_login_table *table,
    const advolux_fingerprint_key *secret, const char *database,
    int ttl_seconds)
{
    advolux_login_cache *cache = apr_pcalloc(p, sizeof *cache);

    cache->table = table;
    if (advolux_fingerprint_key_derive(secret, "login cache", database,
                                       &cache->secret)) {
        cache->ttl = apr_time_from_sec(ttl_seconds);
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
static unsigned set_number(const advolux_fingerprint *key)
{
    return (unsigned)(key->octets[0] << 8 | key->octets[1]) % SETS;
}

/** The slots in which a key can be, locked. */
static slot *lock_set(advolux_login_cache *cache,
                      const advolux_fingerprint *key)
{
    unsigned number = set_number(key);

    shared_lock_take(&cache->table->locks[number % LOCKS]);
    return cache->table->slots[number];
}

static void unlock_set(advolux_login_cache *cache,
                       const advolux_fingerprint *key)
{
    shared_lock_give(&cache->table->locks[set_number(key) % LOCKS]);
}

static slot *find_slot(slot *set, const advolux_fingerprint *key)
{
    for (int i = 0; i < WAYS; i++) {
        if (set[i].verified.credential &&
            CRYPTO_memcmp(&set[i].key, key, sizeof *key) == 0) {
            return &set[i];
        }
    }
    return NULL;
}

bool advolux_login_cache_find(advolux_login_cache *cache,
                              const advolux_fingerprint *key, apr_time_t now,
                              advolux_verified *verified)
{
    slot *found;
    bool live;

    if (!cache->ttl) {
        return false;
    }
    found = find_slot(lock_set(cache, key), key);
    live = found && found->expires > now;
    if (live) {
        found->expires = now + cache->ttl;
        *verified = found->verified;
    }
    unlock_set(cache, key);
    return live;
}

/** The slot to give up: an empty one, or the one that expires first. */
static slot *victim(slot *set)
{
    slot *worst = &set[0];

    for (int i = 0; i < WAYS; i++) {
        if (!set[i].verified.credential) {
            return &set[i];
        }
        if (set[i].expires < worst->expires) {
            worst = &set[i];
        }
    }
    return worst;
}

/** Fill a slot so that a process that is killed in between leaves an empty one:
 * nobody is taken for somebody else. */
static void fill(slot *place, const advolux_fingerprint *key,
                 const advolux_verified *verified)
{
    place->verified.credential = 0;
    atomic_thread_fence(memory_order_seq_cst);
    place->key = *key;
    memcpy(place->verified.proof, verified->proof, sizeof verified->proof);
    memcpy(place->verified.device, verified->device, sizeof verified->device);
    atomic_thread_fence(memory_order_seq_cst);
    place->verified.credential = verified->credential;
}

void advolux_login_cache_store(advolux_login_cache *cache,
                               const advolux_fingerprint *key,
                               const advolux_verified *verified, apr_time_t now)
{
    slot *set, *place;

    if (!cache->ttl) {
        return;
    }
    set = lock_set(cache, key);
    place = find_slot(set, key);
    if (!place) {
        place = victim(set);
    }
    place->expires = now + cache->ttl;
    fill(place, key, verified);
    unlock_set(cache, key);
}

void advolux_login_cache_drop(advolux_login_cache *cache,
                              const advolux_fingerprint *key,
                              const advolux_verified *verified)
{
    slot *found = find_slot(lock_set(cache, key), key);

    if (found && found->verified.credential == verified->credential &&
        strcmp(found->verified.proof, verified->proof) == 0) {
        found->verified.credential = 0;
        OPENSSL_cleanse(found->verified.proof, sizeof found->verified.proof);
    }
    unlock_set(cache, key);
}
