/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file login_cache.h
 * Logins whose password was verified lately, with the credential's generation:
 * the slow hash once per device and TTL, not once per request. Holds no
 * password; bounded memory; thread-safe. APR only.
 */
#ifndef ADVOLUX_LOGIN_CACHE_H
#define ADVOLUX_LOGIN_CACHE_H

#include <apr_pools.h>
#include <apr_time.h>

#include "fingerprint.h"

typedef struct advolux_login_cache advolux_login_cache;

/** Make the process-wide cache; called once in child_init. ttl_seconds 0: a
 * cache that never finds anything. */
advolux_login_cache *advolux_login_cache_create(apr_pool_t *p, int ttl_seconds);

/** The key of a login and password in this cache; false if none can be made
 * (the caller then verifies without the cache). */
bool advolux_login_cache_key(const advolux_login_cache *cache,
                             const char *login, const char *password,
                             advolux_fingerprint *key);

/** The generation (> 0) of the credential that was verified, or 0. */
apr_int64_t advolux_login_cache_find(advolux_login_cache *cache,
                                     const advolux_fingerprint *key,
                                     apr_time_t now);

/** Remember a verification for the TTL from `now` on. */
void advolux_login_cache_store(advolux_login_cache *cache,
                               const advolux_fingerprint *key,
                               apr_int64_t generation, apr_time_t now);

/** Name what was verified: the device whose password it is. Kept as long as
 * the verification, cut to ADVOLUX_LOGIN_LABEL_MAX octets. */
#define ADVOLUX_LOGIN_LABEL_MAX 60
void advolux_login_cache_label(advolux_login_cache *cache,
                               const advolux_fingerprint *key,
                               const char *label);

/** That name, copied to `p`; NULL if there is none. */
const char *advolux_login_cache_label_get(advolux_login_cache *cache,
                                          apr_pool_t *p,
                                          const advolux_fingerprint *key);

/** Forget a verification, unless a newer one of another generation has
 * replaced it. */
void advolux_login_cache_drop(advolux_login_cache *cache,
                              const advolux_fingerprint *key,
                              apr_int64_t generation);

/** Enter and leave the section in which passwords are hashed. One thread at a
 * time per key, so that a device's simultaneous first requests cost one hash;
 * a few per process, so that guessing cannot take all memory. Look into the
 * cache again after entering. */
void advolux_login_cache_enter(advolux_login_cache *cache,
                               const advolux_fingerprint *key);
void advolux_login_cache_leave(advolux_login_cache *cache,
                               const advolux_fingerprint *key);

#endif
