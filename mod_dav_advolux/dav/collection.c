/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_protocol.h>

#include <apr_strings.h>

#include "collection.h"
#include "members.h"
#include "negotiation.h"
#include "sync_token.h"

/* Whether the file is wanted rather than the page; *status is 406 if neither
 * is. */
static bool wants_file(request_rec *r, dav_place place, int *status)
{
    const char *accept = apr_table_get(r->headers_in, "Accept");
    int page = negotiation_type(r->pool, accept, "text/html");
    int file = place == PLACE_CALENDAR
                   ? negotiation_type(r->pool, accept, "text/calendar")
                   : 0;

    *status = page || file ? OK : HTTP_NOT_ACCEPTABLE;
    return file > page;
}

/* The file says what the calendar held at one moment or later, and its name:
 * the same tag means the same meaning, not the same octets. */
static const char *file_etag(apr_pool_t *pool, const advolux_calendar *calendar)
{
    const char *state = sync_token_format(pool, calendar, calendar->revision);
    apr_ssize_t length = (apr_ssize_t)strlen(calendar->displayname);

    return apr_psprintf(pool, "W/\"%s:%08x\"", state,
                        apr_hashfunc_default(calendar->displayname, &length));
}

static dav_error *set_file_headers(request_rec *r,
                                   struct dav_resource_private *info)
{
    advolux_error *error = advolux_calendar_get(
        info->store, r->pool, info->who, info->path.kind, &info->calendar);

    if (error) {
        return advolux_dav_error(r, error);
    }
    ap_set_content_type(r, "text/calendar; charset=utf-8");
    apr_table_setn(r->headers_out, "ETag", file_etag(r->pool, info->calendar));
    apr_table_setn(r->headers_out, "Content-Disposition",
                   apr_pstrcat(r->pool, "attachment; filename=\"",
                               advolux_kind_segment(info->path.kind), ".ics\"",
                               NULL));
    return NULL;
}

static dav_error *set_page_headers(request_rec *r,
                                   struct dav_resource_private *info)
{
    property_target target = members_target(info, &info->path, r->pool);
    apr_array_header_t *calendars;
    const char *language;
    advolux_error *error = members_home_load(info, &target, &calendars);

    if (error) {
        return advolux_dav_error(r, error);
    }
    info->content =
        page_write(info, calendars, &info->content_length, &language);
    ap_set_content_type(r, "text/html; charset=utf-8");
    ap_set_content_length(r, (apr_off_t)info->content_length);
    apr_table_setn(r->headers_out, "Content-Language", language);
    apr_table_setn(r->headers_out, "Content-Security-Policy", page_policy());
    apr_table_setn(r->headers_out, "Referrer-Policy", "no-referrer");
    return NULL;
}

dav_error *collection_set_headers(request_rec *r, const dav_resource *resource)
{
    struct dav_resource_private *info = resource->info;
    int status;
    bool file = wants_file(r, info->path.place, &status);
    dav_error *err;

    apr_table_setn(r->headers_out, "Vary",
                   "Accept, Accept-Language, CalDAV-Timezones");
    if (status != OK) {
        return dav_new_error(r->pool, status, 0, 0, NULL);
    }
    err = file ? set_file_headers(r, info) : set_page_headers(r, info);
    if (advolux_login_renewed(r, err)) {
        err = file ? set_file_headers(r, info) : set_page_headers(r, info);
    }
    return err;
}
