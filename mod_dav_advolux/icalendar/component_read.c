/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "component_read.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "fault.h"
#include "local_time.h"
#include "period_read.h"
#include "recurrence.h"
#include "rule_days.h"
#include "text.h"
#include "value.h"
#include "zone_match.h"

typedef struct reader {
    apr_pool_t *pool;
    const ical_node *node;
    const char *zone; /* the calendar's */
    advolux_item_kind kind;
    advolux_component *out;
    bool has_start;
    ical_time start;
    bool has_anchor; /* start, or due of a task without start */
    ical_time anchor;
    const zone_info *clock; /* what out->zone is the name of */
    ical_time first;        /* the anchor by that */
} reader;

const char *ical_component_name(advolux_item_kind kind)
{
    return kind == ADVOLUX_APPOINTMENT ? "VEVENT" : "VTODO";
}

const char *ical_uid(apr_pool_t *pool, const ical_node *node)
{
    const ical_property *property = ical_find(node, "UID");

    if (property == NULL) {
        return NULL;
    }
    const char *rest = property->value;
    const char *uid =
        ical_unescape(pool, ical_next_piece(pool, &rest, '\0', false));
    return *uid ? uid : NULL;
}

static const ical_fault *bad(reader *r, const ical_property *property,
                             const char *precondition, const char *sentence)
{
    return ical_fault_make(r->pool, precondition, property->line,
                           property->name, "%s", sentence);
}

static bool blank(const ical_property *property)
{
    return property->value[strspn(property->value, " \t")] == '\0';
}

/* A property with a meaning: empty ones count as missing. */
static const ical_property *find(reader *r, const char *name)
{
    const ical_property *property = ical_find(r->node, name);

    return property && !blank(property) ? property : NULL;
}

static const char *text_of(reader *r, const char *name)
{
    const ical_property *property = ical_find(r->node, name);

    return property ? ical_unescape(r->pool, property->value) : NULL;
}

/* The list of all properties of a name, joined by the unit separator. */
static const char *texts_of(reader *r, const char *name, char separator)
{
    const ical_member *members = (const ical_member *)r->node->members->elts;
    ical_buffer *all = ical_buffer_make(r->pool, 64);

    for (int i = 0; i < r->node->members->nelts; i++) {
        const ical_property *property = members[i].property;
        if (property == NULL || strcmp(property->name, name)) {
            continue;
        }
        const char *rest = property->value;
        const char *piece;
        while ((piece = ical_next_piece(r->pool, &rest, separator, true))) {
            piece = ical_unescape(r->pool, piece);
            if (*piece) {
                ical_buffer_add(all, "\x1f", all->length > 0);
                ical_buffer_add(all, piece, strlen(piece));
            }
        }
    }
    return all->length ? all->data : NULL;
}

static int number_of(reader *r, const char *name, int low, int high,
                     int missing)
{
    const ical_property *property = find(r, name);
    char *end;

    if (property == NULL) {
        return missing;
    }
    long number = strtol(property->value, &end, 10);
    return end == property->value || number < low || number > high
               ? missing
               : (int)number;
}

/* The lower-case word, if it is one of the list. */
static const char *word_of(reader *r, const char *name,
                           const char *const *words)
{
    const ical_property *property = find(r, name);

    for (int i = 0; property && words[i]; i++) {
        const char *rest = property->value;
        if (!strcasecmp(ical_next_piece(r->pool, &rest, '\0', false),
                        words[i])) {
            return words[i];
        }
    }
    return NULL;
}

/* One value of a property as a time. */
static const ical_fault *read_time(reader *r, const ical_property *property,
                                   const char *value, ical_time *time)
{
    const char *wrong = ical_time_read(r->pool, property, value, r->zone, time);

    if (wrong) {
        return bad(r, property, VALID_DATA, wrong);
    }
    r->out->zone_guessed |= time->guessed;
    return NULL;
}

static const ical_fault *time_of(reader *r, const char *name, bool *found,
                                 ical_time *time)
{
    const ical_property *property = find(r, name);

    *found = property != NULL;
    return property ? read_time(r, property, property->value, time) : NULL;
}

static const ical_fault *instant_of(reader *r, const char *name, bool strict,
                                    const char **instant)
{
    ical_time time;
    bool found;
    const ical_fault *fault = time_of(r, name, &found, &time);

    if (found && fault == NULL) {
        *instant = apr_pstrcat(r->pool,
                               local_format(r->pool, ical_time_instant(&time)),
                               "Z", NULL);
    }
    return strict ? fault : NULL;
}

static const ical_fault *read_texts(reader *r)
{
    static const char *const event_states[] = { "tentative", "confirmed",
                                                "cancelled", NULL };
    static const char *const task_states[] = { "needs-action", "in-process",
                                               "completed", "cancelled", NULL };
    static const char *const classes[] = { "public", "private", "confidential",
                                           NULL };
    static const char *const transparent[] = { "transparent", NULL };
    advolux_component *out = r->out;
    bool event = r->kind == ADVOLUX_APPOINTMENT;
    const ical_fault *fault;

    out->title = text_of(r, "SUMMARY");
    out->title = out->title ? out->title : "";
    out->description = text_of(r, "DESCRIPTION");
    out->location = text_of(r, "LOCATION");
    out->status = word_of(r, "STATUS", event ? event_states : task_states);
    out->class_ = word_of(r, "CLASS", classes);
    if (!out->class_ && find(r, "CLASS")) {
        out->class_ = "private"; /* RFC 5545 section 3.8.1.3 */
    }
    out->free = event && word_of(r, "TRANSP", transparent);
    out->priority = number_of(r, "PRIORITY", 0, 9, 0);
    out->percent = event ? -1 : number_of(r, "PERCENT-COMPLETE", 0, 100, -1);
    out->sequence = number_of(r, "SEQUENCE", 0, 0x7FFFFFFF, 0);
    out->categories = texts_of(r, "CATEGORIES", ',');
    out->matter = text_of(r, "X-ADVOLUX-AKTE");
    out->participants = texts_of(r, "X-ADVOLUX-PARTICIPANT", '\0');
    instant_of(r, "CREATED", false, &out->created);
    instant_of(r, "LAST-MODIFIED", false, &out->modified);
    if (event) {
        return NULL;
    }
    fault = instant_of(r, "COMPLETED", true, &out->completed);
    /* Programs that keep no status say it so. */
    if (!find(r, "STATUS") && (out->completed || out->percent == 100)) {
        out->status = "completed";
    }
    return fault;
}

/* In a task both are wishes, and each is kept as it is. */
static const ical_fault *check_end(reader *r, const ical_property *property,
                                   const ical_time *end)
{
    if (!r->has_start) {
        return NULL;
    }
    if (end->date != r->start.date) {
        return bad(r, property, VALID_DATA,
                   "The end and DTSTART must both be dates or both be times "
                   "(RFC 5545 sections 3.8.2.2, 3.8.2.3).");
    }
    if (r->kind == ADVOLUX_APPOINTMENT &&
        (end->date ? end->local < r->start.local
                   : ical_time_instant(end) < ical_time_instant(&r->start))) {
        return bad(r, property, VALID_DATA,
                   "The end lies before DTSTART (RFC 5545 sections 3.8.2.2, "
                   "3.8.2.3).");
    }
    return NULL;
}

/* End from DURATION, or none. */
static const ical_fault *read_duration(reader *r, bool *found, ical_time *end)
{
    const ical_property *property = find(r, "DURATION");
    ical_duration duration;

    *found = false;
    if (property == NULL || !r->has_start) {
        return NULL;
    }
    if (!ical_duration_read(property->value, &duration)) {
        return bad(r, property, VALID_DATA,
                   "The value is not a duration such as PT1H30M (RFC 5545 "
                   "section 3.3.6).");
    }
    if (r->kind == ADVOLUX_APPOINTMENT &&
        (duration.days < 0 || duration.seconds < 0)) {
        return bad(r, property, VALID_DATA,
                   "The duration is negative (RFC 5545 section 3.8.2.5).");
    }
    *found = true;
    *end = ical_time_after(&r->start, &duration);
    if (end->date) { /* whole days */
        end->local = local_day_of(end->local + LOCAL_DAY - 1) * LOCAL_DAY;
    }
    return NULL;
}

static const ical_fault *read_times(reader *r)
{
    bool event = r->kind == ADVOLUX_APPOINTMENT;
    const char *name = event ? "DTEND" : "DUE";
    advolux_component *out = r->out;
    ical_time end;
    bool has_end;
    const ical_fault *fault = time_of(r, "DTSTART", &r->has_start, &r->start);

    if (fault == NULL && event && !r->has_start) {
        return ical_fault_make(r->pool, VALID_DATA, r->node->line, "VEVENT",
                               "DTSTART is missing (RFC 5545 section 3.6.1).");
    }
    if (fault || (fault = time_of(r, name, &has_end, &end))) {
        return fault;
    }
    if (has_end && r->has_start && !event) {
        ical_time_as(&r->start, &end); /* jtx Board chooses for each */
    }
    if (has_end && (fault = check_end(r, find(r, name), &end))) {
        return fault;
    }
    r->has_anchor = r->has_start || has_end;
    r->anchor = r->has_start ? r->start : end;
    r->clock = r->has_anchor ? zone_stored(r->pool, r->anchor.zone,
                                           ical_time_instant(&r->anchor))
                             : zone_get(r->pool, r->zone);
    r->first = r->anchor;
    if (r->has_anchor) {
        r->first.local = ical_time_in(&r->anchor, r->clock);
        r->first.zone = r->clock;
    }
    out->zone = r->clock->name;
    out->all_day = r->has_anchor && r->anchor.date;
    if (!has_end && (fault = read_duration(r, &has_end, &end))) {
        return fault;
    }
    if (event && !has_end) {
        end = r->start;
        has_end = true;
    }
    if (event && out->all_day && end.local == r->start.local) {
        end.local += LOCAL_DAY;
    }
    out->start =
        r->has_start ? ical_time_text(r->pool, &r->start, r->clock) : NULL;
    out->end = has_end ? ical_time_text(r->pool, &end, r->clock) : NULL;
    return NULL;
}

static int compare_local(const void *a, const void *b)
{
    const apr_int64_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static const char *join_local(apr_pool_t *pool, apr_array_header_t *times)
{
    apr_int64_t *at = (apr_int64_t *)times->elts;
    ical_buffer *list = ical_buffer_make(pool, (apr_size_t)times->nelts * 16);

    qsort(at, (size_t)times->nelts, sizeof(*at), compare_local);
    for (int i = 0; i < times->nelts; i++) {
        if (i > 0 && at[i] == at[i - 1]) {
            continue;
        }
        ical_buffer_add(list, ",", i > 0);
        ical_buffer_add(list, local_format(pool, at[i]), 15);
    }
    return list->length ? list->data : NULL;
}

/* All EXDATE or RDATE as the series' wall clock. */
static const ical_fault *read_dates(reader *r, const char *name,
                                    const char **list)
{
    const ical_member *members = (const ical_member *)r->node->members->elts;
    apr_array_header_t *times = apr_array_make(r->pool, 8, sizeof(apr_int64_t));

    for (int i = 0; i < r->node->members->nelts; i++) {
        const ical_property *property = members[i].property;
        if (property == NULL || strcmp(property->name, name)) {
            continue;
        }
        const char *rest = property->value;
        char *piece;
        while ((piece = ical_next_piece(r->pool, &rest, ',', false))) {
            ical_time time;
            if (*piece == '\0') {
                continue;
            }
            char *until = strchr(piece, '/');
            if (until) {
                *until++ = '\0';
            }
            const ical_fault *fault = read_time(r, property, piece, &time);
            if (fault) {
                return fault;
            }
            if (until && ical_period_is_backwards(r->pool, property, &time,
                                                  until, r->zone)) {
                return bad(r, property, VALID_DATA,
                           "A period ends before it begins (RFC 5545 section "
                           "3.3.9).");
            }
            APR_ARRAY_PUSH(times, apr_int64_t) =
                r->has_anchor ? ical_time_in_series(&time, &r->first)
                              : ical_time_in(&time, r->clock);
        }
    }
    *list = join_local(r->pool, times);
    return NULL;
}

static const ical_fault *read_series(reader *r)
{
    const ical_property *rule = find(r, "RRULE");
    const ical_fault *fault;

    if (rule) {
        const char *rest = ical_upper(r->pool, rule->value);
        char *value = ical_next_piece(r->pool, &rest, '\0', false);
        for (apr_size_t n = strlen(value); n && value[n - 1] == ';'; n--) {
            value[n - 1] = '\0';
        }
        const char *wrong = ical_rrule_fault(
            r->pool, value,
            r->has_anchor ? local_format(r->pool, r->first.local) : NULL);
        if (wrong) {
            return bad(r, rule, ical_rrule_precondition(r->pool, value), wrong);
        }
        r->out->rrule = value;
        if (r->has_anchor) {
            ical_rule_days(r->pool, value,
                           local_format(r->pool, r->first.local),
                           &r->out->rule_days, &r->out->rule_through);
        }
    }
    fault = read_dates(r, "EXDATE", &r->out->exdate);
    return fault ? fault : read_dates(r, "RDATE", &r->out->rdate);
}

/* When a series begins, or is due that has no start; false if it has neither.
 */
static bool start_of(apr_pool_t *pool, const advolux_component *series,
                     ical_time *start)
{
    const char *local = series->start ? series->start : series->end;

    *start = (ical_time){ .date = series->all_day,
                          .zone = zone_get(pool, series->zone) };
    return local && local_parse(local, &start->local);
}

static const ical_fault *read_instance(reader *r,
                                       const advolux_component *master)
{
    const ical_property *property = ical_find(r->node, "RECURRENCE-ID");
    const char *range = ical_param(property, "RANGE");
    ical_time time, start;
    const ical_fault *fault = read_time(r, property, property->value, &time);

    if (fault) {
        return fault;
    }
    r->out->this_and_future = range && !strcasecmp(range, "THISANDFUTURE");
    r->out->recurrence_id = local_format(
        r->pool,
        master && start_of(r->pool, master, &start)
            ? ical_time_in_series(&time, &start)
            : ical_time_in(&time, master ? zone_get(r->pool, master->zone)
                                         : r->clock));
    return NULL;
}

const ical_fault *ical_component_read(apr_pool_t *pool, const ical_node *node,
                                      advolux_item_kind kind, const char *zone,
                                      const advolux_component *master,
                                      advolux_component *component)
{
    reader r = {
        .pool = pool, .node = node, .zone = zone, .kind = kind, .out = component
    };
    const ical_fault *fault;

    memset(component, 0, sizeof(*component));
    if ((fault = read_times(&r)) || (fault = read_texts(&r))) {
        return fault;
    }
    return ical_find(node, "RECURRENCE-ID") ? read_instance(&r, master)
                                            : read_series(&r);
}
