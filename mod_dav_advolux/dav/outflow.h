/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file outflow.h
 * A long answer, streamed with flat memory. Until the first octets have gone
 * an error can still be a plain status; after that a fault breaks the
 * connection, so that no client takes a part for the whole
 * (ARCHITECTURE.md, "Invariants", I6).
 */
#ifndef ADVOLUX_OUTFLOW_H
#define ADVOLUX_OUTFLOW_H

#include <stdbool.h>

#include "account.h"
#include "host.h"
#include "markup.h"

typedef struct outflow {
    markup body;         /**< append the answer's octets here */
    apr_pool_t *scratch; /**< cleared by outflow_turn */
    request_rec *r;
    advolux_account *account; /**< of the request */
    apr_bucket_brigade *brigade;
    void (*begin)(request_rec *r); /**< called before the first octets go: sets
                                        status and headers; may be NULL */
    bool begun;                    /**< octets have gone to the filters */
    bool gone;                     /**< the client hung up */
    bool stopped;     /**< gone, or the request is over a limit: work no more */
    apr_pool_t *pool; /**< that the body is in; cleared after a large part */
    apr_size_t entered; /**< octets of the body in the account */
} outflow;

/** Sends nothing yet. In the request's pool. */
outflow *outflow_create(request_rec *r, void (*begin)(request_rec *r));

/** A pool for what lives longer than a part; its memory goes back to the system
 * when it is cleared. */
apr_pool_t *outflow_pool(outflow *out);

/** Between two parts: free the scratch pool, pass on what has gathered. false
 * if the client has gone or the request is over a limit of its own. */
bool outflow_turn(outflow *out);

/** The whole answer has been appended, unless the work was stopped: then, as
 * outflow_fail. */
dav_error *outflow_end(outflow *out);

/** The bucket at the end of an answer, and behind a short one a flush: then it
 * has gone before httpd looks for the connection's next request, which this
 * thread may find there without another being woken for it. A long one is left
 * to httpd: no thread has to wait for a client that reads slowly. */
void outflow_close(apr_bucket_brigade *brigade, apr_size_t octets);

/** Something went wrong. Returns `err` if it can still be answered; else
 * breaks the connection, logs, and returns NULL. */
dav_error *outflow_fail(outflow *out, dav_error *err);

#endif
