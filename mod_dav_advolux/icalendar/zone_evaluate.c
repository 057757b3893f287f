/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone_evaluate.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>

#include "local_time.h"
#include "rule.h"
#include "text.h"

#define OBSERVANCES_MAX 512
#define ONSETS_MAX 10000
/* Days that all rules of a definition may look at. */
#define WORK_MAX 500000
#define YEAR (366LL * LOCAL_DAY)
/* The Gregorian calendar repeats after 400 years. */
#define LAST_YEAR 2437

typedef struct onset {
    apr_int64_t at, local;
    int offset, order; /* order: of its observance in the text */
    bool daylight;
} onset;

/* An observance, and what of all is gathered. */
typedef struct evaluation {
    apr_pool_t *pool;
    apr_int64_t from, to, end;  /* end: of what is written out */
    apr_array_header_t *onsets; /* onset */
    apr_int64_t work;
    const ical_node *part; /* the observance at hand */
    apr_int64_t start;     /* its DTSTART, local */
    int before, after;     /* its offsets */
    int order;
    bool daylight;
} evaluation;

/* "+0530", "-053015"; some write a colon, or no sign. */
static bool read_offset(const ical_node *part, const char *name, int *offset)
{
    const ical_property *property = ical_find(part, name);
    const char *text = property ? property->value : "";
    int digits = 0, number = 0, sign = 1;

    while (apr_isspace(*text)) {
        text++;
    }
    sign = *text == '-' ? -1 : 1;
    text += *text == '-' || *text == '+';
    for (; apr_isdigit(*text) || *text == ':'; text++) {
        if (*text != ':' && ++digits <= 6) {
            number = number * 10 + (*text - '0');
        }
    }
    if (digits != 4 && digits != 6) {
        return false;
    }
    number = digits == 4 ? number * 100 : number;
    *offset =
        sign * (number / 10000 * 3600 + number / 100 % 100 * 60 + number % 100);
    return abs(*offset) < LOCAL_DAY;
}

/* Times are by the clock that was in force before. */
static bool add_local(evaluation *e, apr_int64_t local)
{
    if (e->onsets->nelts == ONSETS_MAX) {
        return false;
    }
    APR_ARRAY_PUSH(e->onsets, onset) =
        (onset){ local - e->before, local, e->after, e->order, e->daylight };
    return true;
}

static bool add_dates(evaluation *e, const ical_property *property)
{
    const char *rest = property->value, *piece;
    apr_int64_t local;

    while ((piece = ical_next_piece(e->pool, &rest, ',', false))) {
        int length = local_parse(piece, &local);
        bool utc = length == 15 && apr_toupper(piece[15]) == 'Z';

        if (length == 0 || !add_local(e, utc ? local + e->before : local)) {
            return false;
        }
    }
    return true;
}

/* Whether leaving out what lies before the span leaves out nothing that is
 * still in force in it. */
static bool may_skip(const evaluation *e, const rule *r)
{
    return r->frequency == RULE_YEARLY && r->interval == 1 && !r->count &&
           (!r->has_until || r->until > e->from);
}

/* "BYMONTH=3;BYDAY=-1SU": what nearly all definitions have, and each object
 * with one pays for. */
static bool is_plain(const rule *r)
{
    return r->frequency == RULE_YEARLY && r->interval == 1 && !r->count &&
           !r->until_utc && r->nths == 1 && !r->year_day_count &&
           !r->position_count && !r->hours && !r->weekdays && !r->month_days &&
           !r->month_days_back && !r->minutes && !r->seconds && !r->weeks &&
           !r->weeks_back && r->months && !(r->months & (r->months - 1));
}

/* The day of the month that a plain rule falls on, beyond it if it falls on
 * none. */
static int plain_day(const rule *r, int year, int month)
{
    int length = local_month_length(year, month), position = r->nth[0].position;
    int first =
        1 +
        (r->nth[0].weekday - local_weekday(local_days(year, month, 1)) + 7) % 7;
    int last = first + (length - first) / 7 * 7;
    int day =
        position > 0 ? first + 7 * (position - 1) : last + 7 * (position + 1);

    return day < 1 ? length + 1 : day;
}

static bool add_plain(evaluation *e, const rule *r)
{
    apr_int64_t time = e->start - local_day_of(e->start) * LOCAL_DAY;
    apr_int64_t begin = e->start, local = 0;
    int month = 1, year, unused, day;
    bool good = true;

    if (may_skip(e, r) && begin < e->from - 2 * YEAR) {
        begin = e->from - 2 * YEAR;
    }
    while (!(r->months >> month & 1)) {
        month++;
    }
    local_date(local_day_of(begin), &year, &unused, &day);
    for (; year <= LAST_YEAR && good; year++) {
        day = plain_day(r, year, month);
        local = local_days(year, month, day) * LOCAL_DAY + time;
        if (r->has_until &&
            local > r->until + (r->until_date ? LOCAL_DAY - 1 : 0)) {
            break;
        }
        if (local > e->start && day <= local_month_length(year, month)) {
            good = add_local(e, local);
        }
    }
    return good;
}

static bool add_rule(evaluation *e, const ical_property *property)
{
    apr_int64_t local;
    rule_walk walk;
    bool good = true;
    rule r;

    if (rule_read(e->pool, property->value, &r)) {
        return false;
    }
    if (r.until_utc) { /* RFC 5545 section 3.6.5 */
        r.until += e->before;
        r.until_utc = false;
    }
    if (is_plain(&r)) {
        return add_plain(e, &r);
    }
    rule_begin(&walk, &r, e->start, zone_utc, false);
    if (may_skip(e, &r)) {
        rule_skip(&walk, e->from - 2 * YEAR);
    }
    while (good && rule_next(&walk, &local) && local <= e->end) {
        good = add_local(e, local) && e->work + walk.work < WORK_MAX;
    }
    e->work += walk.work;
    return good && e->work < WORK_MAX;
}

static bool add_observance(evaluation *e)
{
    const ical_property *start = ical_find(e->part, "DTSTART");
    bool good = start && local_parse(start->value, &e->start) &&
                read_offset(e->part, "TZOFFSETTO", &e->after);

    if (!read_offset(e->part, "TZOFFSETFROM", &e->before)) {
        e->before = e->after;
    }
    good = good && add_local(e, e->start);
    for (int i = 0; i < e->part->members->nelts && good; i++) {
        const ical_property *property =
            APR_ARRAY_IDX(e->part->members, i, ical_member).property;

        if (property && *property->value && !strcmp(property->name, "RRULE")) {
            good = add_rule(e, property);
        } else if (property && !strcmp(property->name, "RDATE")) {
            good = add_dates(e, property);
        }
    }
    return good;
}

static int by_local(const void *a, const void *b)
{
    const onset *x = a, *y = b;

    return x->local != y->local ? (x->local < y->local ? -1 : 1)
                                : x->order - y->order;
}

static int by_instant(const void *a, const void *b)
{
    const onset *x = a, *y = b;

    return x->at != y->at ? (x->at < y->at ? -1 : 1) : by_local(a, b);
}

/* Of several that say the same time the first in the text counts. */
static void sort_onsets(apr_array_header_t *onsets)
{
    onset *all = (onset *)onsets->elts;
    int count = 0;

    qsort(all, (size_t)onsets->nelts, sizeof(onset), by_local);
    for (int i = 0; i < onsets->nelts; i++) {
        if (count == 0 || all[i].local != all[count - 1].local) {
            all[count++] = all[i];
        }
    }
    onsets->nelts = count;
    qsort(all, (size_t)count, sizeof(onset), by_instant);
}

/* `first`: what is in force before all onsets. */
static zone_info *make_zone(evaluation *e, onset first)
{
    zone_info *z = apr_pcalloc(e->pool, sizeof(*z));
    const onset *all = (const onset *)e->onsets->elts;

    sort_onsets(e->onsets);
    z->pool = e->pool;
    z->from = e->from;
    z->to = e->to;
    z->stored = apr_pcalloc(e->pool, sizeof(*z->stored));
    zone_add_change(z, INT64_MIN, first.offset, first.daylight, "");
    for (int i = 0; i < e->onsets->nelts; i++) {
        bool overtaken = i + 1 < e->onsets->nelts && all[i + 1].at == all[i].at;

        if (!overtaken && all[i].offset != z->changes[z->count - 1].offset) {
            zone_add_change(z, all[i].at, all[i].offset, all[i].daylight, "");
        }
    }
    return z;
}

zone_info *zone_evaluate(apr_pool_t *pool, const ical_node *definition,
                         apr_int64_t from, apr_int64_t to)
{
    evaluation e = { .pool = pool,
                     .from = from,
                     .to = to,
                     .end = local_days(LAST_YEAR, 12, 31) * LOCAL_DAY,
                     .onsets = apr_array_make(pool, 64, sizeof(onset)) };
    onset first = { .daylight = true };

    for (int i = 0; i < definition->members->nelts; i++) {
        e.part = APR_ARRAY_IDX(definition->members, i, ical_member).component;
        if (!e.part || (strcmp(e.part->name, "STANDARD") &&
                        strcmp(e.part->name, "DAYLIGHT"))) {
            continue;
        }
        e.daylight = !strcmp(e.part->name, "DAYLIGHT");
        if (e.order == OBSERVANCES_MAX || !add_observance(&e)) {
            return NULL;
        }
        if (e.order++ == 0 || (first.daylight && !e.daylight)) {
            first = (onset){ .offset = e.after, .daylight = e.daylight };
        }
    }
    return e.order > 0 ? make_zone(&e, first) : NULL;
}
