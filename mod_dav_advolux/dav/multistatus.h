/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file multistatus.h
 * A 207 answer, streamed (outflow.h).
 */
#ifndef ADVOLUX_MULTISTATUS_H
#define ADVOLUX_MULTISTATUS_H

#include "outflow.h"

/** Append DAV:response elements to its body. */
typedef outflow multistatus;

/** Sends nothing yet. The prefixes D, C, CS and A are declared. */
multistatus *multistatus_create(request_rec *r);

/** A response that is a status alone; `detail` is raw XML after it, or NULL. */
void multistatus_status(multistatus *ms, const char *href, int status,
                        const char *detail);

/** The well-formed end, after `last`: raw XML (DAV:sync-token), or NULL. As
 * outflow_end. */
dav_error *multistatus_end(multistatus *ms, const char *last);

/** As outflow_turn, outflow_fail. */
static inline bool multistatus_turn(multistatus *ms)
{
    return outflow_turn(ms);
}

static inline dav_error *multistatus_fail(multistatus *ms, dav_error *err)
{
    return outflow_fail(ms, err);
}

/** "HTTP/1.1 404 Not Found" */
const char *multistatus_line(int status);

#endif
