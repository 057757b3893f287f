/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "scale.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <libical/ical.h>

#include "local_time.h"

#define YEARS (SCALE_YEAR_LAST - SCALE_YEAR_FIRST + 1)
/* Lunar years are shorter, and there is one more Gregorian one at either end.
 */
#define YEARS_MAX ((YEARS + 2) * 366 / 354 + 2)
#define MONTHS_MAX (YEARS_MAX * 13)

typedef struct known_month {
    int first; /* day since 1970-01-01 */
    short year;
    signed char number;
    bool leap;
} known_month;

struct scale {
    const char *name;
    int months;        /* of a year, without leap months; 0: Gregorian */
    const char *leaps; /* what BYMONTH calls leap months, or NULL */
    bool offered;      /* libical knows it */
    /* Made when first asked for, under the lock. The last ends the others. */
    known_month *known;
    int count, years;
    int year_starts[YEARS_MAX + 1]; /* index in `known` */
    bool failed;
};

/* The names of CLDR. Without DANGI: in ICU it keeps its new years where CHINESE
 * does, and either spoils the other. */
static scale scales[] = {
    { .name = "GREGORIAN" },
    { .name = "BUDDHIST" },
    { .name = "CHINESE",
      .months = 12,
      .leaps = "1L,2L,3L,4L,5L,6L,7L,8L,9L,10L,11L,12L" },
    { .name = "COPTIC", .months = 13 },
    { .name = "ETHIOPIC", .months = 13 },
    { .name = "ETHIOPIC-AMETE-ALEM", .months = 13 },
    { .name = "HEBREW", .months = 12, .leaps = "5L" },
    { .name = "INDIAN", .months = 12 },
    { .name = "ISLAMIC", .months = 12 },
    { .name = "ISLAMIC-CIVIL", .months = 12 },
    { .name = "ISLAMIC-RGSA", .months = 12 },
    { .name = "ISLAMIC-TBLA", .months = 12 },
    { .name = "ISLAMIC-UMALQURA", .months = 12 },
    { .name = "ISO8601" },
    { .name = "JAPANESE" },
    { .name = "PERSIAN", .months = 12 },
    { .name = "ROC" },
};
#define SCALES (sizeof scales / sizeof *scales)

static const char *names[SCALES + 1];
static pthread_once_t once = PTHREAD_ONCE_INIT;
/* libical and ICU make state of theirs when they are first asked. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void find_names(void)
{
    icalarray *supported;
    size_t count = 0;

    icalerror_set_errors_are_fatal(false);
    supported = icalrecurrencetype_rscale_supported_calendars();
    for (size_t i = 0; i < SCALES; i++) {
        for (size_t j = 0; j < supported->num_elements; j++) {
            const char **name = icalarray_element_at(supported, j);
            scales[i].offered |= !strcasecmp(*name, scales[i].name);
        }
        if (scales[i].offered) {
            names[count++] = scales[i].name;
        }
    }
    icalarray_free(supported);
}

void ical_scale_init(void)
{
    pthread_once(&once, find_names);
}

const char *const *ical_scale_names(void)
{
    ical_scale_init();
    return names;
}

const scale *scale_find(const char *name)
{
    ical_scale_init();
    for (size_t i = 0; i < SCALES; i++) {
        if (scales[i].offered && !strcasecmp(scales[i].name, name)) {
            return &scales[i];
        }
    }
    return NULL;
}

const char *scale_name(const scale *s)
{
    return s->name;
}

bool scale_is_gregorian(const scale *s)
{
    return s->months == 0;
}

bool scale_has_month(const scale *s, int number, bool leap)
{
    char name[8];
    size_t length = (size_t)snprintf(name, sizeof name, "%dL", number);

    if (!leap) {
        return number <= (s->months ? s->months : 12);
    }
    for (const char *at = s->leaps; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (!strncmp(at, name, length)) {
            return true;
        }
    }
    return false;
}

static struct icaltimetype date_of(apr_int64_t day)
{
    struct icaltimetype time = { .is_date = 1 };

    local_date(day, &time.year, &time.month, &time.day);
    return time;
}

/* The days of a rule from `from` on, at most `max`. libical looks for the next
 * one until it finds it, whatever UNTIL says, but of rules that are DAILY: so
 * the others here have one in each of their periods. */
static int days_of(const scale *s, const char *parts, apr_int64_t from,
                   apr_int64_t until, int *days, int max)
{
    char text[128];
    int count = 0;

    snprintf(text, sizeof text, "RSCALE=%s;%s", s->name, parts);
    /* What failed before would fail this too. */
    icalerror_clear_errno();
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(text);
    rule.until = date_of(until);
    icalrecur_iterator *walk = icalrecur_iterator_new(rule, date_of(from));
    while (walk && count < max) {
        struct icaltimetype time = icalrecur_iterator_next(walk);
        if (icaltime_is_null_time(time)) {
            break;
        }
        days[count++] = (int)local_days(time.year, time.month, time.day);
    }
    if (walk) {
        icalrecur_iterator_free(walk);
    }
    free(rule.rscale);
    return count;
}

static bool is_leap(const scale *s, int first)
{
    char parts[100];
    int day;

    snprintf(parts, sizeof parts, "FREQ=DAILY;BYMONTH=%s", s->leaps);
    return days_of(s, parts, first, first, &day, 1) == 1;
}

/* The months of a year: `count` of them begin on `firsts`. */
static void add_year(scale *s, const int *firsts, int count)
{
    int number = 0;
    bool whole = count == s->months;

    s->year_starts[s->years] = s->count;
    for (int i = 0; i < count; i++) {
        bool leap = !whole && is_leap(s, firsts[i]);

        whole |= leap;
        number += !leap;
        s->known[s->count++] = (known_month){ .first = firsts[i],
                                              .year = (short)s->years,
                                              .number = (signed char)number,
                                              .leap = leap };
    }
    s->years++;
}

static void add_years(scale *s, const int *firsts, int months, const int *years,
                      int count)
{
    int at = 0;

    for (int year = 0; year + 1 < count; year++) {
        int first = at;

        while (at < months && firsts[at] < years[year + 1]) {
            at++;
        }
        add_year(s, firsts + first, at - first);
    }
    /* The last month ends where the next year begins. */
    s->known[s->count++] = (known_month){ .first = years[count - 1] };
}

static bool is_sane(const scale *s)
{
    for (int i = 0; i + 1 < s->count; i++) {
        int length = s->known[i + 1].first - s->known[i].first;
        if (length < 5 || length > 32) {
            return false;
        }
    }
    return s->years >= YEARS;
}

/* Whole years, from the first that begins in the Gregorian year before. */
static bool make(scale *s)
{
    apr_int64_t from = local_days(SCALE_YEAR_FIRST - 1, 1, 1);
    apr_int64_t until = local_days(SCALE_YEAR_LAST + 1, 12, 31);
    int *firsts = malloc(sizeof(int) * MONTHS_MAX);
    int years[YEARS_MAX], count = 0, months = 0;

    s->known = malloc(sizeof(known_month) * (MONTHS_MAX + 1));
    if (firsts && s->known) {
        count = days_of(s, "FREQ=YEARLY;BYYEARDAY=1", from, until, years,
                        YEARS_MAX);
    }
    if (count > YEARS) {
        months = days_of(s, "FREQ=MONTHLY;BYMONTHDAY=1", years[0], until,
                         firsts, MONTHS_MAX);
        add_years(s, firsts, months, years, count);
    }
    free(firsts);
    return is_sane(s);
}

/* The months of a calendar; NULL if libical does not tell them. */
static const known_month *months_of(const scale *asked)
{
    scale *s = &scales[asked - scales];

    pthread_mutex_lock(&lock);
    if (!s->known && !s->failed) {
        s->failed = !make(s);
    }
    pthread_mutex_unlock(&lock);
    return s->failed ? NULL : s->known;
}

static bool gregorian(apr_int64_t index, scale_month *month)
{
    int year = (int)(index / 12), number = (int)(index % 12) + 1;

    if (index < 0 || index / 12 > 9999) {
        return false;
    }
    *month = (scale_month){ .index = index,
                            .year = year,
                            .first = local_days(year, number, 1),
                            .length = local_month_length(year, number),
                            .number = number };
    return true;
}

bool scale_month_at(const scale *s, apr_int64_t index, scale_month *month)
{
    if (scale_is_gregorian(s)) {
        return gregorian(index, month);
    }
    const known_month *known = months_of(s);
    if (!known || index < 0 || index >= s->count - 1) {
        return false;
    }
    *month =
        (scale_month){ .index = index,
                       .year = known[index].year,
                       .first = known[index].first,
                       .length = known[index + 1].first - known[index].first,
                       .number = known[index].number,
                       .leap = known[index].leap };
    return true;
}

bool scale_year_at(const scale *s, apr_int64_t year, scale_month *month)
{
    if (scale_is_gregorian(s)) {
        return year <= 9999 && gregorian(year * 12, month);
    }
    return months_of(s) && year >= 0 && year < s->years &&
           scale_month_at(s, s->year_starts[year], month);
}

bool scale_month_of(const scale *s, apr_int64_t day, scale_month *month)
{
    int year, number, date;

    if (scale_is_gregorian(s)) {
        local_date(day, &year, &number, &date);
        return scale_month_at(s, (apr_int64_t)year * 12 + number - 1, month);
    }
    const known_month *known = months_of(s);
    int low = 0, high = known ? s->count : 0;
    while (low < high) { /* the first that begins after the day */
        int middle = (low + high) / 2;
        if (known[middle].first <= day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return scale_month_at(s, (apr_int64_t)low - 1, month);
}
