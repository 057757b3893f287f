/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file sync_token.h
 * Sync tokens (ARCHITECTURE.md, "Sync tokens"; RFC 6578): epoch, revision,
 * cutoff in one URI.
 */
#ifndef ADVOLUX_SYNC_TOKEN_H
#define ADVOLUX_SYNC_TOKEN_H

#include "calendar.h"

typedef struct sync_token {
    const char *epoch;
    apr_int64_t revision;
    const char *cutoff; /**< "YYYY-MM-DD"; NULL: no window */
} sync_token;

/** "urn:advolux:sync:EPOCH:REVISION:CUTOFF" of a calendar at `revision`. */
const char *sync_token_format(apr_pool_t *pool,
                              const advolux_calendar *calendar,
                              apr_int64_t revision);

/** Strict: false for anything that sync_token_format cannot have made. */
bool sync_token_parse(apr_pool_t *pool, const char *text, sync_token *token);

/** Whether a parsed token is one of this calendar's: same epoch, not from the
 * future, not older than its tombstones. If not: DAV:valid-sync-token. */
bool sync_token_valid(const sync_token *token,
                      const advolux_calendar *calendar);

#endif
