/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "preference.h"

#include <http_protocol.h>

#include <apr_lib.h>
#include <apr_strings.h>

#define OBEYED_NOTE "advolux-preferences"

/* A token or quoted string at `*rest`, which moves behind it and the white
 * space there; "" if there is none. */
static const char *take_word(apr_pool_t *pool, const char **rest)
{
    const char *s = *rest, *start;
    char *word, *out;

    while (apr_isspace(*s)) {
        s++;
    }
    start = s;
    if (*s == '"') {
        for (s++; *s && *s != '"'; s++) {
            s += *s == '\\' && s[1];
        }
        word = out =
            apr_pstrmemdup(pool, start + 1, (apr_size_t)(s - start - 1));
        for (const char *from = word; *from; from++) {
            from += *from == '\\' && from[1];
            *out++ = *from;
        }
        *out = '\0';
        s += *s == '"';
    } else {
        while (*s && !apr_isspace(*s) && !strchr(",;=\"", *s)) {
            s++;
        }
        word = apr_pstrmemdup(pool, start, (apr_size_t)(s - start));
    }
    while (apr_isspace(*s)) {
        s++;
    }
    *rest = s;
    return word;
}

/* RFC 7240 section 2: name [ "=" word ], what follows ';' is its parameters. */
static const char *take_preference(apr_pool_t *pool, const char **rest,
                                   const char **value)
{
    const char *name = take_word(pool, rest);

    *value = "";
    if (**rest == '=') {
        (*rest)++;
        *value = take_word(pool, rest);
    }
    while (**rest && **rest != ',') {
        if (**rest == '"') {
            take_word(pool, rest); /* may hold a comma */
        } else {
            (*rest)++;
        }
    }
    *rest += **rest == ',';
    return name;
}

/* The value of a preference; NULL if it is not there. */
static const char *preference_value(request_rec *r, const char *sought)
{
    const char *rest = apr_table_get(r->headers_in, "Prefer");
    const char *value;

    while (rest && *rest) {
        if (!strcasecmp(take_preference(r->pool, &rest, &value), sought)) {
            return value;
        }
    }
    return NULL;
}

static bool returns(request_rec *r, const char *what)
{
    const char *value = preference_value(r, "return");

    return value && !strcasecmp(value, what);
}

void preference_obey(request_rec *r, const char *preference)
{
    const char *obeyed = apr_table_get(r->notes, OBEYED_NOTE);

    if (!obeyed || !ap_find_token(r->pool, obeyed, preference)) {
        apr_table_mergen(r->notes, OBEYED_NOTE, preference);
    }
}

bool preference_minimal(request_rec *r)
{
    const char *brief = apr_table_get(r->headers_in, "Brief");

    /* return-minimal: as the drafts had it, and old clients still say. */
    if (returns(r, "minimal") || preference_value(r, "return-minimal")) {
        preference_obey(r, "return=minimal");
        return true;
    }
    return brief && !strcasecmp(brief, "t");
}

bool preference_noroot(request_rec *r)
{
    if (!preference_value(r, "depth-noroot")) {
        return false;
    }
    preference_obey(r, "depth-noroot");
    return true;
}

bool preference_representation(request_rec *r)
{
    return returns(r, "representation");
}

void preference_announce(request_rec *r)
{
    const char *obeyed = apr_table_get(r->notes, OBEYED_NOTE);

    if (obeyed) {
        apr_table_setn(r->headers_out, "Preference-Applied", obeyed);
    }
    apr_table_mergen(r->headers_out, "Vary", "Prefer, Brief");
}
