/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "rule_day.h"

#include <string.h>

#include "local_time.h"

/* Ascending, each once. */
static void put(rule_walk *w, apr_int64_t day)
{
    int at = w->day_count;

    while (at > 0 && w->days[at - 1] > day) {
        at--;
    }
    if ((at > 0 && w->days[at - 1] == day) ||
        w->day_count == SCALE_YEAR_DAYS + 2) {
        return;
    }
    memmove(w->days + at + 1, w->days + at,
            sizeof(w->days[0]) * (size_t)(w->day_count - at));
    w->days[at] = day;
    w->day_count++;
}

/* RFC 7529 section 4.1 has the order: what SKIP has moved is asked for its
 * weekday and its week alone. */
static void put_moved(rule_walk *w, apr_int64_t day)
{
    rule_day d;

    w->work++;
    if (rule_day_of(&w->rule, day, &d) && rule_matches_week(&w->rule, &d)) {
        put(w, day);
    }
}

/* A day counted from either end of a stretch of days, the first of which is
 * `first`. */
static void put_counted(rule_walk *w, apr_int64_t first, int length, int number)
{
    bool back = number < 0;
    int place = back ? -number : number;

    if (place <= length) {
        put_moved(w, back ? first + length - place : first + place - 1);
    } else if (w->rule.invalid == RULE_FORWARD) {
        put_moved(w, back ? first : first + length);
    } else if (w->rule.invalid == RULE_BACKWARD) {
        put_moved(w, back ? first - 1 : first + length - 1);
    }
}

static void collect_month(rule_walk *w, const scale_month *m)
{
    const rule *r = &w->rule;
    rule_day d = { .year = m->year,
                   .month = m->number,
                   .leap = m->leap,
                   .length = m->length };

    if (!r->year_day_count && (r->month_days || r->month_days_back)) {
        for (int n = 1; n <= 31; n++) {
            if (r->month_days >> n & 1) {
                put_counted(w, m->first, m->length, n);
            }
            if (r->month_days_back >> n & 1) {
                put_counted(w, m->first, m->length, -n);
            }
        }
        return;
    }
    w->work += m->length;
    for (d.date = 1; d.date <= m->length; d.date++) {
        d.day = m->first + d.date - 1;
        if (rule_matches_in_month(r, &d)) {
            put(w, d.day);
        }
    }
}

/* Some leap months are not in every year. */
static bool find_month(const rule_walk *w, const scale_month *first, int number,
                       bool leap, scale_month *m)
{
    apr_int64_t index = first->index;

    while (scale_month_at(w->rule.scale, index++, m) &&
           m->year == first->year) {
        if (m->number == number && m->leap == leap) {
            return true;
        }
    }
    if (!leap || w->rule.invalid == RULE_OMIT) {
        return false;
    }
    for (index = first->index; scale_month_at(w->rule.scale, index, m) &&
                               m->year == first->year && m->number <= number;
         index++) {
    }
    return scale_month_at(
        w->rule.scale, w->rule.invalid == RULE_FORWARD ? index : index - 1, m);
}

static void collect_named_months(rule_walk *w, const scale_month *first)
{
    const rule *r = &w->rule;
    scale_month m;

    for (int number = 1; number <= 13; number++) {
        for (int leap = 0; leap < 2; leap++) {
            if (((leap ? r->leap_months : r->months) >> number & 1) &&
                find_month(w, first, number, leap, &m)) {
                collect_month(w, &m);
            }
        }
    }
}

static void collect_year_days(rule_walk *w, const scale_month *first)
{
    const rule *r = &w->rule;
    apr_int64_t day;
    int length;

    if (!rule_year(r, first->year, &day, &length)) {
        return;
    }
    for (int i = 0; i < r->year_day_count; i++) {
        put_counted(w, day, length, r->year_days[i]);
    }
}

static void collect_year(rule_walk *w, const scale_month *first)
{
    const rule *r = &w->rule;
    scale_month m;

    if (r->year_day_count && !r->months && !r->leap_months && !r->month_days &&
        !r->month_days_back) {
        collect_year_days(w, first);
    } else if (r->months || r->leap_months) {
        collect_named_months(w, first);
    } else {
        for (apr_int64_t i = first->index;
             scale_month_at(r->scale, i, &m) && m.year == first->year; i++) {
            collect_month(w, &m);
        }
    }
}

apr_int64_t rule_scale_collect(rule_walk *w, apr_int64_t step)
{
    const rule *r = &w->rule;
    apr_int64_t day = local_day_of(w->start);
    scale_month m;

    if (!scale_month_of(r->scale, day, &m) ||
        (r->frequency == RULE_YEARLY
             ? !scale_year_at(r->scale, m.year + step, &m)
             : !scale_month_at(r->scale, m.index + step, &m))) {
        return local_days(10000, 1, 1);
    }
    if (r->frequency == RULE_YEARLY) {
        collect_year(w, &m);
    } else if (rule_takes_month(r, m.number, m.leap)) {
        collect_month(w, &m);
    }
    /* SKIP may go back by a day. */
    return m.first - 1;
}
