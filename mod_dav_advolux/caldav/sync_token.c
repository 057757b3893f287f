/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sync_token.h"

#include <string.h>
#include <apr_strings.h>

#define PREFIX "urn:advolux:sync:"
#define NO_WINDOW "-" /* the cutoff of a calendar without a window */
#define EPOCH_MAX 128 /* hex digits */

const char *sync_token_format(apr_pool_t *pool,
                              const advolux_calendar *calendar,
                              apr_int64_t revision)
{
    return apr_psprintf(pool, PREFIX "%s:%" APR_INT64_T_FMT ":%s",
                        calendar->epoch, revision,
                        calendar->cutoff ? calendar->cutoff : NO_WINDOW);
}

/** The octets of `text` up to the ':' that must follow; moves on behind it. */
static const char *take_field(apr_pool_t *pool, const char **text)
{
    const char *start = *text;
    const char *colon = strchr(start, ':');

    if (!colon) {
        return NULL;
    }
    *text = colon + 1;
    return apr_pstrmemdup(pool, start, (apr_size_t)(colon - start));
}

static bool is_epoch(const char *text)
{
    apr_size_t length = strlen(text);

    return length > 0 && length <= EPOCH_MAX &&
           strspn(text, "0123456789abcdef") == length;
}

/** A decimal without sign or leading zeros that fits 63 bits. */
static bool parse_revision(const char *text, apr_int64_t *revision)
{
    apr_int64_t value = 0;

    if (!*text || (text[0] == '0' && text[1])) {
        return false;
    }
    for (; *text; text++) {
        int digit = *text - '0';

        if (digit < 0 || digit > 9 || value > (APR_INT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *revision = value;
    return true;
}

/** "YYYY-MM-DD", a day that exists. */
static bool is_day(const char *text)
{
    static const int days[] = {
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };
    static const char shape[] = "dddd-dd-dd";
    int i, year, month, day, last;

    for (i = 0; shape[i]; i++) {
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9'
                            : text[i] != shape[i]) {
            return false;
        }
    }
    if (text[i]) {
        return false;
    }
    year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 +
           (text[2] - '0') * 10 + text[3] - '0';
    month = (text[5] - '0') * 10 + text[6] - '0';
    day = (text[8] - '0') * 10 + text[9] - '0';
    if (year < 1 || month < 1 || month > 12) {
        return false;
    }
    last = days[month - 1];
    if (month == 2 && year % 4 == 0 && (year % 100 || year % 400 == 0)) {
        last = 29;
    }
    return day >= 1 && day <= last;
}

bool sync_token_parse(apr_pool_t *pool, const char *text, sync_token *token)
{
    const char *revision;

    if (strncmp(text, PREFIX, sizeof PREFIX - 1) != 0) {
        return false;
    }
    text += sizeof PREFIX - 1;

    token->epoch = take_field(pool, &text);
    if (!token->epoch || !is_epoch(token->epoch)) {
        return false;
    }
    revision = take_field(pool, &text);
    if (!revision || !parse_revision(revision, &token->revision)) {
        return false;
    }
    if (strcmp(text, NO_WINDOW) == 0) {
        token->cutoff = NULL;
        return true;
    }
    token->cutoff = apr_pstrdup(pool, text);
    return is_day(text);
}

bool sync_token_valid(const sync_token *token, const advolux_calendar *calendar)
{
    return strcmp(token->epoch, calendar->epoch) == 0 &&
           !token->cutoff == !calendar->cutoff &&
           token->revision <= calendar->revision &&
           token->revision >= calendar->purged;
}
