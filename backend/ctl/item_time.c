/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>

#include "item.h"
#include "timezone.h"

/* What --start, --end or --due are. */
typedef enum when { NOT_GIVEN, NONE, DAY, TIME } when;

static when when_of(const char *value)
{
    if (!value) {
        return NOT_GIVEN;
    }
    if (!*value) {
        return NONE;
    }
    return strlen(value) == 10 ? DAY : TIME;
}

/* SQL of the zone that the wall clock is in. */
static const char *zone_sql(ctl *c, const ctl_call *call, bool is_new)
{
    const char *zone = ctl_value(call, "--time-zone"), *named;
    char *quoted;
    const char *sql;

    if (!zone) {
        return is_new ? "'Europe/Berlin'" : "time_zone";
    }
    /* PostgreSQL would take CET for an abbreviation without summer time. */
    named = ical_zone_named(c->pool, zone);
    zone = named ? named : zone;
    quoted = PQescapeLiteral(c->pg, zone, strlen(zone));
    sql = apr_pstrdup(c->pool, quoted ? quoted : "''");
    PQfreemem(quoted);
    return sql;
}

/* An end that is not given follows the start: what is there already keeps its
 * length, and a new appointment lasts an hour or a day. */
static const char *end_by_start(ctl *c, const item_kind *kind, bool is_new,
                                const char *instant, when start)
{
    const char *length =
        start == DAY ? apr_psprintf(c->pool, "@::date + (%s - start_date)",
                                    kind->end_date)
                     : apr_psprintf(c->pool, "%s + (%s - start_at)", instant,
                                    kind->end_at);
    const char *usual =
        start == DAY
            ? "@::date + 1"
            : apr_pstrcat(c->pool, instant, " + interval '1 hour'", NULL);

    if (!kind->must_end) {
        return length;
    }
    return is_new ? usual
                  : apr_psprintf(c->pool, "coalesce(%s, %s)", length, usual);
}

/* Set one end of an item: the column of its shape, and the other to NULL. */
static void set_end(change *ch, const char *at, const char *date, when shape,
                    const char *expression, const char *value)
{
    change_set(ch, shape == DAY ? date : at, expression, value);
    change_set(ch, shape == DAY ? at : date, "NULL", NULL);
}

int item_take_times(ctl *c, const ctl_call *call, const item_kind *kind,
                    bool is_new, change *ch)
{
    const char *start_text = ctl_value(call, "--start");
    const char *end_text = ctl_value(call, kind->end_option);
    when start = when_of(start_text), end = when_of(end_text);
    when shape = start > NONE ? start : end;
    const char *instant, *expression;

    if ((start > NONE && end > NONE && start != end) ||
        (kind->must_end && (start == NONE || end == NONE))) {
        return ctl_misused(call->command,
                           "--start and the end are both days or both times");
    }
    if (!ctl_connect(c)) {
        return c->failure;
    }
    instant = apr_psprintf(c->pool, "caldav.instant(@::timestamp, %s)",
                           zone_sql(c, call, is_new));
    expression = shape == DAY ? "@::date" : instant;
    if (shape > NONE && (start > NONE || !kind->must_end)) {
        change_set(ch, "all_day", shape == DAY ? "true" : "false", NULL);
    }
    if (start > NONE) {
        set_end(ch, "start_at", "start_date", shape, expression, start_text);
    } else if (start == NONE || (shape > NONE && !kind->must_end && is_new)) {
        set_end(ch, "start_at", "start_date", DAY, "NULL", NULL);
    } else if (shape > NONE && !kind->must_end) {
        /* A start of the other shape cannot stay. */
        change_set(ch, shape == DAY ? "start_at" : "start_date", "NULL", NULL);
    }
    if (end > NONE && (start > NONE || !kind->must_end)) {
        set_end(ch, kind->end_at, kind->end_date, shape, expression, end_text);
    } else if (end > NONE) {
        change_set(ch, shape == DAY ? kind->end_date : kind->end_at, expression,
                   end_text);
    } else if (end == NONE) {
        set_end(ch, kind->end_at, kind->end_date, DAY, "NULL", NULL);
    } else if (start > NONE && (kind->must_end || !is_new)) {
        set_end(ch, kind->end_at, kind->end_date, shape,
                end_by_start(c, kind, is_new, instant, start), start_text);
    }
    return CTL_DONE;
}
