/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_sync.c
 * DAV:sync-collection (RFC 6578; DESIGN section 5). The token that is given
 * out stands for the first page's state: what changes while later pages are
 * read has a later revision, and comes again.
 */
#include <httpd.h>

#include <apr_strings.h>

#include "report.h"
#include "sync_token.h"

typedef struct sync_answer {
    members *m;
    bool initial;     /* the client has nothing */
    bool stale;       /* its token is not this calendar's */
    sync_token from;  /* what it has */
    bool limited;     /* by DAV:nresults */
    apr_int64_t left; /* of it */
    bool truncated;
    const char *token; /* what it will have */
} sync_answer;

static dav_error *bad_request(request_rec *r, const char *sentence)
{
    apr_table_setn(r->notes, "error-notes", sentence);
    return dav_new_error(r->pool, HTTP_BAD_REQUEST, 0, 0, NULL);
}

static dav_error *invalid_token(request_rec *r)
{
    return advolux_precondition(r, HTTP_FORBIDDEN, NS_DAV, "valid-sync-token",
                                NULL,
                                "This sync token is not known or too "
                                "old: begin again without one.");
}

static dav_error *read_token(request_rec *r, const apr_xml_doc *doc,
                             sync_answer *s)
{
    const apr_xml_elem *element =
        property_child(doc, doc->root, NS_DAV, "sync-token");
    const char *text;

    if (!element) {
        return bad_request(r, "sync-collection must hold DAV:sync-token; an "
                              "empty one begins a synchronisation.");
    }
    text = property_element_text(r->pool, element);
    s->initial = !*text;
    if (!s->initial && !sync_token_parse(r->pool, text, &s->from)) {
        return invalid_token(r);
    }
    return NULL;
}

static dav_error *read_level(request_rec *r, const apr_xml_doc *doc)
{
    const apr_xml_elem *element =
        property_child(doc, doc->root, NS_DAV, "sync-level");
    const char *level = element ? property_element_text(r->pool, element) : "1";

    /* A calendar holds no collections: all of it is one level. */
    if (strcmp(level, "1") && strcasecmp(level, "infinite") &&
        strcasecmp(level, "infinity")) {
        return bad_request(r, "DAV:sync-level must be 1 or infinite.");
    }
    return NULL;
}

static dav_error *read_limit(request_rec *r, const apr_xml_doc *doc,
                             sync_answer *s)
{
    const apr_xml_elem *limit = property_child(doc, doc->root, NS_DAV, "limit");
    const apr_xml_elem *number =
        limit ? property_child(doc, limit, NS_DAV, "nresults") : NULL;
    const char *text;

    if (!number) {
        return NULL;
    }
    text = property_element_text(r->pool, number);
    if (!*text || strspn(text, "0123456789") != strlen(text) ||
        strlen(text) > 9 || (s->left = apr_atoi64(text)) < 1) {
        return bad_request(r, "DAV:nresults must be a whole number from 1 to "
                              "999999999.");
    }
    s->limited = true;
    return NULL;
}

static advolux_error *read_page(sync_answer *s, apr_pool_t *page,
                                apr_int64_t after, bool first,
                                const advolux_listing **listing)
{
    const struct dav_resource_private *info = s->m->info;
    int limit = MEMBERS_PAGE;

    if (s->limited && s->left < MEMBERS_PAGE) {
        limit = s->left > 0 ? (int)s->left : MEMBERS_BATCH;
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
    s->from.cutoff =
        calendar->cutoff ? apr_pstrdup(pool, calendar->cutoff) : NULL;
}

/* Whether the client's limit is reached, and a token for what it has by now
 * would be taken back: not one older than the purged tombstones. */
static bool may_stop(const sync_answer *s, const advolux_listing *listing,
                     apr_int64_t after)
{
    return s->limited && s->left <= 0 && listing->more &&
           after >= listing->calendar->purged;
}

static advolux_error *write_changes(sync_answer *s)
{
    request_rec *r = s->m->info->r;
    const advolux_listing *listing;
    apr_int64_t after = 0;
    bool first = true;
    apr_pool_t *page;

    apr_pool_create(&page, r->pool);
    do {
        advolux_error *error;

        apr_pool_clear(page);
        error = read_page(s, page, after, first, &listing);
        if (!error && first) {
            begin(s, listing->calendar);
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
        s->left -= listing->members->nelts;
        if (may_stop(s, listing, after)) {
            s->truncated = true;
            s->token = sync_token_format(r->pool, listing->calendar, after);
        }
    } while (listing->more && !s->truncated && !s->m->ms->gone);
    apr_pool_destroy(page);
    return NULL;
}

static void end(const sync_answer *s)
{
    multistatus *ms = s->m->ms;
    markup last;

    if (s->truncated) {
        multistatus_status(ms, s->m->base, HTTP_INSUFFICIENT_STORAGE,
                           "<D:error><D:number-of-matches-within-limits/>"
                           "</D:error>");
    }
    markup_init(&last, ms->r->pool, 256);
    markup_literal(&last, "<D:sync-token>");
    markup_quoted(&last, s->token);
    markup_literal(&last, "</D:sync-token>");
    multistatus_end(ms, markup_copy(&last, ms->r->pool, 0));
}

dav_error *report_sync(const dav_resource *resource, const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    property_request *request;
    advolux_error *error;
    multistatus *ms;
    sync_answer s = { 0 };
    dav_error *err = property_request_read(r, doc, doc->root, info->path.place,
                                           true, &request);

    if (!err) {
        err = read_token(r, doc, &s);
    }
    if (!err) {
        err = read_level(r, doc);
    }
    if (!err) {
        err = read_limit(r, doc, &s);
    }
    if (err) {
        return err;
    }
    ms = multistatus_create(r);
    s.m = members_create(info, request, ms);
    error = write_changes(&s);
    if (error) {
        return multistatus_fail(ms, advolux_dav_error(r, error));
    }
    if (s.stale) {
        return invalid_token(r);
    }
    end(&s);
    return NULL;
}
