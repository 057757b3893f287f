/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include <apr_strings.h>

#include "sync.h"

dav_error *sync_invalid_token(request_rec *r)
{
    return advolux_precondition(r, HTTP_FORBIDDEN, NS_DAV, "valid-sync-token",
                                NULL,
                                "This sync token is not known or too "
                                "old: begin again without one.");
}

dav_error *sync_request_read(request_rec *r, const apr_xml_doc *doc,
                             sync_request *request)
{
    const char *fault = sync_request_parse(r->pool, doc, request);

    return fault ? report_bad_request(r, fault) : NULL;
}

static advolux_error *read_page(sync_answer *s, apr_pool_t *page,
                                apr_int64_t after, bool first,
                                const advolux_listing **listing)
{
    const struct dav_resource_private *info = s->m->info;
    int limit = LISTING_PAGE;

    if (s->request->limited && s->request->left < LISTING_PAGE) {
        limit = s->request->left > 0 ? (int)s->request->left : MEMBERS_BATCH;
    }
    if (s->initial) {
        return advolux_list(info->store, page, info->who, info->path.kind,
                            after, limit, listing);
    }
    return advolux_list_changes(info->store, page, info->who, info->path.kind,
                                first ? s->from.revision : after,
                                s->from.cutoff, limit, listing);
}

/* The first page tells what state the whole answer stands for. */
static void begin(sync_answer *s, const advolux_calendar *calendar)
{
    apr_pool_t *pool = s->m->info->r->pool;

    if (!s->initial && !sync_token_valid(&s->from, calendar)) {
        s->stale = true;
        return;
    }
    s->token = sync_token_format(pool, calendar, calendar->revision);
    if (s->begin) {
        s->begin(s, calendar);
    }
    s->from.cutoff =
        calendar->cutoff ? apr_pstrdup(pool, calendar->cutoff) : NULL;
}

/* Whether the client's limit is reached, and a token for what it has by now
 * would be taken back: not one older than the purged tombstones. */
static bool may_stop(const sync_answer *s, const advolux_listing *listing,
                     apr_int64_t after)
{
    return s->request->limited && s->request->left <= 0 && listing->more &&
           after >= listing->calendar->purged;
}

advolux_error *sync_write_changes(sync_answer *s)
{
    request_rec *r = s->m->info->r;
    const advolux_listing *listing;
    apr_int64_t after = 0;
    bool first = true;
    apr_pool_t *page;

    page = outflow_pool(s->m->ms);
    do {
        advolux_error *error;

        apr_pool_clear(page);
        error = read_page(s, page, after, first, &listing);
        if (!error && first) {
            begin(s, listing->calendar);
        } else if (!error && !s->initial && listing->calendar->purged > after) {
            s->stale = true; /* tombstones were purged that were to come */
        }
        if (error || s->stale) {
            return error;
        }
        error = members_write(s->m, listing->calendar, listing->members);
        if (error) {
            return error;
        }
        first = false;
        if (listing->members->nelts > 0) {
            after = APR_ARRAY_IDX(listing->members, listing->members->nelts - 1,
                                  advolux_member)
                        .revision;
        }
        s->request->left -= listing->members->nelts;
        if (may_stop(s, listing, after)) {
            s->truncated = true;
            s->token = sync_token_format(r->pool, listing->calendar, after);
        }
    } while (listing->more && !s->truncated && !s->m->ms->stopped);
    apr_pool_destroy(page);
    return NULL;
}

dav_error *sync_end(multistatus *ms, const char *href, bool truncated,
                    const char *token)
{
    markup last;

    if (truncated) {
        multistatus_status(ms, href, HTTP_INSUFFICIENT_STORAGE,
                           "<D:error><D:number-of-matches-within-limits/>"
                           "</D:error>");
    }
    markup_init(&last, ms->r->pool, 256);
    markup_literal(&last, "<D:sync-token>");
    markup_quoted(&last, token);
    markup_literal(&last, "</D:sync-token>");
    return multistatus_end(ms, markup_copy(&last, ms->r->pool, 0));
}
