/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "expansion.h"

#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

#include "local_time.h"
#include "series.h"
#include "zone.h"

typedef struct expansion {
    const ical_node *node;
    ical_span span;
    apr_array_header_t *instances; /* series_instance */
    int left;
} expansion;

/* The shape lasts as long as the series does, which is read for the object. */
static bool gather(void *baton, const series_instance *instance)
{
    expansion *e = baton;

    if (!ical_instance_overlaps(e->node, instance, e->span)) {
        return false;
    }
    if (e->instances->nelts == e->left) {
        return true; /* too many */
    }
    APR_ARRAY_PUSH(e->instances, series_instance) = *instance;
    return false;
}

static int by_original(const void *a, const void *b)
{
    apr_int64_t x = ((const series_instance *)a)->original;
    apr_int64_t y = ((const series_instance *)b)->original;

    return x < y ? -1 : x > y;
}

/* What stands behind the name in the content line of a time. */
static const char *time_value(apr_pool_t *pool, const ical_time *like,
                              apr_int64_t instant)
{
    apr_int64_t local = like->date ? zone_local(like->zone, instant) : instant;
    const char *text = local_format(pool, local);

    return like->date ? apr_psprintf(pool, ";VALUE=DATE:%.8s", text)
                      : apr_pstrcat(pool, ":", text, "Z", NULL);
}

/* Properties that say when a component takes place. */
static bool is_of_time(const char *name)
{
    static const char *const names[] = {
        "DTSTART", "DTEND",  "DUE",    "DURATION",     "RRULE",
        "RDATE",   "EXDATE", "EXRULE", "RECURRENCE-ID"
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(names[i], name)) {
            return true;
        }
    }
    return false;
}

/* "1H" with its unit, or nothing. */
static const char *part(apr_pool_t *pool, apr_int64_t number, char unit)
{
    return number ? apr_psprintf(pool, "%" APR_INT64_T_FMT "%c", number, unit)
                  : "";
}

/* The length of an instance as DURATION has it (RFC 5545 section 3.3.6): exact,
 * since what is in UTC knows no days of 23 hours. */
static const char *length_value(apr_pool_t *pool,
                                const series_instance *instance)
{
    apr_int64_t seconds = instance->to - instance->from;

    if (instance->shape->anchor.date) {
        return apr_psprintf(pool, ":P%" APR_INT64_T_FMT "D",
                            instance->shape->days);
    }
    if (seconds <= 0) {
        return ":PT0S";
    }
    return apr_pstrcat(pool, ":PT", part(pool, seconds / 3600, 'H'),
                       part(pool, seconds / 60 % 60, 'M'),
                       part(pool, seconds % 60, 'S'), NULL);
}

/* What is written of a component with each of its instances: before the times
 * and after them. It may have thousands of lines. */
typedef struct frame {
    const ical_node *node; /* NULL: none yet */
    bool override;         /* it has a RECURRENCE-ID */
    ical_buffer *before, *after;
} frame;

/* The times stand before the first component. */
static void make_frame(frame *f, apr_pool_t *pool,
                       const ical_selection *selection, const ical_node *node)
{
    const ical_member *members = (const ical_member *)node->members->elts;
    ical_buffer *to = ical_buffer_make(pool, 256);
    const ical_selection *inner;

    f->node = node;
    f->override = ical_find(node, "RECURRENCE-ID") != NULL;
    f->before = to;
    f->after = ical_buffer_make(pool, 256);
    ical_buffer_add(to, node->begin_raw, node->begin_raw_length);
    for (int i = 0; i < node->members->nelts; i++) {
        if (!members[i].property) {
            to = f->after;
            if (selection_takes(selection, members[i].component->name,
                                &inner)) {
                selection_write_component(to, inner, members[i].component);
            }
        } else if (!is_of_time(members[i].property->name)) {
            selection_write_property(to, selection, members[i].property);
        }
    }
    ical_buffer_add(f->after, node->end_raw, node->end_raw_length);
}

static void write_times(ical_buffer *out, const ical_selection *selection,
                        const series_instance *instance, const frame *f,
                        bool recurring)
{
    const series_shape *shape = instance->shape;
    const char *end = strcmp(instance->source->name, "VTODO") ? "DTEND" : "DUE";

    if (shape->has_start) {
        selection_write_line(
            out, selection, "DTSTART",
            time_value(out->pool, &shape->anchor, instance->from));
    }
    if (shape->duration) {
        selection_write_line(out, selection, "DURATION",
                             length_value(out->pool, instance));
    } else if (shape->has_end) {
        selection_write_line(
            out, selection, end,
            time_value(out->pool, &shape->anchor, instance->to));
    }
    /* What begins where the series does is the series' own component, and no
     * instance that stands for another. */
    if (recurring &&
        (f->override ||
         instance->original != ical_time_instant(&instance->series))) {
        selection_write_line(
            out, selection, "RECURRENCE-ID",
            time_value(out->pool, &instance->series, instance->original));
    }
}

bool expansion_write(ical_buffer *out, const ical_selection *selection,
                     ical_times *times, const ical_node *node, ical_span span,
                     ical_allowance *left)
{
    bool recurring = ical_find(node, "RRULE") || ical_find(node, "RDATE") ||
                     ical_find(node, "RECURRENCE-ID");
    expansion e = { .node = node,
                    .span = span,
                    .instances =
                        apr_array_make(out->pool, 16, sizeof(series_instance)),
                    .left = left->instances };
    const series *s = series_read(times, node);
    const series_instance *all;
    frame f = { NULL };

    if (!s) {
        return true;
    }
    if (series_visit(s, span, NULL, gather, &e)) {
        left->instances -= e.instances->nelts;
        return false;
    }
    left->instances -= e.instances->nelts;
    qsort(e.instances->elts, (size_t)e.instances->nelts,
          sizeof(series_instance), by_original);
    all = (const series_instance *)e.instances->elts;
    for (int i = 0; i < e.instances->nelts; i++) {
        if (f.node != all[i].source) {
            make_frame(&f, out->pool, selection, all[i].source);
        }
        ical_buffer_add(out, f.before->data, f.before->length);
        write_times(out, selection, &all[i], &f, recurring);
        ical_buffer_add(out, f.after->data, f.after->length);
        if (out->length > left->octets) {
            return false;
        }
    }
    return true;
}
