/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

#include "local_time.h"
#include "text.h"

/* A yearly run shorter than this is told as single dates. */
#define RUN_MIN 3
#define YEAR_FIRST 1970
/* Runs are followed so far to be sure of their rule; one that lasts so long
 * has no end. */
#define YEAR_LAST 2100
#define RUNS_MAX 512

/* Changes of consecutive years on the same weekday, whose day of the month
 * lies between `low` and `low` + 6. */
typedef struct run {
    const zone_change *before, *after; /* of the first */
    apr_int64_t first, last;           /* local times; `last_at` its instant */
    apr_int64_t last_at;
    int first_year, last_year, month, weekday, time;
    int low_min, low_max;
    bool written;
} run;

static const char *const weekdays[] = {
    "SU", "MO", "TU", "WE", "TH", "FR", "SA"
};

static bool same_observance(const run *a, const run *b)
{
    return a->before->offset == b->before->offset &&
           a->after->offset == b->after->offset &&
           a->after->daylight == b->after->daylight &&
           !strcmp(a->after->name, b->after->name);
}

static run run_of(const zone_change *change)
{
    run r = { .before = change - 1, .after = change };
    int day;

    r.first = r.last = change->at + r.before->offset;
    r.last_at = change->at;
    apr_int64_t days = local_day_of(r.first);
    local_date(days, &r.first_year, &r.month, &day);
    r.last_year = r.first_year;
    r.weekday = local_weekday(days);
    r.time = (int)(r.first - days * LOCAL_DAY);
    r.low_min = day - 6;
    r.low_max = day;
    return r;
}

static bool join(run *open, const run *next)
{
    int low_min = next->low_min > open->low_min ? next->low_min : open->low_min;
    int low_max = next->low_max < open->low_max ? next->low_max : open->low_max;

    if (open->last_year != next->first_year - 1 || open->month != next->month ||
        open->weekday != next->weekday || open->time != next->time ||
        low_min > low_max || !same_observance(open, next)) {
        return false;
    }
    open->low_min = low_min;
    open->low_max = low_max;
    open->last = next->last;
    open->last_at = next->last_at;
    open->last_year = next->last_year;
    return true;
}

static int collect(const zone_info *z, run *runs)
{
    int count = 0;

    for (int i = 1; i < z->count; i++) {
        const zone_change *change = &z->changes[i];
        run next = run_of(change);
        bool joined = false;
        if (next.first_year < YEAR_FIRST || next.first_year > YEAR_LAST) {
            continue;
        }
        for (int k = count - 1; !joined && k >= 0; k--) {
            joined = join(&runs[k], &next);
        }
        if (!joined && count < RUNS_MAX) {
            runs[count++] = next;
        }
    }
    return count;
}

static void print_local(FILE *out, apr_int64_t seconds)
{
    apr_int64_t days = local_day_of(seconds);
    int time = (int)(seconds - days * LOCAL_DAY);
    int year, month, day;

    local_date(days, &year, &month, &day);
    fprintf(out, "%04d%02d%02dT%02d%02d%02d", year, month, day, time / 3600,
            time / 60 % 60, time % 60);
}

static void print_offset(FILE *out, const char *name, int offset)
{
    int size = abs(offset);

    fprintf(out, "%s:%c%02d%02d", name, offset < 0 ? '-' : '+', size / 3600,
            size / 60 % 60);
    if (size % 60) {
        fprintf(out, "%02d", size % 60);
    }
    fputs("\r\n", out);
}

/* The day: the simplest of the rules that the run leaves open. Whether it
 * takes up the line. */
static bool print_day(FILE *out, const run *r)
{
    int last = r->month == 2 ? 99 : local_month_length(2001, r->month) - 6;

    if (last >= r->low_min && last <= r->low_max) {
        fprintf(out, ";BYDAY=-1%s", weekdays[r->weekday]);
        return false;
    }
    for (int low = r->low_min; low <= r->low_max; low++) {
        if (low >= 1 && low % 7 == 1 && low <= 22) {
            fprintf(out, ";BYDAY=%d%s", low / 7 + 1, weekdays[r->weekday]);
            return false;
        }
    }
    int low = r->low_min < 1 ? 1 : r->low_min;
    fprintf(out, ";BYDAY=%s;BYMONTHDAY=%d", weekdays[r->weekday], low);
    for (int i = 1; i < 7; i++) {
        fprintf(out, ",%d", low + i);
    }
    return true;
}

static void print_rule(FILE *out, const run *r)
{
    fprintf(out, "RRULE:FREQ=YEARLY;BYMONTH=%d", r->month);
    bool full = print_day(out, r);
    if (r->last_year < YEAR_LAST) {
        fputs(full ? "\r\n ;UNTIL=" : ";UNTIL=", out);
        /* A day more: some readers take UNTIL for a local time. */
        print_local(out, r->last_at + LOCAL_DAY);
        fputc('Z', out);
    }
    fputs("\r\n", out);
}

/* Single changes of the same kind share one observance. */
static void print_dates(FILE *out, run *runs, int count, int from)
{
    for (int i = from; i < count; i++) {
        run *other = &runs[i];
        if (other->written ||
            other->last_year - other->first_year >= RUN_MIN - 1 ||
            !same_observance(other, &runs[from])) {
            continue;
        }
        other->written = true;
        if (i > from) {
            fputs("RDATE:", out);
            print_local(out, other->first);
            fputs("\r\n", out);
        }
        if (other->last != other->first) {
            fputs("RDATE:", out);
            print_local(out, other->last);
            fputs("\r\n", out);
        }
    }
}

static void print_observance(FILE *out, run *runs, int count, int i)
{
    run *r = &runs[i];
    const char *name = r->after->daylight ? "DAYLIGHT" : "STANDARD";

    fprintf(out, "BEGIN:%s\r\nDTSTART:", name);
    print_local(out, r->first);
    fputs("\r\n", out);
    if (r->last_year - r->first_year >= RUN_MIN - 1) {
        r->written = true;
        print_rule(out, r);
    } else {
        print_dates(out, runs, count, i);
    }
    print_offset(out, "TZOFFSETFROM", r->before->offset);
    print_offset(out, "TZOFFSETTO", r->after->offset);
    fprintf(out, "TZNAME:%s\r\nEND:%s\r\n", r->after->name, name);
}

const char *zone_render(const zone_info *z)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    run runs[RUNS_MAX] = { { 0 } };
    const zone_change *now = zone_at(z, 0);
    const char *name = now->daylight ? "DAYLIGHT" : "STANDARD";

    if (!out) {
        abort(); /* out of memory: as httpd does for its pools */
    }
    fprintf(out, "BEGIN:VTIMEZONE\r\nTZID:%s\r\n",
            ical_escape(z->pool, z->name));
    fprintf(out, "BEGIN:%s\r\nDTSTART:19700101T000000\r\n", name);
    print_offset(out, "TZOFFSETFROM", now->offset);
    print_offset(out, "TZOFFSETTO", now->offset);
    fprintf(out, "TZNAME:%s\r\nEND:%s\r\n", now->name, name);

    int count = collect(z, runs);
    for (int i = 0; i < count; i++) {
        if (!runs[i].written) {
            print_observance(out, runs, count, i);
        }
    }
    fputs("END:VTIMEZONE\r\n", out);
    fclose(out);
    name = apr_pstrmemdup(z->pool, text, length);
    free(text);
    return name;
}
