/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_principal_match.c
 * DAV:principal-match (RFC 3744 section 9.3): what below a collection is the
 * caller, or says so in a property such as DAV:owner.
 */
#include <httpd.h>

#include <apr_strings.h>

#include "report.h"

#define BELOW_HOME (AT(PLACE_CALENDAR) | AT(PLACE_OBJECT))
#define BELOW_HOMES (AT(PLACE_HOME) | BELOW_HOME)

/* The places below each place, at any depth. */
static const unsigned below[] = {
    [PLACE_ROOT] = AT(PLACE_PRINCIPALS) | AT(PLACE_PRINCIPAL) |
                   AT(PLACE_HOMES) | BELOW_HOMES,
    [PLACE_PRINCIPALS] = AT(PLACE_PRINCIPAL),
    [PLACE_HOMES] = BELOW_HOMES,
    [PLACE_HOME] = BELOW_HOME,
    [PLACE_CALENDAR] = AT(PLACE_OBJECT),
};

typedef struct match {
    const struct dav_resource_private *info;
    const property_request *request;
    multistatus *ms;
    unsigned places; /* that match */
} match;

/* The set of places that match, wherever they are. */
static dav_error *read_match(request_rec *r, const apr_xml_doc *doc,
                             unsigned *places)
{
    const apr_xml_elem *self = property_child(doc, doc->root, NS_DAV, "self");
    const apr_xml_elem *named =
        property_child(doc, doc->root, NS_DAV, "principal-property");
    const property_row *row;

    if (!self == !named ||
        (named && (!named->first_child || named->first_child->next))) {
        return report_bad_request(r, "DAV:principal-match must hold DAV:self, "
                                     "or DAV:principal-property with one "
                                     "property.");
    }
    *places = AT(PLACE_PRINCIPAL);
    if (named) {
        row = property_find(property_element_ns(doc, named->first_child),
                            named->first_child->name);
        *places = row && row->refers == PLACE_PRINCIPAL ? row->places : 0;
    }
    return NULL;
}

static void write_collections(const match *m, const property_target *base)
{
    static const dav_place order[] = { PLACE_PRINCIPALS, PLACE_PRINCIPAL,
                                       PLACE_HOMES, PLACE_HOME };

    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        bool own = order[i] == PLACE_PRINCIPAL || order[i] == PLACE_HOME;
        property_target target = *base;

        target.path.place = order[i];
        target.path.login = own ? m->info->who->login : NULL;
        if (m->places & AT(order[i])) {
            members_write_target(m->request, &target, m->ms);
        }
    }
}

/* A calendar, as it was read with the tree, and what is in it. */
static advolux_error *write_calendar(const match *m,
                                     const advolux_calendar *calendar)
{
    struct dav_resource_private *info =
        apr_pmemdup(m->info->r->pool, m->info, sizeof *info);
    property_target target;

    info->path = (advolux_path){ .place = PLACE_CALENDAR,
                                 .login = info->who->login,
                                 .kind = calendar->kind };
    if (m->places & AT(PLACE_CALENDAR)) {
        target = members_target(info, &info->path, m->ms->scratch);
        target.calendar = calendar;
        members_write_target(m->request, &target, m->ms);
    }
    return m->places & AT(PLACE_OBJECT)
               ? members_write_all(members_create(info, m->request, m->ms),
                                   false)
               : NULL;
}

static advolux_error *write_matches(const match *m)
{
    const advolux_path *path = &m->info->path;
    property_target base = members_target(m->info, path, m->ms->scratch);
    apr_array_header_t *calendars;
    advolux_error *error = members_home_load(m->info, &base, &calendars);

    if (error) {
        return error;
    }
    write_collections(m, &base);
    for (int i = 0; i < calendars->nelts && !error; i++) {
        const advolux_calendar *calendar =
            &APR_ARRAY_IDX(calendars, i, advolux_calendar);

        if (path->place != PLACE_CALENDAR || path->kind == calendar->kind) {
            error = write_calendar(m, calendar);
        }
    }
    return error;
}

dav_error *report_principal_match(const dav_resource *resource,
                                  const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    match m = { .info = info };
    property_request *request;
    advolux_error *error;
    dav_error *err = report_depth_zero(r);

    if (!err) {
        err = read_match(r, doc, &m.places);
    }
    if (!err) {
        err = property_request_read(r, doc, doc->root, info->path.place, true,
                                    &request);
    }
    if (err) {
        return err;
    }
    m.places &= below[info->path.place];
    m.request = request;
    m.ms = multistatus_create(r);
    error = write_matches(&m);
    if (error) {
        return multistatus_fail(m.ms, advolux_dav_error(r, error));
    }
    return multistatus_end(m.ms, NULL);
}
