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
#include "tzid.h"

/* A million years is beyond every date and far from overflow. */
#define AMOUNT_MAX 366000000LL

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
                            "%s is not an existing date or time "
                            "YYYYMMDD or YYYYMMDDTHHMMSS[Z] (RFC 5545 sections "
                            "3.3.4, 3.3.5).",
                            ical_excerpt(pool, value));
    }
    time->date = length == 8;
    if (property->type && !strcasecmp(property->type, "DATE") && !time->date) {
        if (time->local % LOCAL_DAY) {
            return apr_psprintf(pool,
                                "%s is not a DATE, as VALUE=DATE "
                                "says (RFC 5545 section 3.3.4).",
                                ical_excerpt(pool, value));
        }
        time->date = true;
    }
    time->zone = NULL;
    time->guessed = false;
    if (utc && !time->date) {
        time->zone = zone_utc;
    } else if (property->tzid && !time->date) {
        time->zone = tzid_zone(property->node, property->tzid);
        time->guessed = !time->zone;
    }
    time->zone = time->zone ? time->zone : zone_get(pool, zone);
    return NULL;
}

apr_int64_t ical_time_instant(const ical_time *time)
{
    return zone_instant(time->zone, time->local);
}

apr_int64_t ical_time_in(const ical_time *time, const zone_info *zone)
{
    return time->date || time->zone == zone
               ? time->local
               : zone_local(zone, ical_time_instant(time));
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
        return day_start(time->zone == zone_utc
                             ? ical_time_in(time, start->zone)
                             : time->local);
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
    const zone_info *z = time->zone;

    if (time->date || duration->seconds == 0) {
        return local + duration->seconds;
    }
    return zone_local(z, zone_instant(z, local) + duration->seconds);
}
