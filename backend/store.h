/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file store.h
 * A pool of connections to the PostgreSQL server that holds Advolux, and the
 * server-side facts that do not change while it runs. One per server process.
 */
#ifndef ADVOLUX_STORE_H
#define ADVOLUX_STORE_H

#include <apr_pools.h>
#include "error.h"
#include "slots.h"

/** ADVOLUX_SCHEMA_VERSION, the version that this code needs: the number of the
 * last step in sql/schema, which make takes from there. */
#include "schema_version.h"

typedef struct advolux_store advolux_store;

typedef struct advolux_store_config {
    const char *conninfo;  /**< libpq conninfo or URI; may name a service */
    int connections_max;   /**< per process; > 0 */
    slot_share *slots;     /**< how many of all processes; NULL: no limit */
    int connect_timeout;   /**< seconds */
    int statement_timeout; /**< milliseconds */
    int quota_items;       /**< that clients may write for a person who has no
                                quota of their own; 0: without end */
    int quota_megabytes;   /**< the same; 0 if the other is */
    int acquire_timeout;   /**< milliseconds to wait for a free connection */
} advolux_store_config;

/** Make a store. Opens nothing: connections are made when first needed,
 * outside any lock, and closed by the pool's cleanup. Each is asked for the
 * schema's version and the role's rights first; a call that needed it fails
 * with ADVOLUX_E_SCHEMA or ADVOLUX_E_PRIVILEGED. `pool` must outlive all use;
 * thread-safe from here on. */
advolux_store *advolux_store_create(apr_pool_t *pool,
                                    const advolux_store_config *config);

/** Close what has been idle for a minute, and one connection more if somebody
 * on this machine waits for one. To be called several times a second. */
void advolux_store_tidy(advolux_store *store);

/** Counters for status pages and benchmarks; a consistent copy. */
typedef struct advolux_store_stats {
    unsigned open, busy, made, failed, waited;
} advolux_store_stats;
void advolux_store_stats_get(advolux_store *store, advolux_store_stats *stats);

/** Who a request acts for; goes with every call and is compared in the same
 * query as the data. The login must be that of the credential's person: a
 * password lets nobody in under a login that has changed hands. */
struct advolux_account;
typedef struct advolux_who {
    const char *login;      /**< Advolux login, exact */
    apr_int64_t credential; /**< that was verified; never reused. 0: another
                                 httpd authentication vouches for the login,
                                 which the store must have been told to take */
    const char *proof;      /**< of its password (proof.h); NULL without a
                                 credential */
    const char *device;     /**< for the journal: User-Agent, cleaned and cut to
                                 120 characters; or NULL. The store puts the
                                 name of the credential's device before it */
    struct advolux_account *account; /**< what the request costs (account.h);
                                          NULL: without limits */
} advolux_who;

#endif
