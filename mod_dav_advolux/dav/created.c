/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file created.c
 * Location of what a PUT has made: mod_dav writes an absolute URL of the scheme
 * and port that it sees, which behind a proxy are not those of the client. A
 * path is right everywhere (RFC 9110 section 10.2.2).
 */
#include <httpd.h>
#include <http_config.h>
#include <http_request.h>
#include <util_filter.h>

#include "resource.h"

static ap_filter_rec_t *filter;

static apr_status_t shorten(ap_filter_t *f, apr_bucket_brigade *brigade)
{
    request_rec *r = f->r;

    if (r->status == HTTP_CREATED &&
        apr_table_get(r->headers_out, "Location")) {
        const char *root = ADVOLUX_SERVER(r->server)->root;
        advolux_path path = advolux_path_parse(r->pool, root, r->uri);

        apr_table_setn(r->headers_out, "Location",
                       advolux_path_href(r->pool, root, &path));
    }
    ap_remove_output_filter(f);
    return ap_pass_brigade(f->next, brigade);
}

static void insert(request_rec *r)
{
    if (r->method_number == M_PUT &&
        dav_get_provider(r) == &advolux_dav_provider) {
        ap_add_output_filter_handle(filter, NULL, r, r->connection);
    }
}

void advolux_created_register(apr_pool_t *p)
{
    (void)p;
    filter = ap_register_output_filter("ADVOLUX_CREATED", shorten, NULL,
                                       AP_FTYPE_RESOURCE);
    ap_hook_insert_filter(insert, NULL, NULL, APR_HOOK_MIDDLE);
}
