/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "if_header.h"

#include <apr_lib.h>
#include <apr_strings.h>

#include "home_token.h"
#include "own_host.h"
#include "sync_token.h"

/* More tags and conditions than any client sends; each may cost a round
 * trip. */
#define PARTS_MAX 32

#define JUDGED_NOTE "advolux-if"

/* The header while it is read. */
typedef struct reader {
    request_rec *r;
    const dav_resource *resource; /* of the request */
    const dav_resource *subject;  /* of the lists being read; NULL: there is
                                     no such resource for the caller */
    const char *rest;
    int lists, parts;     /* parts: tags and conditions */
    apr_int64_t tied;     /* the revision of the request's calendar without
                             which the list at hand does not hold, or 0 */
    bool holds;           /* one list held */
    apr_int64_t revision; /* without which none would have held, or 0 */
    dav_error *err;
} reader;

static void bad(reader *in, const char *sentence)
{
    if (!in->err) {
        in->err = dav_new_error(in->r->pool, HTTP_BAD_REQUEST, 0, 0, sentence);
    }
}

static char peek(reader *in)
{
    while (apr_isspace(*in->rest)) {
        in->rest++;
    }
    return *in->rest;
}

/* What stands between the sign at hand and `end`. */
static const char *between(reader *in, char end)
{
    const char *start = in->rest + 1;
    const char *stop = strchr(start, end);

    if (!stop) {
        bad(in, "The If header is cut off.");
        in->rest += strlen(in->rest);
        return "";
    }
    in->rest = stop + 1;
    if (++in->parts > PARTS_MAX) {
        bad(in, "The If header has too many conditions.");
    }
    return apr_pstrmemdup(in->r->pool, start, (apr_size_t)(stop - start));
}

/* The resource of another place, loaded. */
static const dav_resource *other_resource(reader *in, const advolux_path *path)
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

/* A tag: the lists after it are about the resource that it names. */
static void read_tag(reader *in)
{
    const char *href = between(in, '>');
    advolux_path path;

    in->subject = NULL;
    if (!in->err &&
        advolux_path_from_href(in->r->pool, in->resource->info->root,
                               advolux_own_host(in->r, href), href, &path)) {
        in->subject = other_resource(in, &path);
    }
}

/* There are no locks, so the one state that a resource can be in is a sync
 * token: its calendar's present one, which is an object's state too, since
 * nothing in there has changed (RFC 6578 section 5), or the home's own. */
static bool state_holds(reader *in, const char *state)
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

static bool etag_holds(reader *in, const char *etag)
{
    const char *own =
        in->subject ? in->subject->hooks->getetag(in->subject) : NULL;

    return own && !strcmp(own, etag);
}

static bool read_condition(reader *in)
{
    bool negated = false, holds = false;
    const char *state;

    if (!strncasecmp(in->rest, "Not", 3)) {
        negated = true;
        in->rest += 3;
    }
    switch (peek(in)) {
    case '<':
        state = between(in, '>');
        holds = !in->err && state_holds(in, state);
        break;
    case '[':
        holds = etag_holds(in, between(in, ']'));
        break;
    default:
        bad(in, "A condition of the If header is neither <state> nor [etag].");
        break;
    }
    return holds != negated;
}

static void read_list(reader *in)
{
    bool all = true, any = false;

    in->lists++;
    in->rest++; /* ( */
    in->tied = 0;
    while (!in->err && peek(in) != ')') {
        any = true;
        if (!*in->rest) {
            bad(in, "A list of the If header is not closed.");
        } else if (!read_condition(in)) {
            all = false;
        }
    }
    if (!in->err) {
        in->rest++;
    }
    if (!any) {
        bad(in, "A list of the If header is empty.");
    }
    if (all) {
        in->revision = in->holds && !in->revision ? 0 : in->tied;
        in->holds = true;
    }
}

static void read_header(reader *in)
{
    in->subject = in->resource;
    while (!in->err && peek(in)) {
        if (*in->rest == '<') {
            read_tag(in);
        } else if (*in->rest == '(') {
            read_list(in);
        } else {
            bad(in, "The If header must consist of lists in parentheses.");
        }
    }
    if (in->lists == 0) {
        bad(in, "The If header has no list.");
    }
}

dav_error *advolux_if_header_judge(request_rec *r, const dav_resource *resource)
{
    reader in = { .r = r,
                  .resource = resource,
                  .rest = apr_table_get(r->headers_in, "If") };

    if (!in.rest) {
        return NULL;
    }
    read_header(&in);
    apr_table_setn(r->notes, JUDGED_NOTE, "");
    apr_table_unset(r->headers_in, "If");
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
