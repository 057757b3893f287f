/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include <apr_lib.h>
#include <apr_strings.h>

#include "account.h"
#include "resource.h"
#include "whole_entry.h"

/* A PUT body on its way in. mod_dav does not apply LimitRequestBody, so the
 * limit is kept here, before memory is spent. */
struct dav_stream {
    const dav_resource *resource;
    char *text;
    apr_size_t length, size;
};

/* RFC 4791 section 5.3.2.1, CALDAV:supported-calendar-data: what is said to be
 * something else is not iCalendar. No Content-Type is taken as text/calendar.
 */
static bool is_calendar_type(const char *type)
{
    apr_size_t n;

    if (!type) {
        return true;
    }
    n = strcspn(type, "; \t");
    return n == strlen("text/calendar") &&
           !strncasecmp(type, "text/calendar", n);
}

/* RFC 9110 section 8.4: what is coded cannot be stored as it is said to be. */
static bool is_coded(const char *coding)
{
    return coding && *coding && strcasecmp(coding, "identity");
}

dav_error *advolux_open_stream(const dav_resource *resource,
                               dav_stream_mode mode, dav_stream **stream)
{
    request_rec *r = resource->info->r;

    if (mode == DAV_MODE_WRITE_SEEKABLE) {
        return advolux_bad_request(
            r, HTTP_BAD_REQUEST,
            "PUT of a part (Content-Range) is not possible: "
            "send the whole object.");
    }
    if (!is_calendar_type(apr_table_get(r->headers_in, "Content-Type"))) {
        return advolux_precondition(r, HTTP_FORBIDDEN, NS_CALDAV,
                                    "supported-calendar-data", NULL,
                                    "Content-Type must be text/calendar.");
    }
    if (is_coded(apr_table_get(r->headers_in, "Content-Encoding"))) {
        apr_table_setn(r->err_headers_out, "Accept-Encoding", "identity");
        return dav_new_error(r->pool, HTTP_UNSUPPORTED_MEDIA_TYPE, 0, 0, NULL);
    }
    *stream = apr_pcalloc(resource->pool, sizeof **stream);
    (*stream)->resource = resource;
    return NULL;
}

dav_error *advolux_seek_stream(dav_stream *stream, apr_off_t position)
{
    (void)position;
    return advolux_bad_request(stream->resource->info->r, HTTP_BAD_REQUEST,
                               "A calendar object cannot be written in parts.");
}

dav_error *advolux_write_stream(dav_stream *stream, const void *buffer,
                                apr_size_t size)
{
    request_rec *r = stream->resource->info->r;
    apr_size_t limit = advolux_limits(r).octets;

    if (size > limit - stream->length) {
        return advolux_precondition(
            r, HTTP_FORBIDDEN, NS_CALDAV, "max-resource-size", NULL,
            apr_psprintf(r->pool,
                         "The object is larger than %" APR_SIZE_T_FMT
                         " octets (AdvoluxMaxResourceSize).",
                         limit));
    }
    if (stream->length + size > stream->size) {
        apr_size_t more = stream->size ? stream->size * 2 : 4096;
        char *text;

        while (more < stream->length + size) {
            more *= 2;
        }
        text = apr_palloc(stream->resource->pool, more);
        if (stream->length > 0) {
            memcpy(text, stream->text, stream->length);
        }
        stream->text = text;
        stream->size = more;
    }
    memcpy(stream->text + stream->length, buffer, size);
    stream->length += size;
    return NULL;
}

dav_error *advolux_close_stream(dav_stream *stream, int commit)
{
    const dav_resource *resource = stream->resource;
    apr_pool_t *room;
    dav_error *err;

    if (!commit) {
        return NULL;
    }
    /* As many large texts are read at once as there is room for. */
    apr_pool_create(&room, resource->pool);
    if (stream->length > ADVOLUX_ENTRY_SMALL &&
        !advolux_account_reserve(resource->info->who->account, room,
                                 WHOLE_ENTRY_WORK * stream->length)) {
        err = advolux_dav_error(
            resource->info->r,
            advolux_account_fault(resource->info->who->account, room));
    } else {
        err = advolux_write_object(resource, stream->text ? stream->text : "",
                                   stream->length);
    }
    apr_pool_destroy(room);
    return err;
}
