/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file exchange.h
 * One HTTP request of `advoluxctl check`.
 */
#ifndef ADVOLUX_CTL_EXCHANGE_H
#define ADVOLUX_CTL_EXCHANGE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_time.h>
#include <curl/curl.h>

/** A request and its answer, in `pool`. */
typedef struct exchange {
    apr_pool_t *pool;
    const char *method, *url, *body;
    const char *login, *password; /* or NULL */
    const char *depth;
    bool compressed; /* ask for gzip; the answer stays as it comes */
    const char *cacert;
    CURLcode fault; /* CURLE_OK: there is an answer */
    const char *fault_text;
    long status;
    const char *location; /* of a redirection, or NULL */
    const char *etag;     /* as it came, or NULL */
    const char *message;  /* the module's id of why it refuses, or NULL */
    bool retry;           /* it says when to try again */
    char *answer;
    size_t length;
    apr_time_t expires; /* of the certificate; 0: none */
    const char *subject;
    int chain;
} exchange;

/** Send it and take the answer, at most 1 MiB of it, within 15 s. */
void exchange_perform(exchange *x);

#endif
