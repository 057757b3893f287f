/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "timezone.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"
#include "text.h"
#include "zone.h"

/* What Outlook and Lotus Notes write besides the names of Windows' own
 * table. */
static const struct {
    const char *tzid, *iana;
} aliases[] = {
    { "W. Europe", "Europe/Berlin" },
    { "Mitteleuropäische Zeit", "Europe/Berlin" },
    { "Mitteleuropäische Sommerzeit", "Europe/Berlin" },
    { "Mitteleuropa", "Europe/Berlin" },
    { "W. Europa", "Europe/Berlin" },
    { "MEZ", "Europe/Berlin" },
    { "MESZ", "Europe/Berlin" },
    { "CEST", "Europe/Berlin" },
    { "Westeuropäische Zeit", "Europe/London" },
    { "Osteuropäische Zeit", "Europe/Bucharest" },
    { "Western/Central Europe", "Europe/Berlin" },
    { "Central Europe", "Europe/Budapest" },
    { "Romance", "Europe/Paris" },
    { "GTB", "Europe/Bucharest" },
    { "FLE", "Europe/Kiev" },
    { "Eastern", "America/New_York" },
    { "Central", "America/Chicago" },
    { "Mountain", "America/Denver" },
    { "Pacific", "America/Los_Angeles" },
    { "Eastern Time (US & Canada)", "America/New_York" },
    { "Central Time (US & Canada)", "America/Chicago" },
    { "Mountain Time (US & Canada)", "America/Denver" },
    { "Pacific Time (US & Canada)", "America/Los_Angeles" },
    { "Atlantic Time (Canada)", "America/Halifax" },
    { "Athen, Bukarest", "Europe/Bucharest" },
    { "Koordinierte Weltzeit", "UTC" },
    { "Coordinated Universal Time", "UTC" },
    { "Z", "UTC" },
};

static const char *const warm[] = {
    "Europe/Berlin", "Europe/Vienna", "Europe/Zurich",
    "Europe/London", "Europe/Paris",  "America/New_York",
};

static const char *name_of(const char *tzid)
{
    const zone_info *z = zone_find(tzid);

    for (size_t i = 0; !z && i < sizeof(aliases) / sizeof(aliases[0]); i++) {
        if (!strcasecmp(tzid, aliases[i].tzid)) {
            z = zone_find(aliases[i].iana);
        }
    }
    if (z == NULL && zone_of_windows(tzid)) {
        z = zone_find(zone_of_windows(tzid));
    }
    return z ? z->name : NULL;
}

/* "/mozilla.org/20050126_1/Europe/Berlin": the longest ending that is a
 * name. */
static const char *without_prefix(const char *tzid)
{
    const char *name = name_of(tzid);

    for (const char *slash = strchr(tzid, '/'); !name && slash;
         slash = strchr(slash + 1, '/')) {
        name = name_of(slash + 1);
    }
    return name;
}

/* Places of a list that are looked for: Windows names six at most, and each
 * costs a look for a file in every area. */
#define PLACES_MAX 8

/* "(UTC+01:00) Amsterdam, Berlin, Bern": the first place that has a zone. */
static const char *of_places(apr_pool_t *pool, const char *list)
{
    static const char *const areas[] = {
        "Europe",    "America", "Asia",     "Africa",
        "Australia", "Pacific", "Atlantic",
    };
    char *copy = apr_pstrdup(pool, list), *place;
    const char *rest;

    for (char *c = copy; *c; c++) {
        *c = *c == '/' ? ',' : *c;
    }
    rest = copy;
    for (int n = 0;
         n < PLACES_MAX && (place = ical_next_piece(pool, &rest, ',', false));
         n++) {
        for (char *c = place; *c; c++) {
            *c = *c == ' ' ? '_' : *c;
        }
        for (size_t i = 0; i < sizeof(areas) / sizeof(areas[0]); i++) {
            const zone_info *z =
                zone_find(apr_pstrcat(pool, areas[i], "/", place, NULL));
            if (z) {
                return z->name;
            }
        }
    }
    return NULL;
}

/* "GMT+0200", "UTC+02:00": whole hours from UTC, which are zones of their
 * own. */
static const char *of_offset(apr_pool_t *pool, const char *tzid)
{
    const char *sign = tzid + 3;
    const zone_info *z;
    long hours, minutes = 0;
    char *end;

    if ((strncasecmp(tzid, "GMT", 3) && strncasecmp(tzid, "UTC", 3)) ||
        (*sign != '+' && *sign != '-') || !apr_isdigit(sign[1])) {
        return NULL;
    }
    hours = strtol(sign + 1, &end, 10);
    if (*end == ':') {
        minutes = strtol(end + 1, &end, 10);
    } else if (end - sign == 5) {
        minutes = hours % 100;
        hours /= 100;
    }
    if (*end || minutes || hours > 14) {
        return NULL;
    }
    /* POSIX counts westwards. */
    z = zone_find(
        apr_psprintf(pool, "Etc/GMT%c%ld", *sign == '+' ? '-' : '+', hours));
    return z ? z->name : NULL;
}

/* "europe/berlin" as "Europe/Berlin". */
static const char *capitalised(apr_pool_t *pool, const char *tzid)
{
    char *name = apr_pstrdup(pool, tzid);
    bool first = true;

    for (char *c = name; *c; c++) {
        *c = (char)(first ? apr_toupper(*c) : apr_tolower(*c));
        first = *c == '/' || *c == '_' || *c == '-';
    }
    return name;
}

const char *ical_zone_resolve(apr_pool_t *pool, const char *tzid)
{
    const char *rest = tzid;
    const char *name;

    if (strlen(tzid) > 200) {
        return NULL;
    }
    char *trimmed = ical_next_piece(pool, &rest, '\0', false);
    if ((name = without_prefix(trimmed))) {
        return name;
    }
    const char *places = *trimmed == '(' ? strchr(trimmed, ')') : NULL;
    if (places) {
        places += 1 + strspn(places + 1, " ");
        name = name_of(places);
        return name ? name : of_places(pool, places);
    }
    if ((name = of_offset(pool, trimmed))) {
        return name;
    }
    if (strchr(trimmed, '/')) {
        return name_of(capitalised(pool, trimmed));
    }
    /* Outlook numbers zones that it has met in several versions. */
    apr_size_t length = strlen(trimmed);
    while (length > 0 &&
           (apr_isdigit(trimmed[length - 1]) || trimmed[length - 1] == ' ')) {
        trimmed[--length] = '\0';
    }
    return name_of(trimmed);
}

apr_int64_t ical_zone_instant(const char *name, const char *local)
{
    apr_int64_t seconds = 0;

    local_parse(local, &seconds);
    return zone_instant(zone_get(name), seconds);
}

const char *ical_zone_component(const char *name)
{
    return zone_get(name)->component;
}

void ical_zone_init(void)
{
    for (size_t i = 0; i < sizeof(warm) / sizeof(warm[0]); i++) {
        zone_find(warm[i]);
    }
}
