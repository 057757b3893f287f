/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_freebusy.c
 * CALDAV:free-busy-query (RFC 4791 section 7.10): whatever the caller's
 * calendar shows counts, also what a client may not change. On a calendar
 * Depth 0 is answered as Depth 1: a calendar itself is never busy.
 */

#include <httpd.h>
#include <http_protocol.h>

#include <apr_strings.h>
#include <apr_uuid.h>

#include "busy.h"
#include "account.h"
#include "local_time.h"
#include "message.h"
#include "report.h"
#include "whole_entry.h"

#define ZONES_APART (26 * 3600) /* seconds, at most */

typedef struct busy_answer {
    const struct dav_resource_private *info; /* of the calendar at hand */
    ical_busy *busy;
    const char *zone;    /* of floating times and days */
    apr_pool_t *scratch; /* cleared after each object */
    bool full;
} busy_answer;

/* At least one end (RFC 4791 section 9.9). */
static const char *read_range(const apr_xml_elem *range, ical_span *span)
{
    bool start, end;

    return data_request_ends(range, span, &start, &end) && (start || end)
               ? NULL
               : "start and end of a time-range are UTC date-times like "
                 "20260131T080000Z, the end after the start; one of them may "
                 "be missing.";
}

static dav_error *read_span(request_rec *r, const apr_xml_doc *doc,
                            ical_span *span)
{
    const apr_xml_elem *range =
        property_child(doc, doc->root, NS_CALDAV, "time-range");
    const char *depth = apr_table_get(r->headers_in, "Depth");
    const char *wrong = range ? read_range(range, span)
                              : "free-busy-query must hold a time-range.";

    if (!wrong && depth && strcmp(depth, "0") && strcmp(depth, "1") &&
        strcasecmp(depth, "infinity")) {
        wrong = "The Depth header must be 0, 1 or infinity.";
    }
    return wrong ? report_bad_request(r, wrong) : NULL;
}

static void note_bad(const busy_answer *a, const advolux_member *member)
{
    const char *name = advolux_say_name(a->scratch, member->name);

    advolux_say(a->info->r, MESSAGE_BAD_MEMBER, name,
                "entry %s of %s cannot be read; free-busy shows its first "
                "instance",
                name, advolux_say_place(a->info->r));
}

/* Who is busy must not look free: of a row that cannot be shown the first
 * instance counts. */
static advolux_error *add_bad(busy_answer *a, const advolux_member *member)
{
    ical_span first;
    advolux_error *error = advolux_entry_first_instance(
        a->info->store, a->scratch, a->info->who, a->info->path.kind,
        member->name, &first.from, &first.to);

    if (error) {
        return error;
    }
    note_bad(a, member);
    if (!ical_busy_add_period(a->busy, first)) {
        a->full = true;
    }
    return NULL;
}

static advolux_error *add_whole(busy_answer *a, const advolux_entry *entry,
                                const char *zone)
{
    apr_size_t length = 0;
    const char *text = advolux_entry_text(a->scratch, entry, zone, &length);
    bool unreadable;
    ical_node *root;

    if (!text || ical_parse_stored(a->scratch, text, length, &root)) {
        return add_bad(a, &entry->member);
    }
    if (!ical_busy_add(a->busy, a->scratch, root, a->zone, &unreadable)) {
        a->full = true;
    }
    if (unreadable || !advolux_entry_is_good(a->scratch, entry, text, length)) {
        note_bad(a, &entry->member);
    }
    return NULL;
}

static apr_pool_t *account_pool(const busy_answer *a)
{
    return advolux_account_pool(a->info->who->account, a->info->r->pool);
}

/* Whether there is nothing more to do: too much is found, or nobody waits. */
static bool is_over(const busy_answer *a)
{
    return a->full || advolux_account_abandoned(a->info->who->account);
}

static advolux_error *add_entry(busy_answer *a, const advolux_entry *entry,
                                const char *zone)
{
    advolux_error *error = whole_entry_get(a->info, a->scratch, 0, &entry);

    if (!error && entry) {
        error = add_whole(a, entry, zone);
    }
    if (!error) {
        apr_pool_clear(a->scratch);
        error = advolux_account_fault(a->info->who->account, a->info->r->pool);
    }
    return error;
}

static advolux_error *add_batch(busy_answer *a, const advolux_member *list,
                                int count, apr_pool_t *pool)
{
    apr_array_header_t *names =
        apr_array_make(pool, count, sizeof(const char *));
    const advolux_entries *found;
    advolux_error *error;

    for (int i = 0; i < count; i++) {
        APR_ARRAY_PUSH(names, const char *) = list[i].name;
    }
    error = advolux_entries_get(a->info->store, pool, a->info->who,
                                a->info->path.kind, names, &found);
    for (int i = 0; !error && !is_over(a) && i < found->entries->nelts; i++) {
        error = add_entry(a, &APR_ARRAY_IDX(found->entries, i, advolux_entry),
                          found->calendar->zone);
    }
    advolux_request_allow(a->info->r); /* each part has its own time */
    return error;
}

/* An end of the span for the index, which knows floating times and days in the
 * calendar's own zone; NULL: open. */
static const char *bound(apr_pool_t *pool, apr_int64_t seconds, int apart)
{
    return seconds == INT64_MIN || seconds == INT64_MAX
               ? NULL
               : apr_pstrcat(pool, local_format(pool, seconds + apart), "Z",
                             NULL);
}

static advolux_error *add_page(busy_answer *a, const advolux_listing *listing)
{
    const advolux_member *all = (const advolux_member *)listing->members->elts;
    apr_pool_t *pool = account_pool(a);
    advolux_error *error = NULL;
    int rest;

    for (int i = 0;
         !error && !is_over(a) && (rest = listing->members->nelts - i) > 0;
         i += MEMBERS_BATCH) {
        apr_pool_clear(pool);
        error = add_batch(a, all + i,
                          rest < MEMBERS_BATCH ? rest : MEMBERS_BATCH, pool);
    }
    if (!error) { /* it may live in pool, which the request ends */
        apr_pool_destroy(pool);
    }
    return error;
}

/* Tasks do not make busy, but the login is checked all the same. */
static advolux_error *gather_calendar(busy_answer *a, ical_span span)
{
    const struct dav_resource_private *info = a->info;
    const advolux_range range = {
        bound(info->r->pool, span.from, -ZONES_APART),
        bound(info->r->pool, span.to, ZONES_APART),
    };
    const advolux_listing *listing;
    const advolux_calendar *calendar;
    advolux_error *error;
    listing_walk walk;

    if (info->path.kind == ADVOLUX_TASK) {
        return advolux_calendar_get(info->store, info->r->pool, info->who,
                                    info->path.kind, &calendar);
    }
    walk = listing_walk_begin(info, &range, account_pool(a));
    error = listing_walk_next(&walk, &listing);
    if (!error) {
        a->zone = apr_pstrdup(info->r->pool, listing->calendar->floating_zone);
    }
    while (!error && listing && !is_over(a)) {
        error = add_page(a, listing);
        if (!error) {
            error = listing_walk_next(&walk, &listing);
        }
    }
    return error;
}

static advolux_error *gather(busy_answer *a, const apr_array_header_t *places,
                             ical_span span)
{
    advolux_error *error = NULL;

    for (int i = 0; i < places->nelts && !error && !is_over(a); i++) {
        a->info = APR_ARRAY_IDX(places, i, const struct dav_resource_private *);
        error = gather_calendar(a, span);
    }
    return error;
}

static void send_calendar(request_rec *r, const char *text, apr_size_t length)
{
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;
    apr_bucket_brigade *bb = apr_brigade_create(r->pool, alloc);

    apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
    ap_set_content_type(r, "text/calendar; charset=utf-8");
    ap_set_content_length(r, (apr_off_t)length);
    APR_BRIGADE_INSERT_TAIL(
        bb, apr_bucket_pool_create(text, length, r->pool, alloc));
    APR_BRIGADE_INSERT_TAIL(bb, apr_bucket_eos_create(alloc));
    if (ap_pass_brigade(r->output_filters, bb) != APR_SUCCESS) {
        r->connection->aborted = 1; /* the client has gone */
    }
}

dav_error *report_freebusy(const dav_resource *resource, const apr_xml_doc *doc)
{
    request_rec *r = resource->info->r;
    busy_answer a = { 0 };
    apr_array_header_t *places;
    char uid[APR_UUID_FORMATTED_LENGTH + 1];
    const char *text;
    advolux_error *error;
    apr_size_t length;
    apr_uuid_t uuid;
    ical_span span;
    dav_error *err = read_span(r, doc, &span);

    if (!err) {
        err = report_scope(resource->info, &places);
    }
    if (err) {
        return err;
    }
    a.info = resource->info;
    a.scratch = account_pool(&a);
    a.busy = ical_busy_begin(r->pool, span);
    error = gather(&a, places, span);
    if (error) {
        return advolux_dav_error(r, error);
    }
    if (a.full) {
        return advolux_precondition(
            r, HTTP_FORBIDDEN, NS_DAV, "number-of-matches-within-limits", NULL,
            "There are too many appointments in that time: ask for less.");
    }
    apr_uuid_get(&uuid);
    apr_uuid_format(uid, &uuid);
    text = ical_busy_write(a.busy, uid, apr_time_sec(apr_time_now()), &length);
    send_calendar(r, text, length);
    return NULL;
}
