/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_sync_home.c
 * DAV:sync-collection on the home (RFC 6578): its members are the two
 * calendars, which are never added or removed. A calendar has changed when
 * its own sync token or one of its properties has. With sync-level infinite
 * the objects follow their calendar.
 */
#include <httpd.h>

#include <apr_strings.h>

#include "home_token.h"
#include "sync.h"

typedef struct home_answer {
    const struct dav_resource_private *info;
    const property_request *properties;
    multistatus *ms;
    sync_request request;
    home_token from; /* what the client has */
    home_token to;   /* what it will have */
    bool truncated;
    const advolux_calendar *calendar; /* that is being answered */
    const char *fingerprint;          /* of that */
} home_answer;

/* The members of the home, as a calendar's own listing has them. */
static members *members_of(const home_answer *h, advolux_item_kind kind)
{
    return members_create(report_calendar_of(h->info, kind), h->properties,
                          h->ms);
}

static bool is_current(const home_answer *h, const advolux_calendar *calendar)
{
    const char *had = h->from.states[calendar->kind];

    return had && !strcmp(had, home_token_present(h->ms->scratch, calendar));
}

/* Of a token that is not this home's nothing is answered. */
static bool is_stale(const home_answer *h, const apr_array_header_t *calendars)
{
    for (int i = 0; i < calendars->nelts; i++) {
        const advolux_calendar *calendar =
            &APR_ARRAY_IDX(calendars, i, advolux_calendar);
        const char *had = h->from.states[calendar->kind];
        sync_token own;

        if (had) {
            own = home_token_calendar(h->info->r->pool, had);
            if (!sync_token_valid(&own, calendar)) {
                return true;
            }
        }
    }
    return false;
}

static void write_itself(home_answer *h, members *m,
                         const advolux_calendar *calendar)
{
    if (!is_current(h, calendar)) {
        members_write_itself(m, calendar);
        h->request.left--;
    }
}

/* As it was read for the home, in the state that the changes lead to. */
static void begin(sync_answer *s, const advolux_calendar *calendar)
{
    home_answer *h = s->context;

    apr_pool_t *pool = h->info->r->pool;
    advolux_calendar *now = apr_pmemdup(pool, h->calendar, sizeof *now);

    now->epoch = calendar->epoch;
    now->revision = calendar->revision;
    now->purged = calendar->purged;
    now->cutoff = calendar->cutoff;
    h->fingerprint = home_token_fingerprint(pool, now);
    write_itself(h, s->m, now);
}

/* The calendar and what is in it. */
static advolux_error *write_deep(home_answer *h, advolux_item_kind kind,
                                 bool *stale)
{
    const char *had = h->from.states[kind];
    apr_pool_t *pool = h->info->r->pool;
    sync_answer s = { .m = members_of(h, kind),
                      .request = &h->request,
                      .initial = !had,
                      .begin = begin,
                      .context = h };
    advolux_error *error;

    if (had) {
        s.from = home_token_calendar(pool, had);
    }
    error = sync_write_changes(&s);
    *stale = s.stale;
    if (!error && !s.stale) {
        h->truncated = s.truncated;
        h->to.states[kind] = home_token_state(pool, s.token, h->fingerprint);
    }
    return error;
}

static advolux_error *write_calendar(home_answer *h,
                                     const advolux_calendar *calendar,
                                     bool *stale)
{
    advolux_item_kind kind = calendar->kind;

    if (!is_current(h, calendar) &&
        (h->truncated || (h->request.limited && h->request.left <= 0))) {
        h->truncated = true;
        h->to.states[kind] = h->from.states[kind];
        return NULL;
    }
    if (h->request.deep && !is_current(h, calendar)) {
        h->calendar = calendar;
        return write_deep(h, kind, stale);
    }
    write_itself(h, members_of(h, kind), calendar);
    h->to.states[kind] = home_token_present(h->info->r->pool, calendar);
    return NULL;
}

static dav_error *answer(home_answer *h)
{
    const struct dav_resource_private *info = h->info;
    apr_array_header_t *calendars;
    bool stale = false;
    advolux_error *error = advolux_calendars_get(info->store, info->r->pool,
                                                 info->who, &calendars);

    if (!error && is_stale(h, calendars)) {
        return sync_invalid_token(info->r);
    }
    for (int i = 0; !error && !stale && i < calendars->nelts; i++) {
        error = write_calendar(
            h, &APR_ARRAY_IDX(calendars, i, advolux_calendar), &stale);
    }
    if (error || stale) {
        return multistatus_fail(h->ms, error ? advolux_dav_error(info->r, error)
                                             : sync_invalid_token(info->r));
    }
    return sync_end(h->ms,
                    advolux_path_href(info->r->pool, info->root, &info->path),
                    h->truncated, home_token_format(info->r->pool, &h->to));
}

dav_error *report_sync_home(const dav_resource *resource,
                            const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    home_answer h = { .info = info };
    property_request *properties;
    dav_error *err = property_request_read(r, doc, doc->root, info->path.place,
                                           true, &properties);

    if (!err) {
        err = sync_request_read(r, doc, &h.request);
    }
    if (err) {
        return err;
    }
    /* Who has synchronised the calendars alone knows nothing of what is in
     * them. */
    if (*h.request.token &&
        (!home_token_parse(r->pool, h.request.token, &h.from) ||
         (h.request.deep && !h.from.deep))) {
        return sync_invalid_token(r);
    }
    h.to.deep = h.request.deep;
    h.properties = properties;
    h.ms = multistatus_create(r);
    return answer(&h);
}
