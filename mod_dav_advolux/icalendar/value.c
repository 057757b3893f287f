/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "value.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"
#include "text.h"
#include "timezone.h"
#include "zone.h"
#include "zone_definition.h"

/* A million years is beyond every date and far from overflow. */
#define AMOUNT_MAX 366000000LL

#define ZONES_MAX 64  /* different TZIDs that are looked up in an object */
#define TZID_MAX 1000 /* octets of a TZID that may be known */
#define UNKNOWN ""    /* in place of a name */

/* Whether a VTIMEZONE is the one that a TZID parameter names. */
static bool defines(apr_pool_t *pool, const ical_node *node, const char *tzid)
{
    const ical_property *id = node && !strcmp(node->name, "VTIMEZONE")
                                  ? ical_find(node, "TZID")
                                  : NULL;

    return id && (!strcmp(id->value, tzid) ||
                  !strcmp(ical_unescape(pool, id->value), tzid));
}

/* By its name, or by the place that its VTIMEZONE names; NULL if unknown. */
static const char *find_zone(apr_pool_t *pool, const ical_node *root,
                             const char *tzid)
{
    const char *name = ical_zone_resolve(pool, tzid);

    for (int i = 0; !name && i < root->members->nelts; i++) {
        const ical_node *node =
            APR_ARRAY_IDX(root->members, i, ical_member).component;
        if (defines(pool, node, tzid)) {
            name = zone_definition_name(pool, node);
        }
    }
    return name;
}

/* Names that no file has cost a look for it: an object pays for each once, and
 * for ZONES_MAX at the most. A long one would cost its length each time. */
const char *ical_tzid_zone(apr_pool_t *pool, const ical_node *node,
                           const char *tzid)
{
    const ical_node *root = node;
    const char *name;

    if (strnlen(tzid, TZID_MAX + 1) > TZID_MAX) {
        return NULL;
    }
    while (root->parent) {
        root = root->parent;
    }
    name = apr_hash_get(root->zones, tzid, APR_HASH_KEY_STRING);
    if (!name && apr_hash_count(root->zones) < ZONES_MAX) {
        name = find_zone(pool, root, tzid);
        name = name ? name : UNKNOWN;
        apr_hash_set(root->zones, tzid, APR_HASH_KEY_STRING, name);
    }
    return name && *name ? name : NULL;
}

const char *ical_time_read(apr_pool_t *pool, const ical_property *property,
                           const char *value, const char *zone, ical_time *time)
{
    const char *text = value;

    while (apr_isspace(*text)) {
        text++;
    }
    int length = local_parse(text, &time->local);
    const char *rest = text + length;
    bool utc = length == 15 && (*rest == 'Z' || *rest == 'z');
    rest += utc;
    while (apr_isspace(*rest)) {
        rest++;
    }
    if (length == 0 || *rest) {
        return apr_psprintf(pool,
                            "\"%s\" is not an existing date or time "
                            "YYYYMMDD or YYYYMMDDTHHMMSS[Z] (RFC 5545 sections "
                            "3.3.4, 3.3.5).",
                            ical_excerpt(pool, value));
    }
    time->date = length == 8;
    if (property->type && !strcasecmp(property->type, "DATE") && !time->date) {
        if (time->local % LOCAL_DAY) {
            return apr_psprintf(pool,
                                "\"%s\" is not a DATE, as VALUE=DATE "
                                "says (RFC 5545 section 3.3.4).",
                                ical_excerpt(pool, value));
        }
        time->date = true;
    }
    time->zone = zone;
    time->guessed = false;
    if (utc && !time->date) {
        time->zone = "UTC";
    } else if (property->tzid && !time->date) {
        const char *name = ical_tzid_zone(pool, property->node, property->tzid);
        time->guessed = !name;
        time->zone = name ? name : zone;
    }
    return NULL;
}

apr_int64_t ical_time_instant(const ical_time *time)
{
    return zone_instant(zone_get(time->zone), time->local);
}

apr_int64_t ical_time_in(const ical_time *time, const char *zone)
{
    if (time->date || !strcmp(time->zone, zone)) {
        return time->local;
    }
    return zone_local(zone_get(zone), ical_time_instant(time));
}

void ical_time_as(ical_time *time, const ical_time *other)
{
    apr_int64_t local = ical_time_in(time, other->zone);

    if (time->date == other->date) {
        return;
    }
    time->local = other->date ? local_day_of(local) * LOCAL_DAY : local;
    time->date = other->date;
    time->zone = other->zone;
}

static apr_int64_t day_start(apr_int64_t local)
{
    return local_day_of(local) * LOCAL_DAY;
}

apr_int64_t ical_time_in_series(const ical_time *time, const ical_time *start)
{
    if (start->date) {
        return day_start(strcmp(time->zone, "UTC")
                             ? time->local
                             : ical_time_in(time, start->zone));
    }
    return time->date ? time->local + start->local - day_start(start->local)
                      : ical_time_in(time, start->zone);
}

bool ical_duration_read(const char *value, ical_duration *duration)
{
    int sign = *value == '-' ? -1 : 1;
    bool time = false, any = false;

    duration->days = duration->seconds = 0;
    value += *value == '-' || *value == '+';
    if (apr_toupper(*value) != 'P') {
        return false;
    }
    for (value++; *value && !apr_isspace(*value); value++) {
        if (apr_toupper(*value) == 'T') {
            time = true;
            continue;
        }
        char *end;
        if (!apr_isdigit(*value)) {
            return false;
        }
        long long amount = strtoll(value, &end, 10);
        if (amount > AMOUNT_MAX) {
            return false;
        }
        value = end;
        any = true;
        switch (apr_toupper(*value)) {
        case 'W':
            duration->days += sign * amount * 7;
            break;
        case 'D':
            duration->days += sign * amount;
            break;
        case 'H':
            duration->seconds += sign * amount * 3600;
            break;
        case 'M':
            duration->seconds += sign * amount * 60;
            break;
        case 'S':
            duration->seconds += sign * amount;
            break;
        default:
            return false;
        }
        if (!time && !strchr("WDwd", *value)) {
            return false;
        }
        if (llabs(duration->days) > AMOUNT_MAX ||
            llabs(duration->seconds) > AMOUNT_MAX * LOCAL_DAY) {
            return false;
        }
    }
    return any;
}

apr_int64_t ical_time_add(const ical_time *time, const ical_duration *duration)
{
    apr_int64_t local = time->local + duration->days * LOCAL_DAY;
    const zone_info *z = zone_get(time->zone);

    if (time->date || duration->seconds == 0) {
        return local + duration->seconds;
    }
    return zone_local(z, zone_instant(z, local) + duration->seconds);
}
