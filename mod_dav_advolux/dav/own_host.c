/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <http_core.h>

#include <apr_lib.h>
#include <apr_strings.h>
#include <apr_uri.h>

#include "own_host.h"

const char *advolux_own_host(request_rec *r, const char *url)
{
    const char *canonical = ap_get_server_name(r);
    apr_uri_t uri;

    while (apr_isspace(*url)) {
        url++;
    }
    return canonical && apr_uri_parse(r->pool, url, &uri) == APR_SUCCESS &&
                   uri.hostname && !strcasecmp(uri.hostname, canonical)
               ? canonical
               : r->hostname;
}
