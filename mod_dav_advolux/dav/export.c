/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file export.c
 * A whole calendar as one iCalendar file. The calendar may change meanwhile:
 * an entry is written once, as it is when it is read; one that comes in later
 * may be there, and one that goes may be missing. END:VCALENDAR is written
 * when all is: a file that was broken off does not end in it, and neither does
 * the connection end as it should.
 */
#include <httpd.h>

#include <apr_strings.h>

#include "collection.h"
#include "members.h"
#include "merge.h"
#include "message.h"
#include "whole_entry.h"

typedef struct export
{
    const struct dav_resource_private *info;
    outflow *out;
    ical_merge *merge;
}
export;

static void append(export *e, const ical_buffer *text)
{
    markup_raw(&e->out->body, text->data, text->length);
}

static void write_entry(export *e, const advolux_calendar *calendar,
                        const advolux_entry *entry)
{
    ical_buffer *text = ical_buffer_make(e->out->scratch, 2048);
    apr_size_t length = 0;
    const char *content =
        advolux_entry_content(e->out->scratch, entry, calendar->zone, &length);

    if (!content || !ical_merge_add(e->merge, text, content, length)) {
        const char *name =
            advolux_say_name(e->out->scratch, entry->member.name);

        advolux_say(e->info->r, MESSAGE_BAD_IN_FILE, name,
                    "entry %s%s cannot be read; the file of the whole calendar "
                    "leaves it out",
                    advolux_say_place(e->info->r), name);
        return;
    }
    append(e, text);
}

static apr_array_header_t *names_of(const advolux_member *list, int count,
                                    apr_pool_t *pool)
{
    apr_array_header_t *names =
        apr_array_make(pool, count, sizeof(const char *));

    for (int i = 0; i < count; i++) {
        APR_ARRAY_PUSH(names, const char *) = list[i].name;
    }
    return names;
}

static advolux_error *write_batch(export *e, const advolux_member *list,
                                  int count, apr_pool_t *pool)
{
    const struct dav_resource_private *info = e->info;
    const advolux_entries *found;
    advolux_error *error =
        advolux_entries_get(info->store, pool, info->who, info->path.kind,
                            names_of(list, count, pool), &found);

    for (int i = 0; !error && i < found->entries->nelts && outflow_turn(e->out);
         i++) {
        const advolux_entry *entry =
            &APR_ARRAY_IDX(found->entries, i, advolux_entry);

        error = whole_entry_get(info, e->out->scratch, 0, &entry);
        if (!error && entry) {
            write_entry(e, found->calendar, entry);
        }
    }
    advolux_request_allow(info->r); /* each part has its own time */
    return error;
}

static advolux_error *write_page(export *e, const advolux_listing *listing)
{
    const advolux_member *all = (const advolux_member *)listing->members->elts;
    int count = listing->members->nelts;
    apr_pool_t *pool = outflow_pool(e->out);

    for (int i = 0; i < count && !e->out->stopped; i += MEMBERS_BATCH) {
        int rest = count - i;
        advolux_error *error = write_batch(
            e, all + i, rest < MEMBERS_BATCH ? rest : MEMBERS_BATCH, pool);

        if (error) {
            return error; /* it lives in pool, which the request ends */
        }
        apr_pool_clear(pool);
    }
    apr_pool_destroy(pool);
    return NULL;
}

static advolux_error *write_all(export *e)
{
    const struct dav_resource_private *info = e->info;
    apr_pool_t *page = outflow_pool(e->out), *past = outflow_pool(e->out);
    const advolux_listing *listing;
    const char *after = "";

    do {
        advolux_error *error;
        const apr_array_header_t *all;

        apr_pool_clear(page);
        error =
            advolux_list_by_uid(info->store, page, info->who, info->path.kind,
                                after, LISTING_PAGE, &listing);
        if (!error) {
            error = write_page(e, listing);
        }
        if (error) {
            return error;
        }
        all = listing->members;
        apr_pool_clear(past);
        if (all->nelts > 0) {
            after = apr_pstrdup(
                past, APR_ARRAY_IDX(all, all->nelts - 1, advolux_member).uid);
        }
    } while (listing->more && !e->out->stopped);
    return NULL;
}

dav_error *export_deliver(const struct dav_resource_private *info)
{
    request_rec *r = info->r;
    ical_buffer *edge = ical_buffer_make(r->pool, 512);
    export e = { .info = info, .out = outflow_create(r, NULL) };
    advolux_error *error;

    e.merge = ical_merge_begin(r->pool, edge, info->calendar->displayname,
                               advolux_zones_wanted(r) == ICAL_ZONES_BY_NAME);
    append(&e, edge);
    error = write_all(&e);
    if (error) {
        return outflow_fail(e.out, advolux_dav_error(r, error));
    }
    edge->length = 0;
    ical_merge_end(edge);
    append(&e, edge);
    return outflow_end(e.out);
}
