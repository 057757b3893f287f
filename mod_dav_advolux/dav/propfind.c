/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_protocol.h>
#include <util_xml.h>

#include "members.h"

typedef struct propfind {
    const struct dav_resource_private *info;
    const property_request *request;
    multistatus *ms;
    bool root;     /* the collection itself is asked for */
    bool children; /* and what is in it */
} propfind;

/* One DAV:response for a place that needs nothing more from the store. */
static void write_place(propfind *find, const property_target *base,
                        dav_place place)
{
    property_target target = *base;

    target.path.place = place;
    target.path.login =
        place == PLACE_HOME || place == PLACE_PRINCIPAL ? base->login : NULL;
    members_write_target(find->request, &target, find->ms);
}

static advolux_error *find_above_home(propfind *find)
{
    /* What is in each place. */
    static const struct {
        dav_place parent, child;
    } tree[] = {
        { PLACE_ROOT, PLACE_PRINCIPALS },
        { PLACE_ROOT, PLACE_HOMES },
        { PLACE_PRINCIPALS, PLACE_PRINCIPAL },
        { PLACE_HOMES, PLACE_HOME },
    };
    property_target target;
    advolux_error *error = members_target_load(find->info, &target);

    if (error) {
        return error;
    }
    if (find->root) {
        members_write_target(find->request, &target, find->ms);
    }
    for (size_t i = 0; find->children && i < sizeof tree / sizeof *tree; i++) {
        if (tree[i].parent == target.path.place) {
            write_place(find, &target, tree[i].child);
        }
    }
    return NULL;
}

/* The home with its calendars: their header rows name their owner too. */
static advolux_error *find_home(propfind *find)
{
    const struct dav_resource_private *info = find->info;
    property_target target = members_target(info, &info->path, info->r->pool);
    apr_array_header_t *calendars;
    advolux_error *error;

    error = members_home_load(info, &target, &calendars);
    if (error) {
        return error;
    }
    if (find->root) {
        members_write_target(find->request, &target, find->ms);
    }
    target.path.place = PLACE_CALENDAR;
    for (int i = 0; i < calendars->nelts; i++) {
        target.calendar = &APR_ARRAY_IDX(calendars, i, advolux_calendar);
        target.path.kind = target.calendar->kind;
        members_write_target(find->request, &target, find->ms);
    }
    return NULL;
}

static advolux_error *find_calendar(propfind *find)
{
    members *m = members_create(find->info, find->request, find->ms);

    return members_write_all(m, find->root);
}

static advolux_error *find_object(propfind *find)
{
    return members_write_object(
        members_create(find->info, find->request, find->ms));
}

static advolux_error *find_properties(propfind *find)
{
    switch (find->info->path.place) {
    case PLACE_OBJECT:
        return find_object(find);
    case PLACE_CALENDAR:
        return find->children ? find_calendar(find) : find_above_home(find);
    case PLACE_HOME:
        return find->children ? find_home(find) : find_above_home(find);
    default:
        return find_above_home(find);
    }
}

static dav_error *read_depth(request_rec *r, const dav_resource *resource,
                             propfind *find)
{
    const char *depth = apr_table_get(r->headers_in, "Depth");

    find->root = true;
    if (!resource->collection || (depth && !strcmp(depth, "0"))) {
        return NULL;
    }
    if (depth && !strcmp(depth, "1")) {
        find->children = true;
        find->root = !preference_noroot(r);
        return NULL;
    }
    if (!depth || !strcasecmp(depth, "infinity")) {
        return advolux_precondition(r, HTTP_FORBIDDEN, NS_DAV,
                                    "propfind-finite-depth", NULL,
                                    "Ask for one level after the other, with "
                                    "Depth: 0 or 1.");
    }
    return advolux_bad_request(r, HTTP_BAD_REQUEST,
                               "The Depth header must be 0, 1 or infinity.");
}

static dav_error *read_request(request_rec *r, const apr_xml_doc *doc,
                               const dav_resource *resource, propfind *find)
{
    property_request *request;
    dav_error *err;

    if (doc && !property_element_is(doc, doc->root, NS_DAV, "propfind")) {
        return advolux_bad_request(
            r, HTTP_BAD_REQUEST, "The body of PROPFIND must be DAV:propfind.");
    }
    err = property_request_read(r, doc, doc ? doc->root : NULL,
                                resource->info->path.place, false, &request);
    find->request = request;
    return err;
}

static dav_error *answer(request_rec *r, propfind *find)
{
    advolux_error *error;

    find->ms = multistatus_create(r);
    error = find_properties(find);
    if (error) {
        return multistatus_fail(find->ms, advolux_dav_error(r, error));
    }
    return multistatus_end(find->ms, NULL);
}

int advolux_propfind(request_rec *r, const dav_resource *resource)
{
    propfind find = { .info = resource->info };
    apr_xml_doc *doc;
    dav_error *err;
    int status = ap_xml_parse_input(r, &doc);

    if (status != OK) {
        return status;
    }
    if (!resource->exists) {
        return HTTP_NOT_FOUND;
    }
    err = read_depth(r, resource, &find);
    if (!err) {
        err = read_request(r, doc, resource, &find);
    }
    if (!err) {
        err = answer(r, &find);
    }
    if (advolux_login_renewed(r, err)) {
        err = answer(r, &find);
    }
    return err ? dav_handle_err(r, err, NULL) : OK;
}
