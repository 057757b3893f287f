/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "vcalendar_time.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"

/* "-05", "+05:30", "-0800", "+1"; false if it is no offset. */
static bool read_offset(const char *text, int *offset)
{
    char digits[5] = "";
    int count = 0, number;
    bool west = *text == '-';

    text += west || *text == '+';
    for (; *text && count < 4; text++) {
        if (apr_isdigit(*text)) {
            digits[count++] = *text;
        } else if (*text != ':') {
            return false;
        }
    }
    number = atoi(digits);
    *offset =
        count <= 2 ? number * 3600 : number / 100 * 3600 + number % 100 * 60;
    *offset = west ? -*offset : *offset;
    return count > 0 && *text == '\0' && abs(*offset) <= 15 * 3600;
}

/* "TRUE;-09;19960407T115959;19961027T100000;PST;PDT" */
static void read_season(apr_pool_t *pool, vcalendar_clock *clock,
                        const char *value)
{
    const char *rest = value;
    const char *is = ical_next_piece(pool, &rest, ';', false);
    const char *offset = ical_next_piece(pool, &rest, ';', false);
    const char *from = ical_next_piece(pool, &rest, ';', false);
    const char *to = ical_next_piece(pool, &rest, ';', false);
    vcalendar_season season;

    if (is && offset && from && to && !strcasecmp(is, "TRUE") &&
        read_offset(offset, &season.offset) &&
        local_parse(from, &season.from) && local_parse(to, &season.to)) {
        season.from += strchr(from, 'Z') ? clock->standard : 0;
        season.to += strchr(to, 'Z') ? season.offset : 0;
        APR_ARRAY_PUSH(clock->daylight, vcalendar_season) = season;
    }
}

static int offset_at(const vcalendar_clock *clock, apr_int64_t local)
{
    for (int i = 0; i < clock->daylight->nelts; i++) {
        const vcalendar_season *season =
            &APR_ARRAY_IDX(clock->daylight, i, vcalendar_season);

        if (season->from <= local && local < season->to) {
            return season->offset;
        }
    }
    return clock->standard;
}

void vcalendar_clock_read(apr_pool_t *pool, const ical_vcalendar *calendar,
                          const char *zone, const vcalendar_line *start,
                          vcalendar_clock *clock)
{
    apr_int64_t local;
    int ours;

    *clock = (vcalendar_clock){
        .zone = zone_get(pool, zone),
        .daylight = apr_array_make(pool, 2, sizeof(vcalendar_season)),
    };
    if (!calendar->tz || !read_offset(calendar->tz, &clock->standard)) {
        return;
    }
    for (int i = 0; i < calendar->daylight->nelts; i++) {
        read_season(pool, clock,
                    APR_ARRAY_IDX(calendar->daylight, i, const char *));
    }
    if (!start || !local_parse(start->value, &local)) {
        return;
    }
    ours = (int)(local - zone_instant(clock->zone, local));
    /* Many programs say TZ, and of the summer nothing. */
    clock->by_offset =
        ours != offset_at(clock, local) &&
        (clock->daylight->nelts > 0 ||
         clock->standard !=
             zone_at(
                 clock->zone,
                 zone_instant(clock->zone, local - local % (365 * LOCAL_DAY)))
                 ->offset);
}

bool vcalendar_local(const vcalendar_clock *clock, const char *value,
                     apr_int64_t *local)
{
    int length = local_parse(value, local);
    bool utc = length == 15 && apr_toupper(value[15]) == 'Z';

    if (length == 0 || value[length + utc]) {
        return false;
    }
    if (utc) {
        *local = clock->by_offset
                     ? *local + offset_at(clock, *local + clock->standard)
                     : zone_local(clock->zone, *local);
    }
    return true;
}

apr_int64_t vcalendar_instant(const vcalendar_clock *clock, apr_int64_t local)
{
    return clock->by_offset ? local - offset_at(clock, local)
                            : zone_instant(clock->zone, local);
}

const char *vcalendar_utc(apr_pool_t *pool, const vcalendar_clock *clock,
                          apr_int64_t local)
{
    return apr_pstrcat(
        pool, local_format(pool, vcalendar_instant(clock, local)), "Z", NULL);
}
