/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file home_token.h
 * Sync tokens of a calendar home (RFC 6578): the states of its two calendars,
 * which are its only members and never go. A state is the calendar's own
 * token and a fingerprint of its properties, so that a changed colour counts
 * as a change, too.
 */
#ifndef ADVOLUX_HOME_TOKEN_H
#define ADVOLUX_HOME_TOKEN_H

#include "sync_token.h"

#define HOME_CALENDARS 2 /**< a state's place is the calendar's kind */

typedef struct home_token {
    bool deep; /**< of sync-level infinite: the objects are known, too */
    const char *states[HOME_CALENDARS]; /**< NULL: nothing is known */
} home_token;

/** Of the properties that people set on a calendar. */
const char *home_token_fingerprint(apr_pool_t *pool,
                                   const advolux_calendar *calendar);

/** The state that a calendar's own token and fingerprint make. */
const char *home_token_state(apr_pool_t *pool, const char *token,
                             const char *fingerprint);

/** The state of a calendar as it is. */
const char *home_token_present(apr_pool_t *pool,
                               const advolux_calendar *calendar);

/** The calendar's own token in a state that home_token_parse has let pass. */
sync_token home_token_calendar(apr_pool_t *pool, const char *state);

/** "urn:advolux:sync-home:1:STATE;STATE", or "…:all:…" if deep. */
const char *home_token_format(apr_pool_t *pool, const home_token *token);

/** The token of level 1 for the calendars of a home as they are (array of
 * advolux_calendar). */
const char *home_token_of(apr_pool_t *pool,
                          const apr_array_header_t *calendars);

/** Strict: false for anything that home_token_format cannot have made. */
bool home_token_parse(apr_pool_t *pool, const char *text, home_token *token);

#endif
