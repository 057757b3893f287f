/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_query.c
 * CALDAV:calendar-query (RFC 4791 section 7.8). The store finds candidates by
 * index; the filter decides on their text where the index cannot.
 */
#include <httpd.h>

#include <apr_strings.h>
#include <apr_time.h>

#include "message.h"
#include "report.h"
#include "timezone.h"
#include "zone_definition.h"

#define YEAR_1 APR_INT64_C(-62135596800) /* 0001-01-01, seconds */
#define YEAR_10000 APR_INT64_C(253402300800)
#define ZONES_APART (26 * 3600) /* seconds, at most */

/* The filter element that is not supported, for CALDAV:supported-filter. */
static const char *refused_element(request_rec *r,
                                   const caldav_filter_fault *fault)
{
    return fault->element ? apr_psprintf(r->pool, "<C:%s name=\"%s\"/>",
                                         fault->element, fault->name)
                          : NULL;
}

static dav_error *read_filter(request_rec *r, const apr_xml_doc *doc,
                              const caldav_filter **filter)
{
    const apr_xml_elem *element =
        property_child(doc, doc->root, NS_CALDAV, "filter");
    const caldav_filter_fault *fault;

    if (!element) {
        return advolux_precondition(r, HTTP_FORBIDDEN, NS_CALDAV,
                                    "valid-filter", NULL,
                                    "calendar-query must hold a filter.");
    }
    fault = caldav_filter_parse(r->pool, doc, element, filter);
    return fault
               ? advolux_precondition(r, HTTP_FORBIDDEN, NS_CALDAV,
                                      fault->precondition,
                                      refused_element(r, fault), fault->reason)
               : NULL;
}

/* The zone that the query brings for floating times and days: as a VTIMEZONE
 * (RFC 4791 section 9.8) or by its name (RFC 7809 section 5.3). NULL: the
 * calendar's. */
static dav_error *read_zone(request_rec *r, const apr_xml_doc *doc,
                            const char **zone)
{
    const apr_xml_elem *text =
        property_child(doc, doc->root, NS_CALDAV, "timezone");
    const apr_xml_elem *name =
        property_child(doc, doc->root, NS_CALDAV, "timezone-id");

    *zone = NULL;
    if (text && name) {
        return report_bad_request(r, "Of timezone and timezone-id there may "
                                     "be only one.");
    }
    if (text && !zone_definition_read(
                    r->pool, property_element_text(r->pool, text), zone)) {
        return advolux_precondition(r, HTTP_FORBIDDEN, NS_CALDAV,
                                    "valid-calendar-data", NULL,
                                    "The query's timezone is no VCALENDAR with "
                                    "one VTIMEZONE.");
    }
    if (text && !*zone) {
        advolux_say(r, MESSAGE_QUERY_ZONE, NULL,
                    "%s is asked by a time zone that is not known; the "
                    "calendar's counts",
                    advolux_say_place(r));
    }
    if (name) {
        *zone = ical_zone_named(r->pool, property_element_text(r->pool, name));
        return *zone ? NULL
                     : advolux_precondition(r, HTTP_FORBIDDEN, NS_CALDAV,
                                            "valid-timezone", NULL,
                                            "The query's timezone-id is not "
                                            "one of the IANA database.");
    }
    return NULL;
}

static const char *instant(apr_pool_t *pool, apr_int64_t seconds)
{
    apr_time_exp_t t;

    apr_time_exp_gmt(&t, apr_time_from_sec(seconds));
    return apr_psprintf(pool, "%04d%02d%02dT%02d%02d%02dZ", t.tm_year + 1900,
                        t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

/* The ends of a span for the index, within the years that can be written;
 * NULL: open. The index takes an end as part of the span, which is right for
 * tasks (RFC 4791 section 9.9: "end >= DUE") and a second too much for
 * appointments. */
static const char *lower(apr_pool_t *pool, apr_int64_t from)
{
    return from <= YEAR_1
               ? NULL
               : instant(pool, from < YEAR_10000 ? from : YEAR_10000 - 1);
}

static const char *upper(apr_pool_t *pool, apr_int64_t to,
                         advolux_item_kind kind)
{
    if (to >= YEAR_10000) {
        return NULL;
    }
    return instant(pool, to <= YEAR_1                  ? YEAR_1
                         : kind == ADVOLUX_APPOINTMENT ? to - 1
                                                       : to);
}

static apr_int64_t moved(apr_int64_t seconds, apr_int64_t by)
{
    return seconds == INT64_MIN || seconds == INT64_MAX ? seconds
                                                        : seconds + by;
}

/* The index knows floating times in the calendar's zone. In another zone they
 * take place up to a day earlier or later, and the text has to tell. */
static void widen(caldav_filter_plan *plan)
{
    plan->span.from = moved(plan->span.from, -ZONES_APART);
    plan->span.to = moved(plan->span.to, ZONES_APART);
    plan->span_only = false;
}

/* Whether a client has set another zone than the index knows. */
static bool floats_elsewhere(const members *m, const advolux_calendar *calendar)
{
    return !m->zone && strcmp(calendar->floating_zone, calendar->zone) != 0;
}

static advolux_error *query_calendar(members *m, const caldav_filter *filter)
{
    const struct dav_resource_private *info = m->info;
    caldav_filter_plan plan = caldav_filter_plan_for(filter, info->path.kind);
    const advolux_principal *principal;
    const advolux_listing *listing;
    advolux_error *error;
    advolux_range range;
    listing_walk walk;

    if (plan.nothing) { /* but the login is checked all the same */
        return advolux_principal_get(info->store, info->r->pool, info->who,
                                     &principal);
    }
    if (m->zone) {
        widen(&plan);
    }
    m->filter = plan.everything ? NULL : filter;
    m->span_only = plan.span_only;
    range.from = lower(info->r->pool, plan.span.from);
    range.to = upper(info->r->pool, plan.span.to, info->path.kind);
    if (plan.uid) {
        error = advolux_list_uid(info->store, info->r->pool, info->who,
                                 info->path.kind, plan.uid, &listing);
        if (error || listing->members->nelts > 0) {
            return error
                       ? error
                       : members_write(m, listing->calendar, listing->members);
        }
        /* A text-match finds substrings in any case of letters: if nobody's
         * UID is the text, it may still be a part of one. */
    }
    if (!range.from && !range.to) {
        return members_write_all(m, false);
    }
    walk = listing_walk_begin(info, &range, outflow_pool(m->ms));
    error = listing_walk_next(&walk, &listing);
    if (error) {
        return error;
    }
    if (floats_elsewhere(m, listing->calendar)) {
        m->zone = apr_pstrdup(info->r->pool, listing->calendar->floating_zone);
        return query_calendar(m, filter); /* in the wider span */
    }
    return members_write_pages(m, &walk, listing);
}

static advolux_error *query_object(members *m, const caldav_filter *filter)
{
    advolux_error *error = members_find_zone(m);

    m->filter = filter;
    return error ? error : members_write_object(m);
}

static advolux_error *query_all(const apr_array_header_t *places,
                                const property_request *request,
                                multistatus *ms, const char *zone,
                                const caldav_filter *filter)
{
    advolux_error *error = NULL;

    for (int i = 0; i < places->nelts && !error && !ms->stopped; i++) {
        const struct dav_resource_private *info =
            APR_ARRAY_IDX(places, i, const struct dav_resource_private *);
        members *m = members_create(info, request, ms);

        m->zone = zone;
        error = info->path.place == PLACE_OBJECT ? query_object(m, filter)
                                                 : query_calendar(m, filter);
    }
    return error;
}

dav_error *report_query(const dav_resource *resource, const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    const caldav_filter *filter;
    property_request *request;
    apr_array_header_t *places;
    const char *zone;
    advolux_error *error;
    multistatus *ms;
    dav_error *err = property_request_read(r, doc, doc->root, info->path.place,
                                           true, &request);

    if (!err) {
        err = read_filter(r, doc, &filter);
    }
    if (!err) {
        err = read_zone(r, doc, &zone);
    }
    if (!err) {
        err = report_scope(info, &places);
    }
    if (err) {
        return err;
    }
    ms = multistatus_create(r);
    error = query_all(places, request, ms, zone, filter);
    if (error) {
        return multistatus_fail(ms, advolux_dav_error(r, error));
    }
    return multistatus_end(ms, NULL);
}
