/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_log.h>
#include <http_protocol.h>

#include <apr_strings.h>
#include <util_filter.h>

#include "multistatus.h"
#include "preference.h"

APLOG_USE_MODULE(dav_advolux);

#define PASS_ON_OCTETS 16384
#define INITIAL_OCTETS (PASS_ON_OCTETS + 4096)

#define HEAD \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" \
    "<D:multistatus xmlns:D=\"DAV:\"" \
    " xmlns:C=\"urn:ietf:params:xml:ns:caldav\"" \
    " xmlns:CS=\"http://calendarserver.org/ns/\"" \
    " xmlns:A=\"http://apple.com/ns/ical/\">"

multistatus *multistatus_create(request_rec *r)
{
    multistatus *ms = apr_pcalloc(r->pool, sizeof *ms);

    ms->r = r;
    apr_pool_create(&ms->scratch, r->pool);
    ms->brigade = apr_brigade_create(r->pool, r->connection->bucket_alloc);
    markup_init(&ms->body, r->pool, INITIAL_OCTETS);
    markup_literal(&ms->body, HEAD);
    return ms;
}

static void pass_on(multistatus *ms)
{
    apr_bucket_alloc_t *alloc = ms->r->connection->bucket_alloc;
    apr_bucket *bucket;

    if (!ms->begun) {
        ms->r->status = HTTP_MULTI_STATUS;
        ap_set_content_type(ms->r, "application/xml; charset=\"utf-8\"");
        preference_announce(ms->r);
        ms->begun = true;
    }
    bucket = apr_bucket_transient_create(ms->body.text, ms->body.length, alloc);
    APR_BRIGADE_INSERT_HEAD(ms->brigade, bucket);
    if (ap_pass_brigade(ms->r->output_filters, ms->brigade) != APR_SUCCESS ||
        ms->r->connection->aborted) {
        ms->gone = true;
    }
    apr_brigade_cleanup(ms->brigade);
    ms->body.length = 0;
}

bool multistatus_turn(multistatus *ms)
{
    if (ms->body.length >= PASS_ON_OCTETS) {
        pass_on(ms);
        apr_pool_clear(ms->scratch);
    }
    return !ms->gone;
}

const char *multistatus_line(int status)
{
    static const struct {
        int status;
        const char *line;
    } lines[] = {
        { HTTP_OK, "HTTP/1.1 200 OK" },
        { HTTP_FORBIDDEN, "HTTP/1.1 403 Forbidden" },
        { HTTP_NOT_FOUND, "HTTP/1.1 404 Not Found" },
        { HTTP_CONFLICT, "HTTP/1.1 409 Conflict" },
        { HTTP_FAILED_DEPENDENCY, "HTTP/1.1 424 Failed Dependency" },
        { HTTP_INSUFFICIENT_STORAGE, "HTTP/1.1 507 Insufficient Storage" },
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].status == status) {
            return lines[i].line;
        }
    }
    return "HTTP/1.1 500 Internal Server Error";
}

void multistatus_status(multistatus *ms, const char *href, int status,
                        const char *detail)
{
    markup_literal(&ms->body, "<D:response>");
    markup_href(&ms->body, href);
    markup_literal(&ms->body, "<D:status>");
    markup_string(&ms->body, multistatus_line(status));
    markup_literal(&ms->body, "</D:status>");
    if (detail) {
        markup_string(&ms->body, detail);
    }
    markup_literal(&ms->body, "</D:response>\n");
}

void multistatus_end(multistatus *ms, const char *last)
{
    if (last) {
        markup_string(&ms->body, last);
    }
    markup_literal(&ms->body, "</D:multistatus>\n");
    APR_BRIGADE_INSERT_TAIL(
        ms->brigade, apr_bucket_eos_create(ms->r->connection->bucket_alloc));
    pass_on(ms);
}

/* As a gateway does when its backend breaks off: with the error bucket before
 * the end, the last chunk is not written, and the connection closes. */
dav_error *multistatus_fail(multistatus *ms, dav_error *err)
{
    apr_bucket_alloc_t *alloc = ms->r->connection->bucket_alloc;

    if (!ms->begun) {
        return err;
    }
    ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, ms->r,
                  "ADV0120: the answer to %s %s was broken off half-way "
                  "(status %d came too late)",
                  ms->r->method, ms->r->uri, err->status);
    APR_BRIGADE_INSERT_TAIL(
        ms->brigade,
        ap_bucket_error_create(HTTP_BAD_GATEWAY, NULL, ms->r->pool, alloc));
    APR_BRIGADE_INSERT_TAIL(ms->brigade, apr_bucket_eos_create(alloc));
    ap_pass_brigade(ms->r->output_filters, ms->brigade);
    apr_brigade_cleanup(ms->brigade);
    ms->r->connection->keepalive = AP_CONN_CLOSE;
    ms->r->connection->aborted = 1;
    return NULL;
}
