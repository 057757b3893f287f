/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "home_token.h"

#include <string.h>
#include <apr_sha1.h>
#include <apr_strings.h>

#define PREFIX "urn:advolux:sync-home:"
#define SHALLOW "1:"
#define DEEP "all:"
#define UNKNOWN "-"
#define CALENDAR_PREFIX "urn:advolux:sync:"
#define FINGERPRINT 16 /* hex digits */

/* The NUL keeps one text apart from the next. */
static void add(apr_sha1_ctx_t *sum, const char *text)
{
    text = text ? text : "";
    apr_sha1_update(sum, text, (unsigned)strlen(text) + 1);
}

const char *home_token_fingerprint(apr_pool_t *pool,
                                   const advolux_calendar *calendar)
{
    unsigned char digest[APR_SHA1_DIGESTSIZE];
    char *text = apr_palloc(pool, FINGERPRINT + 1);
    apr_sha1_ctx_t sum;

    apr_sha1_init(&sum);
    add(&sum, calendar->displayname);
    add(&sum, calendar->language);
    add(&sum, calendar->color);
    add(&sum, calendar->description);
    add(&sum, apr_itoa(pool, calendar->order));
    add(&sum, calendar->floating_zone);
    for (int i = 0; i < calendar->properties->nelts; i++) {
        const advolux_property *one =
            &APR_ARRAY_IDX(calendar->properties, i, advolux_property);

        if (one->of == ADVOLUX_CALENDAR) {
            add(&sum, one->ns);
            add(&sum, one->name);
            add(&sum, one->value);
        }
    }
    apr_sha1_final(digest, &sum);
    for (int i = 0; i < FINGERPRINT / 2; i++) {
        apr_snprintf(text + 2 * i, 3, "%02x", digest[i]);
    }
    return text;
}

const char *home_token_state(apr_pool_t *pool, const char *token,
                             const char *fingerprint)
{
    return apr_pstrcat(pool, token + strlen(CALENDAR_PREFIX), ":", fingerprint,
                       NULL);
}

const char *home_token_present(apr_pool_t *pool,
                               const advolux_calendar *calendar)
{
    return home_token_state(
        pool, sync_token_format(pool, calendar, calendar->revision),
        home_token_fingerprint(pool, calendar));
}

/* Whether a state is one, and what calendar's token is in it. */
static bool parse_state(apr_pool_t *pool, const char *state, sync_token *token)
{
    const char *last = strrchr(state, ':');

    return last && strlen(last + 1) == FINGERPRINT &&
           strspn(last + 1, "0123456789abcdef") == FINGERPRINT &&
           sync_token_parse(
               pool,
               apr_pstrcat(
                   pool, CALENDAR_PREFIX,
                   apr_pstrmemdup(pool, state, (apr_size_t)(last - state)),
                   NULL),
               token);
}

sync_token home_token_calendar(apr_pool_t *pool, const char *state)
{
    sync_token token = { 0 };

    parse_state(pool, state, &token);
    return token;
}

const char *home_token_format(apr_pool_t *pool, const home_token *token)
{
    const char *text =
        apr_pstrcat(pool, PREFIX, token->deep ? DEEP : SHALLOW, NULL);

    for (int i = 0; i < HOME_CALENDARS; i++) {
        text = apr_pstrcat(pool, text, i ? ";" : "",
                           token->states[i] ? token->states[i] : UNKNOWN, NULL);
    }
    return text;
}

const char *home_token_of(apr_pool_t *pool, const apr_array_header_t *calendars)
{
    home_token token = { 0 };

    for (int i = 0; i < calendars->nelts; i++) {
        const advolux_calendar *calendar =
            &APR_ARRAY_IDX(calendars, i, advolux_calendar);

        token.states[calendar->kind] = home_token_present(pool, calendar);
    }
    return home_token_format(pool, &token);
}

static bool skip(const char **text, const char *prefix)
{
    apr_size_t length = strlen(prefix);

    if (strncmp(*text, prefix, length)) {
        return false;
    }
    *text += length;
    return true;
}

bool home_token_parse(apr_pool_t *pool, const char *text, home_token *token)
{
    sync_token ignored;

    memset(token, 0, sizeof *token);
    if (!skip(&text, PREFIX)) {
        return false;
    }
    token->deep = skip(&text, DEEP);
    if (!token->deep && !skip(&text, SHALLOW)) {
        return false;
    }
    for (int i = 0; i < HOME_CALENDARS; i++) {
        apr_size_t length = strcspn(text, ";");
        const char *state = apr_pstrmemdup(pool, text, length);

        if (strcmp(state, UNKNOWN)) {
            token->states[i] = state;
            if (!parse_state(pool, state, &ignored)) {
                return false;
            }
        }
        text += length;
        if (i < HOME_CALENDARS - 1 && !skip(&text, ";")) {
            return false;
        }
    }
    return !*text;
}
