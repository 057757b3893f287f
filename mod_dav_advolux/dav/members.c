/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include <httpd.h>

#include <apr_escape.h>
#include <apr_hash.h>
#include <apr_strings.h>

#include "members.h"
#include "message.h"
#include "sync_token.h"
#include "whole_entry.h"

/* Those that may be dead ones. */
static const apr_array_header_t *names_without_row(
    const struct dav_resource_private *info, const property_request *request)
{
    apr_array_header_t *names =
        apr_array_make(info->r->pool, 1, sizeof(const char *));

    for (int i = 0; i < request->items->nelts; i++) {
        const property_item *item =
            &APR_ARRAY_IDX(request->items, i, property_item);

        if (!item->row) {
            APR_ARRAY_PUSH(names, const char *) = item->name;
        }
    }
    return names;
}

members *members_create(const struct dav_resource_private *info,
                        const property_request *request, multistatus *ms)
{
    members *m = apr_pcalloc(info->r->pool, sizeof *m);
    advolux_path path = info->path;

    m->info = info;
    m->request = request;
    m->ms = ms;
    path.place = PLACE_CALENDAR;
    m->base = advolux_path_href(info->r->pool, info->root, &path);
    markup_init(&m->quoted, info->r->pool, 128);
    markup_quoted(&m->quoted, m->base);
    path.place = PLACE_OBJECT;
    m->target = members_target(info, &path, ms->scratch);
    m->allowance = (ical_allowance)ICAL_ALLOWANCE;
    m->wanted = request->every ? NULL : names_without_row(info, request);
    return m;
}

const char *members_href(const members *m, const char *name)
{
    return apr_pstrcat(m->ms->scratch, m->base,
                       advolux_path_segment(m->ms->scratch, name), NULL);
}

/* The href of a member, as a rule of characters that need no escape. */
static void write_own_href(members *m, const char *name)
{
    markup *body = &m->ms->body;

    if (!advolux_path_is_unreserved(name)) {
        markup_href(body, members_href(m, name));
        return;
    }
    markup_literal(body, "<D:href>");
    markup_raw(body, m->quoted.text, m->quoted.length);
    markup_string(body, name);
    markup_literal(body, "</D:href>");
}

static void write_bad(members *m, const advolux_member *member,
                      const char *href)
{
    const char *name = advolux_say_name(m->ms->scratch, member->name);

    advolux_say(m->info->r, MESSAGE_BAD_MEMBER, name,
                "entry %s%s cannot be read; the listing leaves it out with "
                "status 500",
                m->base, name);
    multistatus_status(m->ms, href, HTTP_INTERNAL_SERVER_ERROR, NULL);
}

/* `href` is as the client has it, or NULL for our own. */
static void write_member(members *m, const advolux_calendar *calendar,
                         const advolux_member *member, const char *href)
{
    markup *body = &m->ms->body;

    m->target.calendar = calendar;
    m->target.member = member;
    m->target.path.name = member->name;
    m->target.kept =
        m->kept ? apr_hash_get(m->kept, member->name, APR_HASH_KEY_STRING)
                : NULL;
    if (!m->template) {
        m->template =
            property_template_make(m->info->r->pool, m->request, &m->target);
    }
    markup_literal(body, "<D:response>");
    if (href) {
        markup_href(body, href);
    } else {
        write_own_href(m, member->name);
    }
    property_template_write(m->template, &m->target, body);
    markup_literal(body, "</D:response>\n");
}

static bool needs_content(const members *m)
{
    return m->request->content || m->filter;
}

/* Whether the filter matches; *readable says if the text could be parsed. */
static bool matches(members *m, const advolux_calendar *calendar,
                    const char *text, apr_size_t length, bool *readable)
{
    ical_node *object;

    *readable =
        ical_parse_stored(m->ms->scratch, text, length, &object) == NULL;
    return *readable && caldav_filter_match(m->ms->scratch, m->filter, object,
                                            m->zone ? m->zone : calendar->zone);
}

/* The content in the shape that calendar-data asks for. */
static ical_shape_fault shape_data(members *m, const advolux_calendar *calendar)
{
    const ical_shape *shape = m->request->shape;

    m->target.data = m->target.content;
    m->target.data_length = m->target.content_length;
    if (!shape || !m->target.content) {
        return ICAL_SHAPE_GOOD;
    }
    return ical_shape_apply(m->ms->scratch, shape, m->target.content,
                            m->target.content_length,
                            m->zone ? m->zone : calendar->zone, &m->allowance,
                            &m->target.data, &m->target.data_length);
}

/* More instances than are answered: of the object (RFC 4791 section 7.8,
 * max-instances), or of all of them together. Each object is named, so that
 * none seems to have gone. */
static void write_too_many(members *m, const advolux_member *member,
                           const char *href, ical_shape_fault fault)
{
    if (fault == ICAL_SHAPE_USED_UP && !m->used_up) {
        m->used_up = true;
        advolux_say(m->info->r, MESSAGE_TOO_MANY, NULL,
                    "what is asked of %s has too many instances; from %s on "
                    "series are answered with status 507",
                    m->base, advolux_say_name(m->ms->scratch, member->name));
    }
    multistatus_status(
        m->ms, href, HTTP_INSUFFICIENT_STORAGE,
        fault == ICAL_SHAPE_USED_UP
            ? "<D:error><D:number-of-matches-within-limits/></D:error>"
            : "<D:error><C:max-instances/></D:error>");
}

advolux_error *members_find_zone(members *m)
{
    const struct dav_resource_private *info = m->info;
    const advolux_calendar *calendar;
    advolux_error *error;

    if (m->zone) {
        return NULL;
    }
    error = advolux_calendar_get(info->store, info->r->pool, info->who,
                                 info->path.kind, &calendar);
    m->zone = error ? NULL : calendar->floating_zone;
    return error;
}

advolux_error *members_find_kept(members *m, const apr_array_header_t *names,
                                 apr_pool_t *pool)
{
    const struct dav_resource_private *info = m->info;
    advolux_error *error;

    m->kept = NULL;
    if (!m->request->dead || m->bare || names->nelts == 0) {
        return NULL;
    }
    error = advolux_entry_properties_get(info->store, pool, info->who,
                                         info->path.kind, names, m->wanted,
                                         &m->kept);
    m->bare = !error && !m->kept;
    return error;
}

advolux_error *members_write_object(members *m)
{
    const struct dav_resource_private *info = m->info;
    apr_array_header_t *names =
        apr_array_make(info->r->pool, 1, sizeof(const char *));
    advolux_error *error;

    APR_ARRAY_PUSH(names, const char *) = info->path.name;
    error = members_find_kept(m, names, info->r->pool);
    return error ? error
                 : members_write_entry(m, info->calendar, info->entry,
                                       members_href(m, info->path.name));
}

/* An entry that is there as a whole. */
static void write_whole(members *m, const advolux_calendar *calendar,
                        const advolux_entry *entry, const char *href)
{
    bool readable = !entry->bad;
    ical_shape_fault fault;
    const char *text = NULL;
    apr_size_t length = 0;

    if (readable && needs_content(m)) {
        text = advolux_entry_content(m->ms->scratch, entry, calendar->zone,
                                     &length);
        readable = text != NULL;
    }
    if (readable && m->filter &&
        !matches(m, calendar, text, length, &readable) && readable) {
        return;
    }
    m->target.entry = entry;
    m->target.content = text;
    m->target.content_length = length;
    fault = readable ? shape_data(m, calendar) : ICAL_SHAPE_UNREADABLE;
    if (fault == ICAL_SHAPE_GOOD) {
        write_member(m, calendar, &entry->member, href);
    } else if (fault == ICAL_SHAPE_UNREADABLE) {
        write_bad(m, &entry->member, href);
    } else {
        write_too_many(m, &entry->member, href, fault);
    }
    m->target.content = m->target.data = NULL;
    m->target.entry = NULL;
}

/* What an object is expanded in: its instances, and their text when it grows.
 */
static apr_size_t expansion_work(const members *m)
{
    return m->request->shape && m->request->shape->set == ICAL_SET_EXPANDED
               ? 3 * ICAL_EXPANSION_OCTETS
               : 0;
}

advolux_error *members_write_entry(members *m, const advolux_calendar *calendar,
                                   const advolux_entry *entry, const char *href)
{
    advolux_error *error = NULL;

    if (needs_content(m)) {
        error =
            whole_entry_get(m->info, m->ms->scratch, expansion_work(m), &entry);
    }
    if (!error && entry) {
        write_whole(m, calendar, entry, href);
        if (needs_content(m)) {
            advolux_entry_teach(m->info, m->ms->scratch, entry);
        }
    }
    return error;
}

int members_batch(const members *m)
{
    return m->request->dead && !m->bare ? MEMBERS_BATCH_WITH_DEAD
                                        : MEMBERS_BATCH;
}

/* A plain item that the index found needs no look at its text. */
static bool needs_text(const members *m, const advolux_member *member)
{
    return m->request->content ||
           (m->filter && !(m->span_only && member->exact));
}

/* Of all that are there, or of those that need their text. */
static apr_array_header_t *names_of(const members *m,
                                    const advolux_member *list, int count,
                                    bool with_text, apr_pool_t *pool)
{
    apr_array_header_t *names =
        apr_array_make(pool, count, sizeof(const char *));

    for (int i = 0; i < count; i++) {
        if (!list[i].removed && (!with_text || needs_text(m, &list[i]))) {
            APR_ARRAY_PUSH(names, const char *) = list[i].name;
        }
    }
    return names;
}

static advolux_error *fetch(const members *m, const advolux_member *list,
                            int count, apr_pool_t *pool,
                            const advolux_calendar **calendar,
                            apr_hash_t *by_name)
{
    apr_array_header_t *names = names_of(m, list, count, true, pool);
    const advolux_entries *found;
    advolux_error *error;

    if (names->nelts == 0) {
        return NULL;
    }
    error = advolux_entries_get(m->info->store, pool, m->info->who,
                                m->info->path.kind, names, &found);
    if (error) {
        return error;
    }
    *calendar = found->calendar;
    for (int i = 0; i < found->entries->nelts; i++) {
        const advolux_entry *entry =
            &APR_ARRAY_IDX(found->entries, i, advolux_entry);

        apr_hash_set(by_name, entry->member.name, APR_HASH_KEY_STRING, entry);
    }
    return NULL;
}

/* An entry that has gone since it was listed is left out: its removal has a
 * later revision than the listing, and the next sync brings it. */
static advolux_error *write_batch(members *m, const advolux_calendar *calendar,
                                  const advolux_member *list, int count,
                                  apr_pool_t *pool)
{
    apr_hash_t *by_name = apr_hash_make(pool);
    const advolux_calendar *fetched = calendar;
    advolux_error *error = fetch(m, list, count, pool, &fetched, by_name);

    if (!error && m->request->dead) {
        error =
            members_find_kept(m, names_of(m, list, count, false, pool), pool);
    }
    if (error) {
        return error;
    }
    for (int i = 0; i < count && !error && multistatus_turn(m->ms); i++) {
        const advolux_entry *entry;

        if (list[i].removed) {
            multistatus_status(m->ms, members_href(m, list[i].name),
                               HTTP_NOT_FOUND, NULL);
        } else if (!needs_text(m, &list[i])) {
            write_member(m, calendar, &list[i], NULL);
        } else {
            entry = apr_hash_get(by_name, list[i].name, APR_HASH_KEY_STRING);
            if (entry) {
                error = members_write_entry(m, fetched, entry,
                                            members_href(m, list[i].name));
            }
        }
    }
    return error;
}

advolux_error *members_write(members *m, const advolux_calendar *calendar,
                             const apr_array_header_t *list)
{
    const advolux_member *all = (const advolux_member *)list->elts;
    bool fetches = m->request->content || m->request->dead || m->filter;
    advolux_error *error = NULL;
    apr_pool_t *pool = outflow_pool(m->ms);
    int count;

    if (!m->zone) {
        m->zone = apr_pstrdup(m->info->r->pool, calendar->floating_zone);
    }
    for (int i = 0; i < list->nelts && !m->ms->stopped; i += count) {
        count = list->nelts - i;
        if (fetches && count > members_batch(m)) {
            count = members_batch(m);
        }
        error = write_batch(m, calendar, all + i, count, pool);
        if (error) {
            return error; /* it lives in pool, which the request ends */
        }
        advolux_request_allow(m->info->r); /* each part has its own time */
        apr_pool_clear(pool);
    }
    apr_pool_destroy(pool);
    return NULL;
}

void members_write_itself(members *m, const advolux_calendar *calendar)
{
    property_target target =
        members_target(m->info, &m->info->path, m->ms->scratch);

    target.calendar = calendar;
    members_write_target(m->request, &target, m->ms);
}

advolux_error *members_write_pages(members *m, listing_walk *walk,
                                   const advolux_listing *listing)
{
    advolux_error *error = NULL;

    while (!error && listing && !m->ms->stopped) {
        error = members_write(m, listing->calendar, listing->members);
        if (!error) {
            error = listing_walk_next(walk, &listing);
        }
    }
    return error;
}

advolux_error *members_write_all(members *m, bool itself)
{
    listing_walk walk = listing_walk_begin(m->info, NULL, outflow_pool(m->ms));
    const advolux_listing *listing;
    advolux_error *error = listing_walk_next(&walk, &listing);

    if (error) {
        return error;
    }
    if (itself) {
        members_write_itself(m, listing->calendar);
    }
    return members_write_pages(m, &walk, listing);
}
