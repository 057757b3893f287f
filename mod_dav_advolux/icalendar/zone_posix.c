/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone_posix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"

/* The Gregorian calendar repeats after 400 years: so much is written out, and
 * what lies beyond is looked up 400 years earlier. */
#define LAST_YEAR 2437
/* As far as PostgreSQL lets a rule reach back. */
#define FIRST_YEAR 1770
#define NAME_OCTETS_MAX 100

/* The rule that goes on for ever: "CET-1CEST,M3.5.0,M10.5.0/3". */
typedef struct yearly {
    int month, week, weekday; /* month 0: day of the year in `week` */
    bool leap_counted;
    int time; /* wall clock before the change */
    int offset;
    bool daylight;
    const char *name;
} yearly;

static const char *read_name(apr_pool_t *pool, const char *from,
                             const char **name)
{
    bool quoted = *from == '<';
    const char *start = quoted ? from + 1 : from;
    const char *end = start;

    while (*end && (quoted ? *end != '>' : apr_isalpha(*end))) {
        end++;
    }
    if (end == start || (quoted && !*end)) {
        return NULL;
    }
    *name = apr_pstrmemdup(pool, start, (size_t)(end - start));
    return quoted ? end + 1 : end;
}

/* [+-]h[h][:mm[:ss]] in seconds. */
static const char *read_time(const char *from, int *seconds)
{
    int sign = *from == '-' ? -1 : 1;
    int total = 0, unit = 3600;
    char *end;

    from += *from == '-' || *from == '+';
    for (; unit >= 1; unit /= 60) {
        if (!apr_isdigit(*from)) {
            return NULL;
        }
        long number = strtol(from, &end, 10);
        if (number > 200) {
            return NULL;
        }
        total += (int)number * unit;
        from = end;
        if (*from != ':') {
            break;
        }
        from++;
    }
    *seconds = sign * total;
    return from;
}

static const char *read_rule(const char *from, yearly *rule)
{
    int taken = 0;

    rule->time = 7200;
    rule->month = 0;
    if (*from++ != ',') {
        return NULL;
    }
    if (*from == 'M') {
        if (sscanf(from, "M%2d.%1d.%1d%n", &rule->month, &rule->week,
                   &rule->weekday, &taken) != 3 ||
            rule->month < 1 || rule->month > 12 || rule->week < 1 ||
            rule->week > 5 || rule->weekday > 6) {
            return NULL;
        }
    } else {
        rule->leap_counted = *from != 'J';
        from += *from == 'J';
        if (sscanf(from, "%3d%n", &rule->week, &taken) != 1) {
            return NULL;
        }
    }
    from += taken;
    return *from == '/' ? read_time(from + 1, &rule->time) : from;
}

static apr_int64_t rule_day(const yearly *rule, int year)
{
    if (rule->month == 0) {
        /* Jn counts 1..365 and never 29 February; n counts 0..365. */
        int add =
            rule->leap_counted
                ? rule->week
                : rule->week - 1 + (local_leap_year(year) && rule->week >= 60);
        return local_days(year, 1, 1) + add;
    }
    apr_int64_t first = local_days(year, rule->month, 1);
    int day = 1 + (rule->weekday - local_weekday(first) + 7) % 7 +
              7 * (rule->week - 1);
    while (day > local_month_length(year, rule->month)) {
        day -= 7;
    }
    return first + day - 1;
}

/* `begin`: the first year, unless the zone has later changes. */
static void extend(zone_info *z, const yearly rules[2], int begin)
{
    apr_int64_t last = z->changes[z->count - 1].at;
    int year = begin, month, day;

    if (last > local_days(begin, 1, 1) * LOCAL_DAY) {
        local_date(local_day_of(last), &year, &month, &day);
    }
    for (; year <= LAST_YEAR; year++) {
        apr_int64_t at[2];
        for (int i = 0; i < 2; i++) {
            at[i] = rule_day(&rules[i], year) * LOCAL_DAY + rules[i].time -
                    rules[1 - i].offset;
        }
        int first = at[1] < at[0];
        for (int k = 0; k < 2; k++) {
            const yearly *rule = &rules[first ^ k];
            const zone_change *now = &z->changes[z->count - 1];
            if (at[first ^ k] > now->at && (now->offset != rule->offset ||
                                            now->daylight != rule->daylight)) {
                zone_add_change(z, at[first ^ k], rule->offset, rule->daylight,
                                rule->name);
            }
        }
    }
}

/* Read a whole rule: summer time and standard time. 2, or 1 if there is no
 * summer time; 0 if it cannot be read. */
static int read_rules(apr_pool_t *pool, const char *from, yearly rules[2])
{
    memset(rules, 0, 2 * sizeof(*rules));
    from = read_name(pool, from, &rules[1].name);
    if (from == NULL || (from = read_time(from, &rules[1].offset)) == NULL) {
        return 0;
    }
    rules[1].offset = -rules[1].offset;
    if (*from == '\0') {
        return 1;
    }
    from = read_name(pool, from, &rules[0].name);
    rules[0].daylight = true;
    rules[0].offset = rules[1].offset + 3600;
    if (from && *from != ',') {
        from = read_time(from, &rules[0].offset);
        rules[0].offset = -rules[0].offset;
    }
    return from && (from = read_rule(from, &rules[0])) &&
                   (from = read_rule(from, &rules[1])) && !*from
               ? 2
               : 0;
}

void zone_posix_extend(zone_info *z, const char *rule)
{
    yearly rules[2];

    if (read_rules(z->pool, rule, rules) == 2) {
        extend(z, rules, 1970);
    }
}

const zone_info *zone_posix_make(apr_pool_t *pool, const char *name)
{
    zone_info *z;
    yearly rules[2];
    int count =
        strnlen(name, NAME_OCTETS_MAX + 1) <= NAME_OCTETS_MAX && *name == '<'
            ? read_rules(pool, name, rules)
            : 0;

    if (!count || abs(rules[0].offset) >= LOCAL_DAY ||
        abs(rules[1].offset) >= LOCAL_DAY) {
        return NULL;
    }
    z = apr_pcalloc(pool, sizeof(*z));
    z->pool = pool;
    z->name = apr_pstrdup(pool, name);
    zone_add_change(z, INT64_MIN, rules[1].offset, false, rules[1].name);
    if (count == 2) {
        extend(z, rules, FIRST_YEAR);
    }
    return z;
}

/* "<+0530>-5:30": POSIX counts westwards. */
static const char *offset_text(apr_pool_t *pool, int offset)
{
    int size = abs(offset);
    const char *seconds =
        size % 60 ? apr_psprintf(pool, "%02d", size % 60) : "";
    const char *minutes =
        size % 60 ? apr_psprintf(pool, ":%02d:%02d", size / 60 % 60, size % 60)
        : size / 60 % 60 ? apr_psprintf(pool, ":%02d", size / 60 % 60)
                         : "";

    return apr_psprintf(pool, "<%c%02d%02d%s>%s%d%s", offset < 0 ? '-' : '+',
                        size / 3600, size / 60 % 60, seconds,
                        offset > 0 ? "-" : "", size / 3600, minutes);
}

static const char *time_text(apr_pool_t *pool, int time)
{
    const char *seconds =
        time % 60 ? apr_psprintf(pool, ":%02d", time % 60) : "";

    return time == 7200 ? ""
           : time / 60 % 60 || time % 60
               ? apr_psprintf(pool, "/%d:%02d%s", time / 3600, time / 60 % 60,
                              seconds)
               : apr_psprintf(pool, "/%d", time / 3600);
}

/* The changes of a zone to one offset, seen as a rule. */
typedef struct fit {
    yearly rule;
    int count, low, high; /* days of the month */
    bool last;            /* each in the last week of its month */
    bool fits;
} fit;

/* `early`: a change at midnight is seen as one at 24:00 of the day before. */
static void fit_change(fit *f, const zone_change *change, bool early)
{
    apr_int64_t local = change->at + change[-1].offset;
    apr_int64_t days = local_day_of(local);
    int time = (int)(local - days * LOCAL_DAY);
    int year, month, day;

    if (early && time < 3600) {
        days--;
        time += LOCAL_DAY;
    }
    local_date(days, &year, &month, &day);
    if (f->count++ == 0) {
        f->rule = (yearly){ .month = month,
                            .weekday = local_weekday(days),
                            .time = time,
                            .offset = change->offset };
        f->low = f->high = day;
        f->last = f->fits = true;
    }
    f->low = day < f->low ? day : f->low;
    f->high = day > f->high ? day : f->high;
    f->last &= day > local_month_length(year, month) - 7;
    f->fits &= f->rule.month == month && f->rule.time == time &&
               f->rule.weekday == local_weekday(days);
}

static bool finish_fit(fit *f)
{
    int week = (f->low - 1) / 7 + 1;

    f->rule.week = week == (f->high - 1) / 7 + 1 && week < 5 ? week
                   : f->last                                 ? 5
                                                             : 0;
    return f->count > 0 && f->fits && f->rule.week;
}

static const char *rule_text(apr_pool_t *pool, const yearly *rule)
{
    return apr_psprintf(pool, ",M%d.%d.%d%s", rule->month, rule->week,
                        rule->weekday, time_text(pool, rule->time));
}

/* The rule of the changes from the `first` to before the `end`. */
static const char *rules_name(apr_pool_t *pool, const zone_info *z, int first,
                              int end, bool early)
{
    fit fits[2] = { { .count = 0 } }; /* to the greater offset, to the other */

    for (int i = first; i < end; i++) {
        const zone_change *change = &z->changes[i];
        fit *f = &fits[change->offset < change[-1].offset];

        if (f->count && f->rule.offset != change->offset) {
            return NULL;
        }
        fit_change(f, change, early);
    }
    return finish_fit(&fits[0]) && finish_fit(&fits[1])
               ? apr_pstrcat(pool, offset_text(pool, fits[1].rule.offset),
                             offset_text(pool, fits[0].rule.offset),
                             rule_text(pool, &fits[0].rule),
                             rule_text(pool, &fits[1].rule), NULL)
               : NULL;
}

const char *zone_posix_name(apr_pool_t *pool, const zone_info *z,
                            apr_int64_t from, apr_int64_t to)
{
    int first = (int)(zone_at(z, from) - z->changes) + 1;
    int end = (int)(zone_at(z, to) - z->changes) + 1;

    if (first >= end) {
        return offset_text(pool, z->changes[first - 1].offset);
    }
    for (int early = 0; early < 2; early++) {
        const char *name = rules_name(pool, z, first, end, early);
        const zone_info *made = name ? zone_posix_make(pool, name) : NULL;

        if (made && zone_agrees(made, z, from, to)) {
            return name;
        }
    }
    return NULL;
}
