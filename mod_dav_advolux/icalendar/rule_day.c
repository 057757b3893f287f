/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "rule_day.h"

#include "local_time.h"

bool rule_day_of(const rule *r, apr_int64_t day, rule_day *d)
{
    scale_month m;

    *d = (rule_day){ .day = day };
    if (!r->scale) {
        int year;
        local_date(day, &year, &d->month, &d->date);
        d->year = year;
        d->length = local_month_length(year, d->month);
        return true;
    }
    if (!scale_month_of(r->scale, day, &m)) {
        return false;
    }
    d->year = m.year;
    d->month = m.number;
    d->leap = m.leap;
    d->date = (int)(day - m.first) + 1;
    d->length = m.length;
    return true;
}

bool rule_year(const rule *r, apr_int64_t year, apr_int64_t *first, int *length)
{
    scale_month m, next;

    if (!r->scale) {
        *first = local_days((int)year, 1, 1);
        *length = 365 + local_leap_year((int)year);
        return true;
    }
    if (!scale_year_at(r->scale, year, &m) ||
        !scale_year_at(r->scale, year + 1, &next)) {
        return false;
    }
    *first = m.first;
    *length = (int)(next.first - m.first);
    return true;
}

/* The first day of the week that has the fourth day of a year in it. */
static bool first_week(const rule *r, apr_int64_t year, apr_int64_t *day)
{
    apr_int64_t first;
    int length;

    if (!rule_year(r, year, &first, &length)) {
        return false;
    }
    *day = first + 3 - (local_weekday(first + 3) - r->week_start + 7) % 7;
    return true;
}

static bool week_matches(const rule *r, const rule_day *d)
{
    apr_int64_t year = d->year + 1, first, next;

    do {
        if (!first_week(r, year, &first)) {
            return false;
        }
    } while (first > d->day && year-- >= d->year);
    if (!first_week(r, year + 1, &next)) {
        return false;
    }
    return (r->weeks >> ((d->day - first) / 7 + 1) & 1) ||
           (r->weeks_back >> ((next - 1 - d->day) / 7 + 1) & 1);
}

/* Where a day is among those that BYDAY counts. */
static bool place_of(const rule *r, const rule_day *d, int *place, int *length)
{
    apr_int64_t first;

    *place = d->date;
    *length = d->length;
    if (r->frequency == RULE_YEARLY && !r->months && !r->leap_months) {
        if (!rule_year(r, d->year, &first, length)) {
            return false;
        }
        *place = (int)(d->day - first) + 1;
    }
    return true;
}

static bool nth_matches(const rule *r, const rule_day *d)
{
    int weekday = local_weekday(d->day), place, length;

    if (!r->nths || !place_of(r, d, &place, &length)) {
        return false;
    }
    for (int i = 0; i < r->nths; i++) {
        int position = r->nth[i].position > 0 ? (place - 1) / 7 + 1
                                              : -((length - place) / 7 + 1);
        if (r->nth[i].weekday == weekday &&
            (r->nth[i].position == position || r->frequency == RULE_DAILY)) {
            return true;
        }
    }
    return false;
}

static bool year_day_matches(const rule *r, const rule_day *d)
{
    apr_int64_t first;
    int length;

    if (!rule_year(r, d->year, &first, &length)) {
        return false;
    }
    int place = (int)(d->day - first) + 1;
    for (int i = 0; i < r->year_day_count; i++) {
        if (r->year_days[i] == place || r->year_days[i] == place - length - 1) {
            return true;
        }
    }
    return false;
}

bool rule_takes_month(const rule *r, int number, bool leap)
{
    return (!r->months && !r->leap_months) ||
           ((leap ? r->leap_months : r->months) >> number & 1);
}

bool rule_matches_week(const rule *r, const rule_day *d)
{
    if ((r->weekdays || r->nths) &&
        !(r->weekdays >> local_weekday(d->day) & 1) && !nth_matches(r, d)) {
        return false;
    }
    return !(r->weeks || r->weeks_back) || week_matches(r, d);
}

bool rule_matches(const rule *r, const rule_day *d)
{
    return rule_takes_month(r, d->month, d->leap) &&
           rule_matches_in_month(r, d);
}

bool rule_matches_in_month(const rule *r, const rule_day *d)
{
    if ((r->month_days || r->month_days_back) &&
        !(r->month_days >> d->date & 1) &&
        !(r->month_days_back >> (d->length - d->date + 1) & 1)) {
        return false;
    }
    return rule_matches_week(r, d) &&
           (!r->year_day_count || year_day_matches(r, d));
}
