/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "if_header.h"

#include <apr_strings.h>

#include "home_token.h"
#include "if_lists.h"
#include "own_host.h"
#include "sync_token.h"

#define JUDGED_NOTE "advolux-if"

/* The header while it is judged. */
typedef struct judge {
    request_rec *r;
    const dav_resource *resource; /* of the request */
    const dav_resource *subject;  /* of the lists being judged; NULL: there is
                                     no such resource for the caller */
    const char *href;     /* the tag that names it, as it is in the list */
    apr_int64_t tied;     /* the revision of the request's calendar without
                             which the list at hand does not hold, or 0 */
    bool holds;           /* one list held */
    apr_int64_t revision; /* without which none would have held, or 0 */
    dav_error *err;
} judge;

/* The resource of another place, loaded. */
static const dav_resource *other_resource(judge *in, const advolux_path *path)
{
    const dav_resource *base = in->resource;
    dav_resource *other = apr_pmemdup(in->r->pool, base, sizeof *other);
    advolux_error *error = NULL;

    other->info = apr_pmemdup(in->r->pool, base->info, sizeof *other->info);
    other->info->path = *path;
    other->info->entry = NULL;
    other->info->calendar = NULL;
    if (!advolux_place_visible(other->info)) {
        return NULL;
    }
    if (path->place == PLACE_OBJECT) {
        error = advolux_resource_load(other);
    }
    if (error) {
        in->err = advolux_dav_error(in->r, error);
    }
    return other;
}

/* The lists after a tag are about the resource that it names. */
static void find_subject(judge *in, const char *href)
{
    advolux_path path;

    in->href = href;
    in->subject = NULL;
    if (advolux_path_from_href(in->r->pool, in->resource->info->root,
                               advolux_own_host(in->r, href), href, &path)) {
        in->subject = other_resource(in, &path);
    }
}

/* There are no locks, so the one state that a resource can be in is a sync
 * token: its calendar's present one, which is an object's state too, since
 * nothing in there has changed (RFC 6578 section 5), or the home's own. */
static bool state_holds(judge *in, const char *state)
{
    const advolux_path *own = &in->resource->info->path;
    const struct dav_resource_private *info =
        in->subject ? in->subject->info : NULL;
    dav_place place = info ? info->path.place : PLACE_NONE;
    const advolux_calendar *calendar = NULL;
    apr_array_header_t *calendars;
    advolux_error *error = NULL;
    const char *token = "";
    bool holds;

    if (place == PLACE_CALENDAR || place == PLACE_OBJECT) {
        error = advolux_calendar_get(info->store, in->r->pool, info->who,
                                     info->path.kind, &calendar);
        token = error ? ""
                      : sync_token_format(in->r->pool, calendar,
                                          calendar->revision);
    } else if (place == PLACE_HOME) {
        error = advolux_calendars_get(info->store, in->r->pool, info->who,
                                      &calendars);
        token = error ? "" : home_token_of(in->r->pool, calendars);
    }
    if (error) {
        in->err = advolux_dav_error(in->r, error);
    }
    holds = *token && !strcmp(state, token);
    if (holds && calendar && calendar->kind == own->kind) {
        in->tied = calendar->revision;
    }
    return holds;
}

static bool etag_holds(judge *in, const char *etag)
{
    const char *own =
        in->subject ? in->subject->hooks->getetag(in->subject) : NULL;

    return own && !strcmp(own, etag);
}

static void judge_list(judge *in, const if_list *list)
{
    bool all = true;

    in->tied = 0;
    for (int i = 0; i < list->conditions->nelts && !in->err; i++) {
        const if_condition *condition =
            &APR_ARRAY_IDX(list->conditions, i, if_condition);
        bool holds = condition->is_etag ? etag_holds(in, condition->text)
                                        : state_holds(in, condition->text);

        all = all && holds != condition->negated;
    }
    if (all && !in->err) {
        in->revision = in->holds && !in->revision ? 0 : in->tied;
        in->holds = true;
    }
}

static void judge_lists(judge *in, const apr_array_header_t *lists)
{
    in->subject = in->resource;
    for (int i = 0; i < lists->nelts && !in->err; i++) {
        const if_list *list = &APR_ARRAY_IDX(lists, i, if_list);

        if (list->href != in->href) {
            find_subject(in, list->href);
        }
        if (!in->err) {
            judge_list(in, list);
        }
    }
}

dav_error *advolux_if_header_judge(request_rec *r, const dav_resource *resource)
{
    judge in = { .r = r, .resource = resource };
    const char *value = apr_table_get(r->headers_in, "If");
    apr_array_header_t *lists;
    const char *fault;

    if (!value) {
        return NULL;
    }
    fault = if_lists_read(r->pool, value, &lists);
    apr_table_setn(r->notes, JUDGED_NOTE, "");
    apr_table_unset(r->headers_in, "If");
    if (fault) {
        return dav_new_error(r->pool, HTTP_BAD_REQUEST, 0, 0, fault);
    }
    judge_lists(&in, lists);
    if (in.err) {
        return in.err;
    }
    resource->info->revision = in.revision;
    return in.holds ? NULL
                    : advolux_bad_request(r, HTTP_PRECONDITION_FAILED,
                                          "The If header does not hold.");
}

bool advolux_if_header_was_there(const request_rec *r)
{
    return apr_table_get(r->notes, JUDGED_NOTE) != NULL;
}
