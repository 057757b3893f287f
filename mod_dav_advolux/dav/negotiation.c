/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "negotiation.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* How exactly a range names what is looked for; 0: it does not. */
typedef int match(const char *range, const char *wanted);

static int match_type(const char *range, const char *type)
{
    apr_size_t kind = strcspn(type, "/") + 1;

    if (!strcasecmp(range, type)) {
        return 3;
    }
    if (!strncasecmp(range, type, kind) && !strcmp(range + kind, "*")) {
        return 2;
    }
    return !strcmp(range, "*/*");
}

static int match_language(const char *range, const char *language)
{
    apr_size_t first = strcspn(range, "-");

    if (first == strlen(language) && !strncasecmp(range, language, first)) {
        return 2;
    }
    return !strcmp(range, "*");
}

/* "0.8" in thousandths. */
static int thousandths(const char *text)
{
    int value = *text == '1' ? 1000 : 0, place = 100;

    for (text += *text ? 1 : 0; *text == '.' || apr_isdigit(*text); text++) {
        if (apr_isdigit(*text)) {
            value += (*text - '0') * place;
            place /= 10;
        }
    }
    return value < 1000 ? value : 1000;
}

/* The q of a range's parameters. */
static int quality(apr_pool_t *pool, const char *parameters)
{
    char *state = NULL;

    for (char *one = apr_strtok(apr_pstrdup(pool, parameters), "; \t", &state);
         one; one = apr_strtok(NULL, "; \t", &state)) {
        if (!strncasecmp(one, "q=", 2)) {
            return thousandths(one + 2);
        }
    }
    return 1000;
}

static int judge(apr_pool_t *pool, const char *header, const char *wanted,
                 match *matches)
{
    int best = 0, found = 0;
    char *state = NULL;

    if (!header) {
        return 1000;
    }
    for (char *range = apr_strtok(apr_pstrdup(pool, header), ",", &state);
         range; range = apr_strtok(NULL, ",", &state)) {
        char *parameters = strchr(range, ';');
        int exact, q;

        if (parameters) {
            *parameters++ = '\0';
        }
        apr_collapse_spaces(range, range);
        exact = matches(range, wanted);
        q = exact ? quality(pool, parameters ? parameters : "") : 0;
        if (exact > best || (exact == best && q > found)) {
            best = exact;
            found = q;
        }
    }
    return found;
}

int negotiation_type(apr_pool_t *pool, const char *accept, const char *type)
{
    return judge(pool, accept, type, match_type);
}

int negotiation_language(apr_pool_t *pool, const char *accept,
                         const char *language)
{
    return judge(pool, accept, language, match_language);
}
