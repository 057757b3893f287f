/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "rule.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"
#include "text.h"

#define INTERVAL_MAX 1000000
#define COUNT_MAX 2000000000
/* Of all lists of a rule: there are no more seconds, minutes, ... to name. */
#define VALUES_MAX 640
#define OCTETS_MAX 8192

static const char *const weekday_names[] = { "SU", "MO", "TU", "WE",
                                             "TH", "FR", "SA" };

/* Numbers of a list part, each at most `high` (and at least -high if `back`).
 * Into bit sets, or a list. */
typedef struct part {
    const char *name;
    int low, high;
    bool back;
} part;

static int weekday_of(const char *text)
{
    for (int i = 0; i < 7; i++) {
        if (!strcasecmp(text, weekday_names[i])) {
            return i;
        }
    }
    return -1;
}

static bool integer(const char *text, int low, int high, int *value)
{
    char *end;

    *value = (int)strtol(text, &end, 10);
    return end != text && *end == '\0' && strlen(text) < 12 && *value >= low &&
           *value <= high;
}

static bool read_weekday(rule *r, const char *text)
{
    apr_size_t length = strlen(text);
    char *end;

    if (length < 2 || length > 5) {
        return false;
    }
    int weekday = weekday_of(text + length - 2);
    long position = strtol(text, &end, 10);
    if (weekday < 0 || end != text + (length > 2 ? length - 2 : 0) ||
        position < -53 || position > 53 || (length > 2 && position == 0)) {
        return false;
    }
    if (position == 0) {
        r->weekdays |= 1u << weekday;
        return true;
    }
    for (int i = 0; i < r->nths; i++) {
        if (r->nth[i].position == position && r->nth[i].weekday == weekday) {
            return true;
        }
    }
    if (r->nths == RULE_LIST) {
        return false;
    }
    r->nth[r->nths].position = (short)position;
    r->nth[r->nths++].weekday = (short)weekday;
    return true;
}

/* A month, "5L" a leap month (RFC 7529 section 4.2). */
static bool read_month(rule *r, const char *text)
{
    char number[12];
    size_t length = strlen(text);
    bool leap = length > 1 && apr_toupper(text[length - 1]) == 'L';
    int value;

    length -= leap;
    if (length >= sizeof number) {
        return false;
    }
    apr_cpystrn(number, text, length + 1);
    if (!integer(number, 1, 13, &value)) {
        return false;
    }
    *(leap ? &r->leap_months : &r->months) |= 1u << value;
    return true;
}

static bool read_number(rule *r, const part *p, const char *text)
{
    int value;

    if (!strcmp(p->name, "BYMONTH")) {
        return read_month(r, text);
    }
    if (!integer(text, p->back ? -p->high : p->low, p->high, &value) ||
        (p->low > 0 && value == 0)) {
        return false;
    }
    apr_uint64_t bit = (apr_uint64_t)1 << (abs(value) & 63);
    if (!strcmp(p->name, "BYHOUR")) {
        r->hours |= (apr_uint32_t)bit;
    } else if (!strcmp(p->name, "BYMINUTE")) {
        r->minutes |= bit;
    } else if (!strcmp(p->name, "BYSECOND")) {
        r->seconds |= value == 60 ? (apr_uint64_t)1 << 59 : bit;
    } else if (!strcmp(p->name, "BYMONTHDAY")) {
        *(value > 0 ? &r->month_days : &r->month_days_back) |=
            (apr_uint32_t)bit;
    } else if (!strcmp(p->name, "BYWEEKNO")) {
        *(value > 0 ? &r->weeks : &r->weeks_back) |= bit;
    } else {
        bool setpos = !strcmp(p->name, "BYSETPOS");
        int *count = setpos ? &r->position_count : &r->year_day_count;
        short *list = setpos ? r->positions : r->year_days;

        for (int i = 0; i < *count; i++) {
            if (list[i] == value) {
                return true;
            }
        }
        if (*count == RULE_LIST) {
            return false;
        }
        list[(*count)++] = (short)value;
    }
    return true;
}

static const part parts[] = {
    { "BYSECOND", 0, 60, false },  { "BYMINUTE", 0, 59, false },
    { "BYHOUR", 0, 23, false },    { "BYMONTH", 1, 13, false },
    { "BYMONTHDAY", 1, 31, true }, { "BYYEARDAY", 1, SCALE_YEAR_DAYS, true },
    { "BYWEEKNO", 1, 53, true },   { "BYSETPOS", 1, 366, true },
    { "BYDAY", 0, 0, false },
};

/* A list is no longer than what it can hold without doubles, about, also where
 * it is given in several pieces. */
static bool read_list(apr_pool_t *pool, rule *r, const part *p,
                      const char *list)
{
    const char *rest = list;
    char *piece;

    for (const char *c = list; c; c = strchr(c + 1, ',')) {
        if (++r->values > VALUES_MAX) {
            return false;
        }
    }
    while ((piece = ical_next_piece(pool, &rest, ',', false))) {
        if (p->high == 0 ? !read_weekday(r, piece)
                         : !read_number(r, p, piece)) {
            return false;
        }
    }
    return true;
}

static const char *read_frequency(apr_pool_t *pool, rule *r, const char *text)
{
    static const char *const names[] = { "DAILY", "WEEKLY", "MONTHLY",
                                         "YEARLY" };

    for (int i = 0; i < 4; i++) {
        if (!strcasecmp(text, names[i])) {
            r->frequency = (rule_frequency)i;
            return NULL;
        }
    }
    return apr_psprintf(pool,
                        "FREQ=%s is not one of DAILY, WEEKLY, MONTHLY, "
                        "YEARLY; faster rules are not taken.",
                        ical_excerpt(pool, text));
}

static bool read_until(rule *r, const char *text)
{
    int length = local_parse(text, &r->until);
    const char *rest = text + length;

    r->has_until = true;
    r->until_date = length == 8;
    r->until_utc = length == 15 && apr_toupper(*rest) == 'Z';
    return length > 0 && rest[r->until_utc] == '\0';
}

static bool read_skip(rule *r, const char *text)
{
    static const char *const words[] = { "OMIT", "BACKWARD", "FORWARD" };

    for (int i = 0; i < 3; i++) {
        if (!strcasecmp(text, words[i])) {
            r->invalid = (rule_invalid)i;
            return true;
        }
    }
    return false;
}

static const char *scale_fault(apr_pool_t *pool, const char *value)
{
    const char *list = "";

    for (const char *const *name = ical_scale_names(); *name; name++) {
        list = apr_pstrcat(pool, list, *list ? ", " : "", *name, NULL);
    }
    return apr_psprintf(pool,
                        "RSCALE=%s is no calendar that is known here (RFC "
                        "7529 section 10); these are: %s.",
                        ical_excerpt(pool, value), list);
}

static const char *read_part(apr_pool_t *pool, rule *r, const char *name,
                             const char *value)
{
    int number = 0;
    bool good = false;

    if (!strcasecmp(name, "FREQ")) {
        return read_frequency(pool, r, value);
    }
    if (!strcasecmp(name, "INTERVAL")) {
        good = integer(value, 1, INTERVAL_MAX, &r->interval);
    } else if (!strcasecmp(name, "COUNT")) {
        good = integer(value, 1, COUNT_MAX, &number);
        r->count = number;
    } else if (!strcasecmp(name, "UNTIL")) {
        good = read_until(r, value);
    } else if (!strcasecmp(name, "WKST")) {
        good = (r->week_start = weekday_of(value)) >= 0;
    } else if (!strcasecmp(name, "RSCALE")) {
        r->scale = scale_find(value);
        return r->scale ? NULL : scale_fault(pool, value);
    } else if (!strcasecmp(name, "SKIP")) {
        good = read_skip(r, value);
    } else if (!strncasecmp(name, "X-", 2)) {
        good = true;
    }
    for (size_t i = 0; !good && i < sizeof(parts) / sizeof(parts[0]); i++) {
        good = !strcasecmp(name, parts[i].name) &&
               read_list(pool, r, &parts[i], value);
    }
    return good ? NULL
                : apr_psprintf(pool,
                               "%s is not a part of a recurrence rule (RFC "
                               "5545 section 3.3.10).",
                               ical_excerpt(pool, apr_pstrcat(pool, name, "=",
                                                              value, NULL)));
}

/* Parts whose values depend on the calendar. */
static bool by_calendar(const rule *r)
{
    return r->frequency >= RULE_MONTHLY || r->months || r->leap_months ||
           r->month_days || r->month_days_back || r->year_day_count ||
           r->weeks || r->weeks_back;
}

static const char *month_fault(apr_pool_t *pool, const rule *r)
{
    for (int number = 1; number <= 13; number++) {
        for (int leap = 0; leap < 2; leap++) {
            apr_uint32_t given = leap ? r->leap_months : r->months;
            if ((given >> number & 1) &&
                !(r->scale ? scale_has_month(r->scale, number, leap)
                           : number <= 12 && !leap)) {
                return apr_psprintf(
                    pool,
                    "BYMONTH=%d%s is no month of the calendar %s (RFC 7529 "
                    "section 4.2).",
                    number, leap ? "L" : "",
                    r->scale ? scale_name(r->scale) : "GREGORIAN");
            }
        }
    }
    return NULL;
}

/* The Gregorian calendar without SKIP is what is meant without RSCALE; days
 * and weeks are the same in all. */
static const char *settle_scale(apr_pool_t *pool, rule *r)
{
    const char *wrong = month_fault(pool, r);

    if (!wrong && r->invalid != RULE_OMIT && !r->scale) {
        wrong = "SKIP needs RSCALE beside it (RFC 7529 section 4.1).";
    }
    if (r->scale && (!by_calendar(r) || (scale_is_gregorian(r->scale) &&
                                         r->invalid == RULE_OMIT))) {
        r->scale = NULL;
        r->invalid = RULE_OMIT;
    }
    for (int i = 0; !wrong && !r->scale && i < r->year_day_count; i++) {
        if (abs(r->year_days[i]) > 366) {
            wrong = "A year has no more than 366 days (RFC 5545 section "
                    "3.3.10, BYYEARDAY).";
        }
    }
    return wrong;
}

const char *rule_read(apr_pool_t *pool, const char *value, rule *r)
{
    const char *rest = value;
    const char *wrong = NULL;
    bool frequency = false;
    char *piece;

    memset(r, 0, sizeof(*r));
    r->interval = 1;
    r->week_start = 1;
    if (strlen(value) > OCTETS_MAX) {
        return "The rule has more than 8192 octets.";
    }
    while (!wrong && (piece = ical_next_piece(pool, &rest, ';', false))) {
        char *equals = strchr(piece, '=');
        if (*piece == '\0') {
            continue;
        }
        if (equals == NULL) {
            return apr_psprintf(pool,
                                "%s is not of the form NAME=value "
                                "(RFC 5545 section 3.3.10).",
                                ical_excerpt(pool, piece));
        }
        *equals = '\0';
        frequency |= !strcasecmp(piece, "FREQ");
        wrong = read_part(pool, r, piece, equals + 1);
    }
    if (!wrong && !frequency) {
        return "The rule has no FREQ (RFC 5545 section 3.3.10).";
    }
    return wrong ? wrong : settle_scale(pool, r);
}
