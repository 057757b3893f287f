/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_protocol.h>

#include <util_filter.h>

#include "config.h"
#include "identity.h"
#include "message.h"
#include "outflow.h"
#include "resource.h"

#define PASS_ON_OCTETS 16384
#define INITIAL_OCTETS (PASS_ON_OCTETS + 4096)
#define KEPT_OCTETS (4 * INITIAL_OCTETS) /* of the body, when it is sent */

outflow *outflow_create(request_rec *r, void (*begin)(request_rec *r))
{
    outflow *out = apr_pcalloc(r->pool, sizeof *out);

    out->r = r;
    out->begin = begin;
    out->account = advolux_request_who(r)->account;
    out->scratch = outflow_pool(out);
    out->pool = outflow_pool(out);
    out->brigade = apr_brigade_create(r->pool, r->connection->bucket_alloc);
    markup_init(&out->body, out->pool, INITIAL_OCTETS);
    return out;
}

apr_pool_t *outflow_pool(outflow *out)
{
    return advolux_account_pool(out->account, out->r->pool);
}

/* What the body has grown to counts, and is not kept. */
static void enter_body(outflow *out)
{
    if (out->body.size > KEPT_OCTETS) {
        advolux_account_hold(out->account, out->pool,
                             out->body.size - out->entered);
        out->entered = out->body.size;
    }
}

static void empty_body(outflow *out)
{
    out->body.length = 0;
    if (out->body.size > KEPT_OCTETS) {
        apr_pool_clear(out->pool);
        markup_init(&out->body, out->pool, INITIAL_OCTETS);
        out->entered = 0;
    }
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
    empty_body(out);
    advolux_request_allow(out->r); /* each part has time of its own */
}

/* The scratch pool goes first: what it holds others may be waiting for, and the
 * client may be slow. */
bool outflow_turn(outflow *out)
{
    apr_pool_clear(out->scratch);
    enter_body(out);
    if (out->body.length >= PASS_ON_OCTETS) {
        pass_on(out);
    }
    out->gone = out->gone || advolux_account_abandoned(out->account);
    out->stopped =
        out->gone || advolux_account_fault(out->account, out->r->pool);
    return !out->stopped;
}

void outflow_close(apr_bucket_brigade *brigade, apr_size_t octets)
{
    apr_bucket_alloc_t *alloc = brigade->bucket_alloc;

    APR_BRIGADE_INSERT_TAIL(brigade, apr_bucket_eos_create(alloc));
    if (octets < PASS_ON_OCTETS) {
        APR_BRIGADE_INSERT_TAIL(brigade, apr_bucket_flush_create(alloc));
    }
}

dav_error *outflow_end(outflow *out)
{
    const advolux_error *fault =
        advolux_account_fault(out->account, out->r->pool);

    if (out->gone) {
        out->r->connection->aborted = 1;
        return NULL;
    }
    if (fault) {
        return outflow_fail(out, advolux_dav_error(out->r, fault));
    }
    apr_pool_clear(out->scratch);
    outflow_close(out->brigade, out->begun ? PASS_ON_OCTETS : out->body.length);
    pass_on(out);
    return NULL;
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
    advolux_say(r, MESSAGE_BROKEN_OFF, NULL,
                "the answer to %s %s was broken off half-way (status %d came "
                "too late)",
                r->method, advolux_say_place(r), err->status);
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
