/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "rule.h"

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
 * "information missing from the rule"). */
static void complete(rule *r, apr_int64_t start)
{
    apr_int64_t day = local_day_of(start);
    int time = (int)(start - day * LOCAL_DAY);
    bool by_day = r->weekdays || r->nths || r->month_days ||
                  r->month_days_back || r->year_day_count;
    bool by_week = r->weeks || r->weeks_back;
    int year, month, date;

    local_date(day, &year, &month, &date);
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
        r->month_days = 1u << date;
        if (r->frequency == RULE_YEARLY && !r->months) {
            r->months = 1u << month;
        }
    }
    r->hours = r->hours ? r->hours : 1u << time / 3600;
    r->minutes = r->minutes ? r->minutes : (apr_uint64_t)1 << time / 60 % 60;
    r->seconds = r->seconds ? r->seconds : (apr_uint64_t)1 << time % 60;
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
    complete(&w->rule, start);
    w->hour_count = spread(w->rule.hours, 24, w->hours);
    w->minute_count = spread(w->rule.minutes, 60, w->minutes);
    w->second_count = spread(w->rule.seconds, 60, w->seconds);
}

/* Place of the day in its ISO-like week-year. */
static void week_number(int week_start, apr_int64_t day, int year, int *number,
                        int *back)
{
    apr_int64_t first;
    int candidate = year + 1;

    /* Week 1 is the one with 4 January in it. */
    for (;; candidate--) {
        apr_int64_t fourth = local_days(candidate, 1, 4);
        first = fourth - (local_weekday(fourth) - week_start + 7) % 7;
        if (first <= day) {
            break;
        }
    }
    apr_int64_t fourth = local_days(candidate + 1, 1, 4);
    apr_int64_t next = fourth - (local_weekday(fourth) - week_start + 7) % 7;
    *number = (int)((day - first) / 7) + 1;
    *back = (int)((next - 1 - day) / 7) + 1;
}

static bool nth_matches(const rule *r, apr_int64_t day, int year, int month,
                        int date)
{
    bool in_year = r->frequency == RULE_YEARLY && !r->months;
    int place = in_year ? (int)(day - local_days(year, 1, 1)) + 1 : date;
    int length =
        in_year ? 365 + local_leap_year(year) : local_month_length(year, month);
    int weekday = local_weekday(day);

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

static bool year_day_matches(const rule *r, apr_int64_t day, int year)
{
    int place = (int)(day - local_days(year, 1, 1)) + 1;
    int back = place - (366 + local_leap_year(year));

    for (int i = 0; i < r->year_day_count; i++) {
        if (r->year_days[i] == place || r->year_days[i] == back) {
            return true;
        }
    }
    return false;
}

static bool matches(const rule *r, apr_int64_t day, int year, int month,
                    int date)
{
    if (r->months && !(r->months >> month & 1)) {
        return false;
    }
    if ((r->month_days || r->month_days_back) && !(r->month_days >> date & 1) &&
        !(r->month_days_back >> (local_month_length(year, month) - date + 1) &
          1)) {
        return false;
    }
    if ((r->weekdays || r->nths) && !(r->weekdays >> local_weekday(day) & 1) &&
        !nth_matches(r, day, year, month, date)) {
        return false;
    }
    if (r->year_day_count && !year_day_matches(r, day, year)) {
        return false;
    }
    if (r->weeks || r->weeks_back) {
        int number, back;
        week_number(r->week_start, day, year, &number, &back);
        return (r->weeks >> number & 1) || (r->weeks_back >> back & 1);
    }
    return true;
}

static void collect_month(rule_walk *w, int year, int month)
{
    apr_int64_t first = local_days(year, month, 1);
    int length = local_month_length(year, month);

    w->work += length;
    for (int date = 1; date <= length; date++) {
        if (matches(&w->rule, first + date - 1, year, month, date)) {
            w->days[w->day_count++] = first + date - 1;
        }
    }
}

static void collect_days(rule_walk *w, apr_int64_t day, int count)
{
    int year, month, date;

    w->work += count;
    for (; count > 0; count--, day++) {
        local_date(day, &year, &month, &date);
        if (matches(&w->rule, day, year, month, date)) {
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
        step += (apr_int64_t)year * 12 + month - 1;
        if (step / 12 <= YEAR_LAST) {
            collect_month(w, (int)(step / 12), (int)(step % 12) + 1);
        }
        return local_days((int)(step / 12), (int)(step % 12) + 1, 1);
    default:
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
            w->last_day = first;
            if (first * LOCAL_DAY < w->start) {
                w->index = index_from(w, w->start);
            }
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
    static const int days[] = { 1, 7, 31, 366 };
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
