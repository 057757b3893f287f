/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <httpd.h>
#include <http_config.h>

#include <apr_strings.h>
#include <unicode/ucasemap.h>

#include "config.h"
#include "login_name.h"
#include "near_login.h"
#include "staff.h"

typedef int32_t (*change)(const UCaseMap *map, char *to, int32_t size,
                          const char *from, int32_t length, UErrorCode *status);

/* Whether Advolux has somebody of that login, with CalDAV. */
static bool is_login(request_rec *r, const char *login)
{
    apr_array_header_t *credentials;
    advolux_error *error = advolux_credentials_get(
        ADVOLUX_SERVER(r->server)->store, r->pool, login, &credentials);

    return !error && credentials->nelts > 0 &&
           APR_ARRAY_IDX(credentials, 0, advolux_credential).id != 0;
}

static const char *changed(request_rec *r, const UCaseMap *map, change how,
                           const char *name)
{
    int32_t size = 3 * (int32_t)strlen(name) + 1;
    char *to = apr_palloc(r->pool, (apr_size_t)size);
    UErrorCode status = U_ZERO_ERROR;

    how(map, to, size, name, -1, &status);
    return U_SUCCESS(status) ? to : name;
}

/* As it is, in small letters, in capitals, and with one at its start. */
static const char *in_other_case(request_rec *r, const UCaseMap *map,
                                 const char *name, const char *user)
{
    const char *small = changed(r, map, ucasemap_utf8ToLower, name);
    const char *forms[4] = { name, small,
                             changed(r, map, ucasemap_utf8ToUpper, name), "" };
    const char *rest = small + (*small != '\0');

    while ((*rest & 0xc0) == 0x80) {
        rest++; /* of the first character */
    }
    forms[3] = apr_pstrcat(
        r->pool,
        changed(r, map, ucasemap_utf8ToUpper,
                apr_pstrmemdup(r->pool, small, (apr_size_t)(rest - small))),
        rest, NULL);
    for (apr_size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        bool is_new = strcmp(forms[i], user) != 0;

        for (apr_size_t before = 0; is_new && before < i; before++) {
            is_new = strcmp(forms[i], forms[before]) != 0;
        }
        if (is_new && login_name_is_possible(forms[i]) &&
            is_login(r, forms[i])) {
            return forms[i];
        }
    }
    return NULL;
}

const char *advolux_near_login(request_rec *r, const char *user)
{
    UErrorCode status = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open("", 0, &status);
    const char *backslash = strrchr(user, '\\');
    const char *name = backslash ? backslash + 1 : user;
    const char *found;

    if (!ADVOLUX_SERVER(r->server)->store || !login_name_is_possible(user) ||
        U_FAILURE(status)) {
        ucasemap_close(map);
        return NULL;
    }
    found = in_other_case(r, map, name, user);
    if (!found && strchr(name, '@')) {
        found = in_other_case(
            r, map, apr_pstrmemdup(r->pool, name, strcspn(name, "@")), user);
    }
    ucasemap_close(map);
    return found;
}
