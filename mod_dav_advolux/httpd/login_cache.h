/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file login_cache.h
 * Logins whose password was verified lately, with what was verified: the slow
 * hash once per device and host, not once per request or process. One table for
 * all processes of a server, bounded; it holds no password and no secret.
 * Only verified logins are entered, so that guesses displace none. Safe for
 * threads and processes, whichever of them is killed. APR only.
 */
#ifndef ADVOLUX_LOGIN_CACHE_H
#define ADVOLUX_LOGIN_CACHE_H

#include <apr_pools.h>
#include <apr_time.h>

#include "fingerprint.h"
#include "proof.h"

typedef struct advolux_login_table advolux_login_table;
typedef struct advolux_login_cache advolux_login_cache;

#define ADVOLUX_LOGIN_LABEL_MAX 60

/** What a right login and password were verified as. */
typedef struct advolux_verified {
    apr_int64_t credential; /**< > 0 */
    char proof[ADVOLUX_PROOF_MAX + 1];
    char device[ADVOLUX_LOGIN_LABEL_MAX + 1]; /**< whose password it is; "":
                                                   the person's */
} advolux_verified;

/** The table: octets that it needs, and how they are made one. The memory is
 * zeroed, and shared by the processes that are to have the table in common. */
apr_size_t advolux_login_table_size(void);
advolux_login_table *advolux_login_table_init(void *memory);

/** This process's access to a table, for the logins of one database; called
 * once in child_init. A login is forgotten `ttl_seconds` after its last use;
 * 0: nothing is ever found. Who has another secret or database finds nothing
 * of these. */
advolux_login_cache *advolux_login_cache_create(
    apr_pool_t *p, advolux_login_table *table,
    const advolux_fingerprint_key *secret, const char *database,
    int ttl_seconds);

/** The key of a login and password in this cache; false if none can be made. */
bool advolux_login_cache_key(const advolux_login_cache *cache,
                             const char *login, const char *password,
                             advolux_fingerprint *key);

/** Whether this login and password were verified, and as what. The time to live
 * begins anew. */
bool advolux_login_cache_find(advolux_login_cache *cache,
                              const advolux_fingerprint *key, apr_time_t now,
                              advolux_verified *verified);

/** Remember a verification. */
void advolux_login_cache_store(advolux_login_cache *cache,
                               const advolux_fingerprint *key,
                               const advolux_verified *verified,
                               apr_time_t now);

/** Forget a verification, unless another one has replaced it. */
void advolux_login_cache_drop(advolux_login_cache *cache,
                              const advolux_fingerprint *key,
                              const advolux_verified *verified);

#endif
