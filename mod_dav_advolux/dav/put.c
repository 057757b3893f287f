/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file put.c
 * PUT. The hooks are mod_dav's, in its order; the answer is ours: without a
 * body, or with Prefer: return=representation (RFC 8144 section 3) the object
 * as it now is, and so is a 412 then.
 */
#include <httpd.h>
#include <http_protocol.h>

#include <apr_strings.h>
#include <util_filter.h>

#include "preference.h"
#include "resource.h"

#define READ_OCTETS 16384

static dav_error *failed(request_rec *r, int status)
{
    return dav_new_error(r->pool, status, 0, 0, NULL);
}

/* Pass a brigade on to the stream; *end if it was the last. */
static dav_error *write_brigade(request_rec *r, apr_bucket_brigade *brigade,
                                dav_stream *stream, bool *end)
{
    dav_error *err = NULL;

    while (!APR_BRIGADE_EMPTY(brigade) && !err && !*end) {
        apr_bucket *bucket = APR_BRIGADE_FIRST(brigade);
        const char *text;
        apr_size_t length;

        if (APR_BUCKET_IS_EOS(bucket)) {
            *end = true;
        } else if (!APR_BUCKET_IS_METADATA(bucket)) {
            if (apr_bucket_read(bucket, &text, &length, APR_BLOCK_READ) !=
                APR_SUCCESS) {
                err = failed(r, HTTP_BAD_REQUEST);
            } else {
                err = advolux_write_stream(stream, text, length);
            }
        }
        apr_bucket_delete(bucket);
    }
    return err;
}

static dav_error *read_body(request_rec *r, dav_stream *stream)
{
    apr_bucket_brigade *brigade =
        apr_brigade_create(r->pool, r->connection->bucket_alloc);
    dav_error *err = NULL;
    bool end = false;

    while (!end && !err) {
        apr_status_t status =
            ap_get_brigade(r->input_filters, brigade, AP_MODE_READBYTES,
                           APR_BLOCK_READ, READ_OCTETS);

        err = status == APR_SUCCESS
                  ? write_brigade(r, brigade, stream, &end)
                  : failed(r,
                           ap_map_http_request_error(status, HTTP_BAD_REQUEST));
        apr_brigade_cleanup(brigade);
    }
    return err;
}

static dav_error *store(request_rec *r, dav_resource *resource)
{
    dav_stream_mode mode = apr_table_get(r->headers_in, "Content-Range")
                               ? DAV_MODE_WRITE_SEEKABLE
                               : DAV_MODE_WRITE_TRUNC;
    dav_stream *stream;
    dav_error *err = NULL;

    advolux_method_precondition(r, resource, NULL, NULL, &err);
    if (!err) {
        err = dav_validate_request(r, resource, 0, NULL, NULL,
                                   resource->exists ? DAV_VALIDATE_RESOURCE
                                                    : DAV_VALIDATE_PARENT,
                                   NULL);
    }
    if (!err) {
        err = advolux_open_stream(resource, mode, &stream);
    }
    if (!err) {
        err = read_body(r, stream);
    }
    return err ? err : advolux_close_stream(stream, 1);
}

/* Send the object as it is now, if that is wished and it is to be seen; false
 * if not. */
static bool send_representation(request_rec *r, dav_resource *resource,
                                int status)
{
    if (!preference_representation(r) ||
        resource->info->path.place != PLACE_OBJECT ||
        !advolux_place_visible(resource->info) ||
        advolux_resource_load(resource) || !resource->info->content ||
        resource->hooks->set_headers(r, resource)) {
        return false;
    }
    r->status = status;
    apr_table_setn(r->headers_out, "Content-Location",
                   advolux_resource_href(resource));
    preference_obey(r, "return=representation");
    preference_announce(r);
    resource->hooks->deliver(resource, r->output_filters);
    return true;
}

int advolux_put(request_rec *r, const dav_resource *found)
{
    dav_resource *resource = apr_pmemdup(r->pool, found, sizeof *resource);
    bool existed = found->exists;
    dav_error *err = store(r, resource);

    if (err) {
        return err->status == HTTP_PRECONDITION_FAILED &&
                       send_representation(r, resource, err->status)
                   ? OK
                   : dav_handle_err(r, err, NULL);
    }
    if (send_representation(r, resource, existed ? HTTP_OK : HTTP_CREATED)) {
        return OK;
    }
    if (existed) {
        return HTTP_NO_CONTENT;
    }
    r->status = HTTP_CREATED;
    ap_set_content_length(r, 0);
    return OK;
}
