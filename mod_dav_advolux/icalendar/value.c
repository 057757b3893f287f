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

const char *ical_time_text(apr_pool_t *pool, const ical_time *time,
                           const zone_info *zone)
{
    apr_int64_t local = ical_time_in(time, zone);
    const char *text = local_format(pool, local);

    return time->date || zone_instant(zone, local) == ical_time_instant(time)
               ? text
               : apr_pstrcat(pool, text, "r", NULL);
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
    apr_int64_t clock = start->local - day_start(start->local), local;

    if (start->date) {
        return day_start(time->zone == zone_utc
                             ? ical_time_in(time, start->zone)
                             : time->local);
    }
    if (time->date) {
        return time->local + clock;
    }
    /* In another zone no time says an hour that the series' zone leaves out. */
    local = ical_time_in(time, start->zone);
    return zone_instant(start->zone, day_start(local) + clock) ==
                   ical_time_instant(time)
               ? day_start(local) + clock
               : local;
}

/* What a fraction (".5") is of a unit of `size` seconds, rounded. */
static apr_int64_t read_fraction(const char *text, int size)
{
    apr_int64_t value = 0, scale = 1;

    for (text++; apr_isdigit(*text) && scale < 1000000; text++) {
        value = value * 10 + (*text - '0');
        scale *= 10;
    }
    return (value * size + scale / 2) / scale;
}

/* A number and its unit at *at, "30M"; it moves behind them. Some programs
 * leave out the T before times: the units say what is meant; and some write it
 * as ISO 8601 has it, with parts that are 0 and fractions of times. */
static bool read_amount(const char **at, int sign, ical_duration *duration)
{
    static const struct {
        char unit;
        bool days;
        int size;
    } units[] = {
        { 'W', true, 7 },   { 'D', true, 1 },  { 'H', false, 3600 },
        { 'M', false, 60 }, { 'S', false, 1 },
    };
    char *end;
    long long amount = apr_isdigit(**at) ? strtoll(*at, &end, 10) : -1;
    const char *unit, *fraction = NULL;

    if (amount < 0 || amount > AMOUNT_MAX) {
        return false;
    }
    unit = end;
    if ((*end == '.' || *end == ',') && apr_isdigit(end[1])) {
        fraction = end;
        unit = end + 1 + strspn(end + 1, "0123456789");
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (apr_toupper(*unit) != units[i].unit ||
            (fraction && units[i].days)) {
            continue;
        }
        amount *= units[i].size;
        amount += fraction ? read_fraction(fraction, units[i].size) : 0;
        *(units[i].days ? &duration->days : &duration->seconds) +=
            sign * amount;
        *at = unit + 1;
        return llabs(duration->days) <= AMOUNT_MAX &&
               llabs(duration->seconds) <= AMOUNT_MAX * LOCAL_DAY;
    }
    *at = unit + 1;
    return apr_toupper(*unit) == 'Y' && amount == 0 && !fraction;
}

bool ical_duration_read(const char *value, ical_duration *duration)
{
    int sign;

    duration->days = duration->seconds = 0;
    while (apr_isspace(*value)) {
        value++;
    }
    sign = *value == '-' ? -1 : 1;
    value += *value == '-' || *value == '+';
    if (apr_toupper(*value++) != 'P') {
        return false;
    }
    while (*value && !apr_isspace(*value)) {
        if (apr_toupper(*value) == 'T') {
            value++;
        } else if (!read_amount(&value, sign, duration)) {
            return false;
        }
    }
    return true;
}

ical_time ical_time_after(const ical_time *time, const ical_duration *duration)
{
    ical_time after = *time;

    after.local += duration->days * LOCAL_DAY;
    if (!time->date && duration->seconds) {
        after.local = ical_time_instant(&after);
        after.zone = zone_utc;
    }
    after.local += duration->seconds;
    return after;
}
