/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_protocol.h>

#include "multistatus.h"
#include "preference.h"

#define HEAD \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" \
    "<D:multistatus xmlns:D=\"DAV:\"" \
    " xmlns:C=\"urn:ietf:params:xml:ns:caldav\"" \
    " xmlns:CS=\"http://calendarserver.org/ns/\"" \
    " xmlns:A=\"http://apple.com/ns/ical/\">"

static void begin(request_rec *r)
{
    r->status = HTTP_MULTI_STATUS;
    ap_set_content_type(r, "application/xml; charset=\"utf-8\"");
    preference_announce(r);
}

multistatus *multistatus_create(request_rec *r)
{
    multistatus *ms = outflow_create(r, begin);

    markup_literal(&ms->body, HEAD);
    return ms;
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

dav_error *multistatus_end(multistatus *ms, const char *last)
{
    if (last) {
        markup_string(&ms->body, last);
    }
    markup_literal(&ms->body, "</D:multistatus>\n");
    return outflow_end(ms);
}
