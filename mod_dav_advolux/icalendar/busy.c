/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "busy.h"

#include <stdlib.h>
#include <string.h>
#include <apr_tables.h>

#include "local_time.h"
#include "series.h"
#include "text.h"

#define PERIODS_MAX 20000
/* Of all objects together, whether they are merged or not. */
#define INSTANCES_MAX 1000000

enum busy_type { BUSY, TENTATIVE, TYPES };

static const char *const type_names[TYPES] = { "BUSY", "BUSY-TENTATIVE" };

struct ical_busy {
    apr_pool_t *pool;
    ical_span span;
    apr_array_header_t *periods[TYPES]; /* of ical_span */
    int merged[TYPES];                  /* periods after the last merge */
    int instances;
    bool full;
    const ical_node *asked; /* the last component, and its type */
    enum busy_type type;
};

ical_busy *ical_busy_begin(apr_pool_t *pool, ical_span span)
{
    ical_busy *busy = apr_pcalloc(pool, sizeof(*busy));

    busy->pool = pool;
    busy->span = span;
    for (int type = 0; type < TYPES; type++) {
        busy->periods[type] = apr_array_make(pool, 64, sizeof(ical_span));
    }
    return busy;
}

static int by_start(const void *a, const void *b)
{
    const ical_span *x = a, *y = b;

    return x->from < y->from ? -1 : x->from > y->from;
}

/* Sort, and join what overlaps or touches. */
static void merge(apr_array_header_t *periods)
{
    ical_span *all = (ical_span *)periods->elts;
    int count = 0;

    qsort(all, (size_t)periods->nelts, sizeof(*all), by_start);
    for (int i = 0; i < periods->nelts; i++) {
        if (count > 0 && all[i].from <= all[count - 1].to) {
            if (all[i].to > all[count - 1].to) {
                all[count - 1].to = all[i].to;
            }
        } else {
            all[count++] = all[i];
        }
    }
    periods->nelts = count;
}

static void add(ical_busy *busy, enum busy_type type, ical_span period)
{
    apr_array_header_t *periods = busy->periods[type];

    APR_ARRAY_PUSH(periods, ical_span) = period;
    if (periods->nelts - busy->merged[type] >= PERIODS_MAX) {
        merge(periods);
        busy->merged[type] = periods->nelts;
        busy->full = periods->nelts > PERIODS_MAX;
    }
}

static bool says(const ical_node *node, const char *name, const char *value)
{
    const ical_property *property = ical_find(node, name);

    return property && !strcasecmp(property->value, value);
}

/* TYPES: it leaves the time free. */
static enum busy_type type_of(const ical_node *node)
{
    if (says(node, "STATUS", "CANCELLED") ||
        says(node, "TRANSP", "TRANSPARENT")) {
        return TYPES;
    }
    return says(node, "STATUS", "TENTATIVE") ? TENTATIVE : BUSY;
}

/* What of it is in the span. */
static void add_clipped(ical_busy *busy, enum busy_type type, ical_span period)
{
    if (period.from < busy->span.from) {
        period.from = busy->span.from;
    }
    if (period.to > busy->span.to) {
        period.to = busy->span.to;
    }
    if (period.from < period.to) {
        add(busy, type, period);
    }
}

static bool take(void *baton, const series_instance *instance)
{
    ical_busy *busy = baton;

    if (busy->asked != instance->source) {
        busy->asked = instance->source;
        busy->type = type_of(instance->source);
    }
    if (++busy->instances > INSTANCES_MAX) {
        busy->full = true;
    }
    if (busy->type != TYPES) {
        add_clipped(busy, busy->type,
                    (ical_span){ instance->from, instance->to });
    }
    return busy->full;
}

bool ical_busy_add_period(ical_busy *busy, ical_span period)
{
    add_clipped(busy, BUSY, period);
    return !busy->full;
}

bool ical_busy_add(ical_busy *busy, apr_pool_t *scratch, const ical_node *root,
                   const char *zone, bool *unreadable)
{
    ical_times times = ical_times_of(scratch, zone);

    busy->asked = NULL;
    *unreadable = false;
    for (int i = 0; i < root->members->nelts; i++) {
        const ical_node *node =
            APR_ARRAY_IDX(root->members, i, ical_member).component;
        const series *s = node && !strcmp(node->name, "VEVENT")
                              ? series_read(&times, node)
                              : NULL;
        if (!s || !series_visit(s, busy->span, NULL, take, busy)) {
            continue;
        }
        if (busy->full || series_is_readable(s)) {
            return false;
        }
        *unreadable = true;
    }
    return true;
}

static void write_periods(ical_buffer *out, const char *type,
                          apr_array_header_t *periods)
{
    merge(periods);
    for (int i = 0; i < periods->nelts; i++) {
        const ical_span *one = &APR_ARRAY_IDX(periods, i, ical_span);
        ical_buffer_line(out, "FREEBUSY;FBTYPE=%s:%sZ/%sZ", type,
                         local_format(out->pool, one->from),
                         local_format(out->pool, one->to));
    }
}

const char *ical_busy_write(ical_busy *busy, const char *uid, apr_int64_t now,
                            apr_size_t *length)
{
    ical_buffer *out = ical_buffer_make(busy->pool, 2048);

    ical_buffer_line(out, "BEGIN:VCALENDAR");
    ical_buffer_line(out, "VERSION:2.0");
    ical_buffer_line(out, "PRODID:-//Advolux//mod_dav_advolux//DE");
    ical_buffer_line(out, "BEGIN:VFREEBUSY");
    ical_buffer_line(out, "UID:%s", uid);
    ical_buffer_line(out, "DTSTAMP:%sZ", local_format(busy->pool, now));
    if (busy->span.from > INT64_MIN) {
        ical_buffer_line(out, "DTSTART:%sZ",
                         local_format(busy->pool, busy->span.from));
    }
    if (busy->span.to < INT64_MAX) {
        ical_buffer_line(out, "DTEND:%sZ",
                         local_format(busy->pool, busy->span.to));
    }
    for (int type = 0; type < TYPES; type++) {
        write_periods(out, type_names[type], busy->periods[type]);
    }
    ical_buffer_line(out, "END:VFREEBUSY");
    ical_buffer_line(out, "END:VCALENDAR");
    *length = out->length;
    return out->data;
}
