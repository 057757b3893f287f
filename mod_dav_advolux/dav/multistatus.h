/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file multistatus.h
 * A 207 answer, streamed with flat memory. Until the first octets have gone an
 * error can still be a plain status; after that a fault breaks the connection,
 * so that no client takes a part for the whole (DESIGN section 10, I6).
 */
#ifndef ADVOLUX_MULTISTATUS_H
#define ADVOLUX_MULTISTATUS_H

#include <stdbool.h>
#include <mod_dav.h>

#include "markup.h"

typedef struct multistatus {
    markup body;         /**< append DAV:response elements here */
    apr_pool_t *scratch; /**< cleared by multistatus_turn */
    request_rec *r;
    apr_bucket_brigade *brigade;
    bool begun; /**< octets have gone to the filters */
    bool gone;  /**< the client hung up: stop working */
} multistatus;

/** Sends nothing yet. The prefixes D, C, CS and A are declared. */
multistatus *multistatus_create(request_rec *r);

/** Between two responses: pass on what has gathered, free the scratch pool.
 * false if the client has gone. */
bool multistatus_turn(multistatus *ms);

/** A response that is a status alone; `detail` is raw XML after it, or NULL. */
void multistatus_status(multistatus *ms, const char *href, int status,
                        const char *detail);

/** The well-formed end, after `last`: raw XML (DAV:sync-token), or NULL. */
void multistatus_end(multistatus *ms, const char *last);

/** Something went wrong. Returns `err` if it can still be answered; else
 * breaks the connection, logs, and returns NULL. */
dav_error *multistatus_fail(multistatus *ms, dav_error *err);

/** "HTTP/1.1 404 Not Found" */
const char *multistatus_line(int status);

#endif
