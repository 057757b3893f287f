/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_multiget.c
 * CALDAV:calendar-multiget (RFC 4791 section 7.9): answers in the order asked,
 * each href as the client wrote it.
 */
#include <httpd.h>

#include <apr_hash.h>
#include <apr_strings.h>

#include "report.h"
#include "own_host.h"

#define HREFS_MAX 5000

typedef struct asked {
    const char *href; /* as the client wrote it */
    const char *name; /* NULL: names nothing that is asked about here */
    advolux_item_kind kind;
} asked;

/* The calendars that are asked about; NULL: not this one. */
typedef struct answers {
    members *of[ADVOLUX_TASK + 1];
    multistatus *ms;
    const property_request *request;
} answers;

static asked read_href(const struct dav_resource_private *info,
                       const char *href)
{
    asked one = { .href = href };
    advolux_path path;

    if (advolux_path_from_href(info->r->pool, info->root,
                               advolux_own_host(info->r, href), href, &path) &&
        path.place == PLACE_OBJECT &&
        (info->path.place == PLACE_HOME || path.kind == info->path.kind) &&
        !strcmp(path.login, info->who->login)) {
        one.name = path.name;
        one.kind = path.kind;
    }
    return one;
}

static dav_error *read_hrefs(const struct dav_resource_private *info,
                             const apr_xml_doc *doc, apr_array_header_t *hrefs)
{
    request_rec *r = info->r;

    for (const apr_xml_elem *element = doc->root->first_child; element;
         element = element->next) {
        if (!property_element_is(doc, element, NS_DAV, "href")) {
            continue;
        }
        if (hrefs->nelts == HREFS_MAX) {
            return advolux_precondition(
                r, HTTP_FORBIDDEN, NS_DAV, "number-of-matches-within-limits",
                NULL, "Ask for at most 5000 objects at once.");
        }
        APR_ARRAY_PUSH(hrefs, asked) =
            read_href(info, property_element_text(r->pool, element));
    }
    return NULL;
}

/* The entries of one calendar in a batch, by name, in one round trip; their
 * dead properties in another, if they are asked for. */
static advolux_error *fetch(members *m, const asked *batch, int count,
                            apr_pool_t *pool, apr_hash_t *by_name,
                            const advolux_calendar **calendar)
{
    const struct dav_resource_private *info = m->info;
    apr_array_header_t *names =
        apr_array_make(pool, count, sizeof(const char *));
    const advolux_entries *found;
    advolux_error *error;

    for (int i = 0; i < count; i++) {
        const char *name = batch[i].name;

        if (name && batch[i].kind == info->path.kind &&
            !apr_hash_get(by_name, name, APR_HASH_KEY_STRING)) {
            APR_ARRAY_PUSH(names, const char *) = name;
            apr_hash_set(by_name, name, APR_HASH_KEY_STRING, name);
        }
    }
    apr_hash_clear(by_name);
    error = advolux_entries_get(info->store, pool, info->who, info->path.kind,
                                names, &found);
    if (error) {
        return error;
    }
    *calendar = found->calendar;
    for (int i = 0; i < found->entries->nelts; i++) {
        const advolux_entry *entry =
            &APR_ARRAY_IDX(found->entries, i, advolux_entry);

        apr_hash_set(by_name, entry->member.name, APR_HASH_KEY_STRING, entry);
    }
    return members_find_kept(m, names, pool);
}

static advolux_error *write_batch(const answers *a, const asked *batch,
                                  int count, apr_pool_t *pool)
{
    const advolux_calendar *calendars[ADVOLUX_TASK + 1];
    apr_hash_t *by_name[ADVOLUX_TASK + 1];
    advolux_error *error = NULL;

    for (int kind = 0; kind <= ADVOLUX_TASK && !error; kind++) {
        if (a->of[kind]) {
            by_name[kind] = apr_hash_make(pool);
            error = fetch(a->of[kind], batch, count, pool, by_name[kind],
                          &calendars[kind]);
        }
    }
    for (int i = 0; !error && i < count && multistatus_turn(a->ms); i++) {
        const asked *one = &batch[i];
        const advolux_entry *entry =
            one->name ? apr_hash_get(by_name[one->kind], one->name,
                                     APR_HASH_KEY_STRING)
                      : NULL;

        if (entry) {
            error = members_write_entry(a->of[one->kind], calendars[one->kind],
                                        entry, one->href);
        } else {
            multistatus_status(a->ms, one->href, HTTP_NOT_FOUND, NULL);
        }
    }
    return error;
}

/* Whether the answer says when floating times and days are. */
static bool needs_zone(const property_request *request)
{
    return request->shape && request->shape->set != ICAL_SET_WHOLE;
}

/* The calendar's members, or of the home those of both. */
static advolux_error *open_answers(answers *a,
                                   const struct dav_resource_private *info)
{
    advolux_error *error = NULL;

    for (int kind = 0; kind <= ADVOLUX_TASK && !error; kind++) {
        if (info->path.place == PLACE_HOME) {
            a->of[kind] = members_create(
                report_calendar_of(info, (advolux_item_kind)kind), a->request,
                a->ms);
        } else if (info->path.kind == (advolux_item_kind)kind) {
            a->of[kind] = members_create(info, a->request, a->ms);
        }
        if (a->of[kind] && needs_zone(a->request)) {
            error = members_find_zone(a->of[kind]);
        }
    }
    return error;
}

/* How many to fetch at once. */
static int batch_of(const answers *a)
{
    int least = MEMBERS_BATCH;

    for (int kind = 0; kind <= ADVOLUX_TASK; kind++) {
        if (a->of[kind] && members_batch(a->of[kind]) < least) {
            least = members_batch(a->of[kind]);
        }
    }
    return least;
}

static advolux_error *write_all(const answers *a,
                                const apr_array_header_t *hrefs)
{
    const asked *all = (const asked *)hrefs->elts;
    apr_pool_t *pool = outflow_pool(a->ms);
    advolux_error *error;
    int count;

    for (int i = 0; i < hrefs->nelts && !a->ms->stopped; i += count) {
        count = hrefs->nelts - i;
        count = count < batch_of(a) ? count : batch_of(a);
        error = write_batch(a, all + i, count, pool);
        if (error) {
            return error;
        }
        apr_pool_clear(pool);
    }
    apr_pool_destroy(pool);
    return NULL;
}

dav_error *report_multiget(const dav_resource *resource, const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    apr_array_header_t *hrefs =
        apr_array_make(info->r->pool, 32, sizeof(asked));
    property_request *request;
    advolux_error *error;
    answers a = { 0 };
    dav_error *err = property_request_read(info->r, doc, doc->root,
                                           info->path.place, true, &request);

    if (!err) {
        err = read_hrefs(info, doc, hrefs);
    }
    if (err) {
        return err;
    }
    if (hrefs->nelts == 0) {
        return report_bad_request(
            info->r, "calendar-multiget must name at least one DAV:href.");
    }
    a.request = request;
    a.ms = multistatus_create(info->r);
    error = open_answers(&a, info);
    if (!error) {
        error = write_all(&a, hrefs);
    }
    if (error) {
        return multistatus_fail(a.ms, advolux_dav_error(info->r, error));
    }
    return multistatus_end(a.ms, NULL);
}
