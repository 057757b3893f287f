/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file counters.h
 * What all processes of this httpd have done, in shared memory that lives as
 * long as the parent: graceful restarts do not begin anew.
 */
#ifndef ADVOLUX_COUNTERS_H
#define ADVOLUX_COUNTERS_H

#include <stdatomic.h>
#include <stdint.h>
#include <httpd.h>

#include "store.h"

/** Kinds of requests; the names are in counters.c. */
typedef enum advolux_request_kind {
    ADVOLUX_REQUEST_GET, /**< and HEAD */
    ADVOLUX_REQUEST_PUT,
    ADVOLUX_REQUEST_DELETE,
    ADVOLUX_REQUEST_MOVE,
    ADVOLUX_REQUEST_OPTIONS,
    ADVOLUX_REQUEST_PROPFIND,
    ADVOLUX_REQUEST_PROPPATCH,
    ADVOLUX_REQUEST_MULTIGET,
    ADVOLUX_REQUEST_QUERY,
    ADVOLUX_REQUEST_SYNC,
    ADVOLUX_REQUEST_FREE_BUSY,
    ADVOLUX_REQUEST_OTHER,
    ADVOLUX_REQUEST_KINDS
} advolux_request_kind;

/** What happens to logins. */
typedef enum advolux_login_event {
    ADVOLUX_LOGIN_CACHED,    /**< found in the cache of verified ones */
    ADVOLUX_LOGIN_VERIFIED,  /**< by the slow hash */
    ADVOLUX_LOGIN_DENIED,    /**< wrong password or unknown login */
    ADVOLUX_LOGIN_THROTTLED, /**< refused unchecked */
    ADVOLUX_LOGIN_BUSY,      /**< refused unchecked: too many wait */
    ADVOLUX_LOGIN_FAULT,     /**< could not be checked */
    ADVOLUX_LOGIN_EVENTS
} advolux_login_event;

#define ADVOLUX_STATUS_CLASSES 5 /* 1xx to 5xx */
#define ADVOLUX_LATENCIES 10     /* bounds; one bucket more is for the rest */

typedef struct advolux_counters {
    struct {
        atomic_uint_least64_t status[ADVOLUX_STATUS_CLASSES];
        atomic_uint_least64_t latency[ADVOLUX_LATENCIES + 1];
        atomic_uint_least64_t microseconds;
    } requests[ADVOLUX_REQUEST_KINDS];
    atomic_uint_least64_t logins[ADVOLUX_LOGIN_EVENTS];
} advolux_counters;

/** Upper bounds of the latency buckets, in microseconds. */
extern const int64_t advolux_latencies[ADVOLUX_LATENCIES];

/** What all that is said of a kind or an event is labelled with. */
const char *advolux_request_kind_name(advolux_request_kind kind);
const char *advolux_login_event_name(advolux_login_event event);

/** "GET" or "REPORT" and the report's element name, if it is one. */
advolux_request_kind advolux_request_kind_of(const char *method,
                                             const char *report);

/** The counters; never NULL. */
const advolux_counters *advolux_counters_get(void);

void advolux_count_request(advolux_request_kind kind, int status,
                           int64_t microseconds);
void advolux_count_login(advolux_login_event event);

/** This process's connections to PostgreSQL, and the sum over all. */
void advolux_count_store(const advolux_store_stats *stats);
advolux_store_stats advolux_counted_stores(void);

/** The shared memory, and the place of each process in it. */
void advolux_counters_register_hooks(apr_pool_t *p);

#endif
