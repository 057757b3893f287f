/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "preference.h"

#include <apr_lib.h>
#include <apr_strings.h>

static bool prefers(request_rec *r, const char *preference)
{
    const char *header = apr_table_get(r->headers_in, "Prefer");
    apr_size_t length = strlen(preference);
    char *rest, *token, *list;

    if (!header) {
        return false;
    }
    list = apr_pstrdup(r->pool, header);
    for (token = apr_strtok(list, ",;", &rest); token;
         token = apr_strtok(NULL, ",;", &rest)) {
        while (apr_isspace(*token)) {
            token++;
        }
        if (!strncasecmp(token, preference, length) &&
            (token[length] == '\0' || apr_isspace(token[length]))) {
            return true;
        }
    }
    return false;
}

bool preference_minimal(request_rec *r)
{
    const char *brief = apr_table_get(r->headers_in, "Brief");

    if (prefers(r, "return=minimal") || prefers(r, "return=\"minimal\"") ||
        prefers(r, "return-minimal")) {
        apr_table_mergen(r->headers_out, "Preference-Applied",
                         "return=minimal");
        return true;
    }
    return brief && !strcasecmp(brief, "t");
}

bool preference_noroot(request_rec *r)
{
    if (!prefers(r, "depth-noroot")) {
        return false;
    }
    apr_table_mergen(r->headers_out, "Preference-Applied", "depth-noroot");
    return true;
}
