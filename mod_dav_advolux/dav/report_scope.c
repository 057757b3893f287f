/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_scope.c
 * Which calendars a report is about (RFC 4791 section 7.2).
 */
#include <httpd.h>

#include <apr_strings.h>

#include "report.h"

const struct dav_resource_private *report_calendar_of(
    const struct dav_resource_private *info, advolux_item_kind kind)
{
    struct dav_resource_private *calendar =
        apr_pmemdup(info->r->pool, info, sizeof *info);

    calendar->path.place = PLACE_CALENDAR;
    calendar->path.kind = kind;
    return calendar;
}

/* Whether the Depth header reaches the home's members; false if it is none. */
static bool read_depth(request_rec *r, bool *deep)
{
    const char *depth = apr_table_get(r->headers_in, "Depth");

    *deep = depth && strcmp(depth, "0");
    return !*deep || !strcmp(depth, "1") || !strcasecmp(depth, "infinity");
}

dav_error *report_scope(const struct dav_resource_private *info,
                        apr_array_header_t **places)
{
    request_rec *r = info->r;
    const advolux_principal *principal;
    advolux_error *error;
    bool deep;

    *places = apr_array_make(r->pool, 2, sizeof info);
    if (info->path.place != PLACE_HOME) {
        APR_ARRAY_PUSH(*places, const struct dav_resource_private *) = info;
        return NULL;
    }
    if (!read_depth(r, &deep)) {
        return report_bad_request(r, "The Depth header must be 0, 1 or "
                                     "infinity.");
    }
    if (deep) {
        for (int kind = ADVOLUX_APPOINTMENT; kind <= ADVOLUX_TASK; kind++) {
            APR_ARRAY_PUSH(*places, const struct dav_resource_private *) =
                report_calendar_of(info, (advolux_item_kind)kind);
        }
        return NULL;
    }
    error = advolux_principal_get(info->store, r->pool, info->who, &principal);
    return error ? advolux_dav_error(r, error) : NULL;
}
