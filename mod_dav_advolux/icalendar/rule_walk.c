/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "rule_day.h"

#include <string.h>

#include "local_time.h"
#include "zone.h"

#define CYCLE_DAYS (401 * 366)
#define YEAR_LAST 9999
/* Periods looked at by one walk: 680 years of days. */
#define STEPS_MAX 250000
/* Periods counted for COUNT at most: 500 years of days. */
#define SKIP_MAX 200000

/* What DTSTART says where the rule leaves it open (RFC 5545 section 3.3.10,
 * "information missing from the rule"); false: it is on no day that the
 * calendar is known for. */
static bool complete(rule *r, apr_int64_t start)
{
    apr_int64_t day = local_day_of(start);
    int time = (int)(start - day * LOCAL_DAY);
    bool by_day = r->weekdays || r->nths || r->month_days ||
                  r->month_days_back || r->year_day_count;
    bool by_week = r->weeks || r->weeks_back;
    rule_day begin;

    if (!rule_day_of(r, day, &begin)) {
        return false;
    }
    if (r->frequency == RULE_WEEKLY) {
        for (int i = 0; i < r->nths; i++) { /* a position means nothing */
            r->weekdays |= 1u << r->nth[i].weekday;
        }
        r->nths = 0;
    }
    if (!by_day && (r->frequency == RULE_WEEKLY ||
                    (r->frequency == RULE_YEARLY && by_week))) {
        r->weekdays = 1u << local_weekday(day);
    } else if (!by_day && r->frequency >= RULE_MONTHLY) {
        r->month_days = 1u << begin.date;
        if (r->frequency == RULE_YEARLY && !r->months && !r->leap_months) {
            *(begin.leap ? &r->leap_months : &r->months) = 1u << begin.month;
        }
    }
    r->hours = r->hours ? r->hours : 1u << time / 3600;
    r->minutes = r->minutes ? r->minutes : (apr_uint64_t)1 << time / 60 % 60;
    r->seconds = r->seconds ? r->seconds : (apr_uint64_t)1 << time % 60;
    return true;
}

static int spread(apr_uint64_t set, int size, int *list)
{
    int count = 0;

    for (int i = 0; i < size; i++) {
        if (set >> i & 1) {
            list[count++] = i;
        }
    }
    return count;
}

void rule_begin(rule_walk *w, const rule *r, apr_int64_t start,
                const zone_info *zone, bool date)
{
    memset(w, 0, sizeof(*w));
    w->rule = *r;
    w->start = start;
    w->left = r->count ? r->count : -1;
    w->last_day = local_day_of(start);
    w->until = INT64_MAX;
    if (r->has_until) {
        w->until = r->until;
        if (date || r->until_date) {
            w->until = local_day_of(r->until) * LOCAL_DAY + LOCAL_DAY - 1;
        } else if (r->until_utc) {
            w->until = zone_local(zone, r->until);
        }
    }
    w->given = INT64_MIN;
    w->ended = !complete(&w->rule, start);
    w->hour_count = spread(w->rule.hours, 24, w->hours);
    w->minute_count = spread(w->rule.minutes, 60, w->minutes);
    w->second_count = spread(w->rule.seconds, 60, w->seconds);
}

static void collect_month(rule_walk *w, int year, int month)
{
    rule_day d = { .day = local_days(year, month, 1),
                   .year = year,
                   .month = month,
                   .length = local_month_length(year, month) };

    w->work += d.length;
    for (d.date = 1; d.date <= d.length; d.date++, d.day++) {
        if (rule_matches(&w->rule, &d)) {
            w->days[w->day_count++] = d.day;
        }
    }
}

static void collect_days(rule_walk *w, apr_int64_t day, int count)
{
    rule_day d;

    w->work += count;
    for (; count > 0; count--, day++) {
        if (rule_day_of(&w->rule, day, &d) && rule_matches(&w->rule, &d)) {
            w->days[w->day_count++] = day;
        }
    }
}

/* Days of one period of `number`; the first day that it covers. */
static apr_int64_t collect(rule_walk *w, apr_int64_t number)
{
    const rule *r = &w->rule;
    apr_int64_t day = local_day_of(w->start);
    apr_int64_t step = number * r->interval;
    int year, month, date;

    w->day_count = 0;
    local_date(day, &year, &month, &date);
    switch (r->frequency) {
    case RULE_DAILY:
        collect_days(w, day + step, 1);
        return day + step;
    case RULE_WEEKLY:
        day -= (local_weekday(day) - r->week_start + 7) % 7;
        collect_days(w, day + step * 7, 7);
        return day + step * 7;
    case RULE_MONTHLY:
        if (r->scale) {
            return rule_scale_collect(w, step);
        }
        step += (apr_int64_t)year * 12 + month - 1;
        if (step / 12 <= YEAR_LAST) {
            collect_month(w, (int)(step / 12), (int)(step % 12) + 1);
        }
        return local_days((int)(step / 12), (int)(step % 12) + 1, 1);
    default:
        if (r->scale) {
            return rule_scale_collect(w, step);
        }
        step += year;
        for (month = 1; month <= 12 && step <= YEAR_LAST; month++) {
            if (!r->months || r->months >> month & 1) {
                collect_month(w, (int)step, month);
            }
        }
        return local_days((int)step, 1, 1);
    }
}

/* Places within the period that BYSETPOS chooses, ascending. */
static void choose(rule_walk *w)
{
    apr_int64_t all = w->total;
    int count = 0;

    for (int i = 0; i < w->rule.position_count; i++) {
        int position = w->rule.positions[i];
        apr_int64_t place = position > 0 ? position - 1 : all + position;
        int at = 0;
        if (place < 0 || place >= all) {
            continue;
        }
        while (at < count && w->chosen[at] < place) {
            at++;
        }
        if (at == count || w->chosen[at] != place) {
            memmove(w->chosen + at + 1, w->chosen + at,
                    sizeof(w->chosen[0]) * (size_t)(count - at));
            w->chosen[at] = place;
            count++;
        }
    }
    w->total = count;
}

static apr_int64_t occurrence(const rule_walk *w, apr_int64_t index)
{
    apr_int64_t place = w->rule.position_count ? w->chosen[index] : index;
    int second = w->seconds[place % w->second_count];
    place /= w->second_count;
    int minute = w->minutes[place % w->minute_count];
    place /= w->minute_count;
    int hour = w->hours[place % w->hour_count];

    return w->days[place / w->hour_count] * LOCAL_DAY + hour * 3600 +
           minute * 60 + second;
}

/* The first occurrence of the present period, from `index` on, that is not
 * before `local`; `total` if there is none. A period may have millions. */
static apr_int64_t index_from(const rule_walk *w, apr_int64_t local)
{
    apr_int64_t low = w->index, high = w->total;

    while (low < high) {
        apr_int64_t middle = low + (high - low) / 2;
        if (occurrence(w, middle) < local) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The last day of one month may be the 31st of the next (SKIP): what a period
 * has given is not given again. */
static apr_int64_t later(apr_int64_t start, apr_int64_t given)
{
    return given < start ? start : given + 1;
}

/* Go to the next period that has occurrences, and to the first of them that is
 * not before DTSTART. */
static bool advance(rule_walk *w)
{
    while (!w->ended) {
        apr_int64_t first = collect(w, w->period++);
        w->index = 0;
        w->total = (apr_int64_t)w->day_count * w->hour_count * w->minute_count *
                   w->second_count;
        if (w->rule.position_count) {
            choose(w);
        }
        if (first > local_days(YEAR_LAST, 12, 31) ||
            first - w->last_day > CYCLE_DAYS || ++w->steps > STEPS_MAX ||
            (w->until < INT64_MAX && first > local_day_of(w->until))) {
            w->ended = true;
            w->total = 0;
        } else if (w->total > 0) {
            apr_int64_t from = later(w->start, w->given);

            w->last_day = first;
            if (first * LOCAL_DAY < from) {
                w->index = index_from(w, from);
            }
            w->given = occurrence(w, w->total - 1);
            if (w->index < w->total) {
                return true;
            }
        }
    }
    return false;
}

bool rule_next(rule_walk *w, apr_int64_t *local)
{
    if (w->left == 0 || (w->index >= w->total && !advance(w))) {
        w->ended = true;
        return false;
    }
    *local = occurrence(w, w->index++);
    if (*local > w->until) {
        w->ended = true;
        w->index = w->total = 0;
        return false;
    }
    w->left -= w->left > 0;
    return true;
}

static void leap(rule_walk *w, apr_int64_t local)
{
    const int days[] = { 1, 7, 31, w->rule.scale ? SCALE_YEAR_DAYS : 366 };
    apr_int64_t distance = local_day_of(local) - local_day_of(w->start);
    apr_int64_t periods =
        distance / ((apr_int64_t)days[w->rule.frequency] * w->rule.interval) -
        1;

    if (periods > w->period) {
        w->period = periods;
        w->last_day = local_day_of(w->start) +
                      (periods * w->rule.interval) * days[w->rule.frequency];
        w->index = w->total = 0;
    }
}

void rule_skip(rule_walk *w, apr_int64_t local)
{
    if (local <= w->start) {
        return;
    }
    if (w->left < 0) {
        leap(w, local);
    }
    /* What lies before `local` is counted, not walked. */
    for (int i = 0;
         i < SKIP_MAX && w->left != 0 && (w->index < w->total || advance(w));
         i++) {
        apr_int64_t index = index_from(w, local);

        if (w->left > 0) {
            apr_int64_t passed = index - w->index;
            w->left = w->left > passed ? w->left - passed : 0;
        }
        w->index = index;
        if (index < w->total) {
            return;
        }
    }
}
