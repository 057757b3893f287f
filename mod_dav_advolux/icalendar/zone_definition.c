/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone_definition.h"

#include <string.h>
#include <apr_time.h>

#include "local_time.h"
#include "timezone.h"
#include "zone_evaluate.h"
#include "zone_match.h"

#define AHEAD 20 /* years that a calendar's zone is to be right for */

const char *zone_definition_name(apr_pool_t *pool, const ical_node *zone)
{
    static const char *const places[] = { "TZID", "X-LIC-LOCATION", "TZURL" };
    const char *name = NULL;

    for (size_t i = 0; !name && i < sizeof places / sizeof *places; i++) {
        const ical_property *place = ical_find(zone, places[i]);

        name = place ? ical_zone_named(pool, ical_unescape(pool, place->value))
                     : NULL;
    }
    return name;
}

const zone_info *zone_definition_evaluate(apr_pool_t *pool,
                                          const ical_node *zone, int first,
                                          int last)
{
    return zone_evaluate(pool, zone, local_days(first, 1, 1) * LOCAL_DAY,
                         local_days(last + 1, 1, 1) * LOCAL_DAY);
}

/* By its offsets in the years to come; else by what its TZID describes. */
static const char *stored_name(apr_pool_t *pool, const ical_node *zone)
{
    const char *name = zone_definition_name(pool, zone);
    const zone_info *own;
    apr_time_exp_t now;

    if (name) {
        return name;
    }
    apr_time_exp_gmt(&now, apr_time_now());
    own = zone_definition_evaluate(pool, zone, now.tm_year + 1900,
                                   now.tm_year + 1900 + AHEAD);
    name = own ? zone_stored_name(pool, own) : NULL;
    return name
               ? name
               : ical_zone_described(
                     pool, ical_unescape(pool, ical_find(zone, "TZID")->value));
}

/* A VTIMEZONE that says when its offsets begin (RFC 5545 section 3.6.5). */
static bool is_whole(const ical_node *zone)
{
    static const char *const needed[] = { "DTSTART", "TZOFFSETFROM",
                                          "TZOFFSETTO" };
    int parts = 0;

    for (int i = 0; i < zone->members->nelts; i++) {
        const ical_node *part =
            APR_ARRAY_IDX(zone->members, i, ical_member).component;

        if (!part) {
            continue;
        }
        for (size_t n = 0; n < sizeof needed / sizeof *needed; n++) {
            if (!ical_find(part, needed[n])) {
                return false;
            }
        }
        parts++;
    }
    return parts > 0 && ical_find(zone, "TZID");
}

/* The only component of a calendar, if it is a VTIMEZONE; else NULL. */
static const ical_node *only_zone(const ical_node *calendar)
{
    const ical_node *found = NULL;

    for (int i = 0; i < calendar->members->nelts; i++) {
        const ical_node *node =
            APR_ARRAY_IDX(calendar->members, i, ical_member).component;

        if (node && (found || strcmp(node->name, "VTIMEZONE"))) {
            return NULL;
        }
        found = node ? node : found;
    }
    return found;
}

bool zone_definition_read(apr_pool_t *pool, const char *text, const char **name)
{
    const ical_node *zone;
    ical_node *calendar;

    *name = NULL;
    if (ical_parse(pool, text, strlen(text), &ical_limits_default, &calendar)) {
        return false;
    }
    zone = only_zone(calendar);
    if (!zone || !is_whole(zone) || !ical_find(calendar, "VERSION") ||
        !ical_find(calendar, "PRODID")) {
        return false;
    }
    *name = stored_name(pool, zone);
    return true;
}
