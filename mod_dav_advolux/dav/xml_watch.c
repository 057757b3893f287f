/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "xml_watch.h"

#include <util_filter.h>

#include "account.h"
#include "identity.h"
#include "message.h"
#include "xml_cost.h"

#define FILTER "ADVOLUX_XML_COST"

static apr_status_t add_bucket(xml_cost *cost, apr_bucket *bucket)
{
    const char *octets;
    apr_size_t length;
    apr_status_t status;

    if (APR_BUCKET_IS_METADATA(bucket)) {
        return APR_SUCCESS;
    }
    status = apr_bucket_read(bucket, &octets, &length, APR_BLOCK_READ);
    return status != APR_SUCCESS || xml_cost_add(cost, octets, length)
               ? status
               : APR_ENOSPC;
}

/* The tree is in the request's pool. */
static void enter(request_rec *r, apr_uint64_t octets)
{
    const advolux_who *who = advolux_request_who(r);

    if (who) {
        advolux_account_hold(who->account, r->pool, (apr_size_t)octets);
    }
}

static apr_status_t read_watched(ap_filter_t *f, apr_bucket_brigade *bb,
                                 ap_input_mode_t mode, apr_read_type_e block,
                                 apr_off_t length)
{
    xml_cost *cost = f->ctx;
    apr_uint64_t before = cost->octets;
    apr_status_t status = ap_get_brigade(f->next, bb, mode, block, length);

    for (apr_bucket *b = APR_BRIGADE_FIRST(bb);
         status == APR_SUCCESS && b != APR_BRIGADE_SENTINEL(bb);
         b = APR_BUCKET_NEXT(b)) {
        status = add_bucket(cost, b);
        if (status == APR_ENOSPC) { /* httpd makes 413 of it */
            advolux_say(f->r, MESSAGE_XML_COSTLY, NULL,
                        "the XML of a %s has more elements, attributes, lines "
                        "or namespaces than one request may",
                        f->r->method);
        }
    }
    enter(f->r, cost->octets - before);
    return status;
}

void xml_watch(request_rec *r)
{
    ap_add_input_filter(FILTER, apr_pcalloc(r->pool, sizeof(xml_cost)), r,
                        r->connection);
}

void xml_watch_register(void)
{
    ap_register_input_filter(FILTER, read_watched, NULL, AP_FTYPE_RESOURCE);
}
