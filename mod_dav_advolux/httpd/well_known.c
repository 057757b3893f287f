/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "well_known.h"

#include <http_protocol.h>

#include <apr_strings.h>

#include "config.h"

bool advolux_is_well_known(const request_rec *r)
{
    return !strcmp(r->uri, "/.well-known/caldav") ||
           !strcmp(r->uri, "/.well-known/caldav/");
}

int advolux_well_known(request_rec *r, int lookup)
{
    const char *root = ADVOLUX_SERVER(r->server)->root;

    if (lookup || !root || !advolux_is_well_known(r)) {
        return DECLINED;
    }
    apr_table_setn(
        r->headers_out, "Location",
        apr_pstrcat(r->pool, ap_escape_uri(r->pool, root), "/", NULL));
    apr_table_setn(r->headers_out, "Cache-Control", "max-age=3600");
    r->status = HTTP_MOVED_PERMANENTLY;
    ap_set_content_length(r, 0);
    return OK;
}
