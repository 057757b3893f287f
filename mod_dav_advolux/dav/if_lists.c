/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "if_lists.h"

#include <string.h>
#include <strings.h>

#include <apr_lib.h>
#include <apr_strings.h>

/* More tags and conditions than any client sends; each may cost a round
 * trip. */
#define PARTS_MAX 32

/* The value while it is read. */
typedef struct reader {
    apr_pool_t *pool;
    const char *rest;
    int parts; /* tags and conditions */
    const char *fault;
} reader;

static void bad(reader *in, const char *sentence)
{
    if (!in->fault) {
        in->fault = sentence;
    }
}

static char peek(reader *in)
{
    while (apr_isspace(*in->rest)) {
        in->rest++;
    }
    return *in->rest;
}

/* What stands between the sign at hand and `end`. */
static const char *between(reader *in, char end)
{
    const char *start = in->rest + 1;
    const char *stop = strchr(start, end);

    if (!stop) {
        bad(in, "The If header is cut off.");
        in->rest += strlen(in->rest);
        return "";
    }
    in->rest = stop + 1;
    if (++in->parts > PARTS_MAX) {
        bad(in, "The If header has too many conditions.");
    }
    return apr_pstrmemdup(in->pool, start, (apr_size_t)(stop - start));
}

static if_condition read_condition(reader *in)
{
    if_condition condition = { 0 };

    if (!strncasecmp(in->rest, "Not", 3)) {
        condition.negated = true;
        in->rest += 3;
    }
    switch (peek(in)) {
    case '<':
        condition.text = between(in, '>');
        break;
    case '[':
        condition.is_etag = true;
        condition.text = between(in, ']');
        break;
    default:
        bad(in, "A condition of the If header is neither <state> nor [etag].");
        break;
    }
    return condition;
}

static if_list read_list(reader *in, const char *href)
{
    if_list list = { href, apr_array_make(in->pool, 2, sizeof(if_condition)) };

    in->rest++; /* ( */
    while (!in->fault && peek(in) != ')') {
        if (!*in->rest) {
            bad(in, "A list of the If header is not closed.");
        } else {
            APR_ARRAY_PUSH(list.conditions, if_condition) = read_condition(in);
        }
    }
    if (list.conditions->nelts == 0) {
        bad(in, "A list of the If header is empty.");
    }
    if (!in->fault) {
        in->rest++; /* ) */
    }
    return list;
}

const char *if_lists_read(apr_pool_t *pool, const char *value,
                          apr_array_header_t **lists)
{
    reader in = { .pool = pool, .rest = value };
    const char *href = NULL;

    *lists = apr_array_make(pool, 2, sizeof(if_list));
    while (!in.fault && peek(&in)) {
        if (*in.rest == '<') {
            href = between(&in, '>');
        } else if (*in.rest == '(') {
            APR_ARRAY_PUSH(*lists, if_list) = read_list(&in, href);
        } else {
            bad(&in, "The If header must consist of lists in parentheses.");
        }
    }
    if ((*lists)->nelts == 0) {
        bad(&in, "The If header has no list.");
    }
    return in.fault;
}
