/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_log.h>
#include <http_protocol.h>

#include <util_filter.h>

#include "config.h"
#include "outflow.h"

APLOG_USE_MODULE(dav_advolux);

#define PASS_ON_OCTETS 16384
#define INITIAL_OCTETS (PASS_ON_OCTETS + 4096)

outflow *outflow_create(request_rec *r, void (*begin)(request_rec *r))
{
    outflow *out = apr_pcalloc(r->pool, sizeof *out);

    out->r = r;
    out->begin = begin;
    apr_pool_create(&out->scratch, r->pool);
    out->brigade = apr_brigade_create(r->pool, r->connection->bucket_alloc);
    markup_init(&out->body, r->pool, INITIAL_OCTETS);
    return out;
}

static void pass_on(outflow *out)
{
    apr_bucket_alloc_t *alloc = out->r->connection->bucket_alloc;
    apr_bucket *bucket;

    if (!out->begun) {
        if (out->begin) {
            out->begin(out->r);
        }
        out->begun = true;
    }
    bucket =
        apr_bucket_transient_create(out->body.text, out->body.length, alloc);
    APR_BRIGADE_INSERT_HEAD(out->brigade, bucket);
    if (ap_pass_brigade(out->r->output_filters, out->brigade) != APR_SUCCESS ||
        out->r->connection->aborted) {
        out->gone = true;
    }
    apr_brigade_cleanup(out->brigade);
    out->body.length = 0;
    advolux_request_allow(out->r); /* each part has time of its own */
}

bool outflow_turn(outflow *out)
{
    if (out->body.length >= PASS_ON_OCTETS) {
        pass_on(out);
        apr_pool_clear(out->scratch);
    }
    return !out->gone;
}

void outflow_end(outflow *out)
{
    APR_BRIGADE_INSERT_TAIL(
        out->brigade, apr_bucket_eos_create(out->r->connection->bucket_alloc));
    pass_on(out);
}

/* As a gateway does when its backend breaks off: with the error bucket before
 * the end, the last chunk is not written, and the connection closes. */
dav_error *outflow_fail(outflow *out, dav_error *err)
{
    request_rec *r = out->r;
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;

    if (!out->begun) {
        return err;
    }
    ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                  "ADV0120: the answer to %s %s was broken off half-way "
                  "(status %d came too late)",
                  r->method, r->uri, err->status);
    APR_BRIGADE_INSERT_TAIL(
        out->brigade,
        ap_bucket_error_create(HTTP_BAD_GATEWAY, NULL, r->pool, alloc));
    APR_BRIGADE_INSERT_TAIL(out->brigade, apr_bucket_eos_create(alloc));
    ap_pass_brigade(r->output_filters, out->brigade);
    apr_brigade_cleanup(out->brigade);
    r->connection->keepalive = AP_CONN_CLOSE;
    r->connection->aborted = 1;
    return NULL;
}
