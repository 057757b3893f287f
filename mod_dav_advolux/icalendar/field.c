/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "field.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "companion.h"
#include "companion_alarm.h"
#include "component_read.h"
#include "local_time.h"
#include "object_bounds.h"
#include "object_zones.h"
#include "recurrence.h"
#include "rule_write.h"
#include "timezone.h"
#include "tzid.h"
#include "value.h"
#include "zone.h"
#include "zone_match.h"

#define DATES_PER_LINE 4

static bool same_text(const char *a, const char *b)
{
    return !strcmp(a ? a : "", b ? b : "");
}

static bool same_word(const char *a, const char *b)
{
    return !strcasecmp(a ? a : "", b ? b : "");
}

/* Keep a stored value from ending its line early. */
static const char *clean(apr_pool_t *pool, const char *value)
{
    char *copy = apr_pstrdup(pool, value), *to = copy;

    for (const char *from = value; *from; from++) {
        if (!apr_iscntrl(*from)) {
            *to++ = *from;
        }
    }
    *to = '\0';
    return copy;
}

static void write_text(const field_target *t, const char *name,
                       const char *value)
{
    const char *language = t->old ? ical_param(t->old, "LANGUAGE") : NULL;
    bool keep =
        language &&
        language[strspn(
            language,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")] ==
            '\0';

    if (value && *value) {
        ical_buffer_line(t->out, "%s%s%s:%s", name, keep ? ";LANGUAGE=" : "",
                         keep ? language : "",
                         ical_escape(t->out->pool, value));
    }
}

static void write_word(const field_target *t, const char *name,
                       const char *value)
{
    if (value && *value) {
        ical_buffer_line(t->out, "%s:%s", name,
                         ical_upper(t->out->pool, clean(t->out->pool, value)));
    }
}

/* Years that a definition has to agree for with what is written by it. */
#define AGREEING (20 * 366LL * LOCAL_DAY)

/* Whether a zone of the text may stand for one that is stored. One that it
 * defines itself may be right for the text's own years alone. */
static bool stands_for(apr_pool_t *pool, const zone_info *z, const char *zone)
{
    const char *name = zone_stored_name(pool, z);

    return name && !strcmp(name, zone) &&
           (z->name ||
            zone_agrees(z, zone_get(pool, zone), z->from, z->from + AGREEING));
}

const char *ical_client_tzid(apr_pool_t *pool, const ical_node *calendar,
                             const char *zone)
{
    const ical_member *members =
        calendar ? (const ical_member *)calendar->members->elts : NULL;

    for (int i = 0; members && i < calendar->members->nelts; i++) {
        const ical_node *node = members[i].component;
        const char *tzid = node ? object_zone_id(pool, node) : NULL;
        const zone_info *z = tzid ? tzid_zone(node, tzid) : NULL;

        if (z && stands_for(pool, z, zone)) {
            return tzid;
        }
    }
    return NULL;
}

const char *ical_tzid_parameter(apr_pool_t *pool, const char *tzid)
{
    return apr_psprintf(
        pool, strpbrk(tzid, ";:,") ? ";TZID=\"%s\"" : ";TZID=%s", tzid);
}

/* ";VALUE=DATE", ";TZID=Europe/Berlin", or "" for UTC; a zone that is not
 * known is left to the reader's. */
static const char *zone_parameter(const field_target *t,
                                  const advolux_component *frame)
{
    apr_pool_t *pool = t->out->pool;
    const zone_info *z = zone_find(pool, frame->zone);

    if (frame->all_day) {
        return ";VALUE=DATE";
    }
    if (z == NULL || !strcmp(z->name, "UTC")) {
        return "";
    }
    const char *tzid = ical_client_tzid(pool, t->calendar, z->name);
    return ical_tzid_parameter(pool, tzid ? tzid : z->name);
}

/* A time that a client could not send back is as far as one can be, in any
 * zone: what ends never, or has begun at all times. */
static const char *within_bounds(apr_pool_t *pool, const char *local,
                                 apr_int64_t seconds)
{
    apr_int64_t low, high;

    ical_instant(ICAL_MIN_DATE_TIME, &low);
    ical_instant(ICAL_MAX_DATE_TIME, &high);
    low += 2 * LOCAL_DAY;
    high = (local_day_of(high) - 2) * LOCAL_DAY;
    if (seconds >= low && seconds <= high) {
        return local;
    }
    return local_format(pool, seconds < low ? low : high);
}

/* A stored local time as its series writes it, or NULL if it is none. */
static const char *time_value(apr_pool_t *pool, const char *local,
                              const advolux_component *frame)
{
    const zone_info *z = zone_find(pool, frame->zone);
    apr_int64_t seconds;

    if (local_parse(local, &seconds) != 15) {
        return NULL;
    }
    local = within_bounds(pool, local, seconds);
    if (frame->all_day) {
        return apr_pstrmemdup(pool, local, 8);
    }
    return apr_psprintf(pool, "%.15s%s", local,
                        z && !strcmp(z->name, "UTC") ? "Z" : "");
}

static void write_time(const field_target *t, const char *name,
                       const char *local, const advolux_component *frame)
{
    const char *value = local ? time_value(t->out->pool, local, frame) : NULL;
    apr_int64_t instant;

    if (value && local_is_repeated(local) &&
        companion_instant(t->out->pool, frame, local, &instant)) {
        /* The second of two equal local times is in UTC alone another one. */
        ical_buffer_line(t->out, "%s:%sZ", name,
                         local_format(t->out->pool, instant));
    } else if (value) {
        ical_buffer_line(t->out, "%s%s:%s", name, zone_parameter(t, frame),
                         value);
    }
}

/* A series repeats by its start's clock, and so cannot begin at the second of
 * two equal times: it is as long from the first on. */
static advolux_component as_first(apr_pool_t *pool, const advolux_component *c)
{
    advolux_component first = *c;
    const zone_info *zone = zone_get(pool, c->zone);
    apr_int64_t was, local, end;

    if (!c->start || !local_is_repeated(c->start) || !(c->rrule || c->rdate)) {
        return first;
    }
    companion_instant(pool, c, c->start, &was);
    local_parse(c->start, &local);
    first.start = apr_pstrmemdup(pool, c->start, 15);
    if (companion_instant(pool, c, c->end, &end)) {
        const ical_time ends = { .local = zone_instant(zone, local) + end - was,
                                 .zone = zone_utc };
        first.end = ical_time_text(pool, &ends, zone);
    }
    return first;
}

static void write_times(const field_target *t)
{
    const advolux_component c = as_first(t->out->pool, t->component);
    bool event = t->kind == ADVOLUX_APPOINTMENT;

    write_time(t, "DTSTART", c.start, &c);
    if (!event || !same_text(c.start, c.end)) {
        write_time(t, event ? "DTEND" : "DUE", c.end, &c);
    }
}

static bool same_frame(const advolux_component *a, const advolux_component *b)
{
    return a->all_day == b->all_day &&
           (a->all_day || same_text(a->zone, b->zone));
}

static bool same_times(const advolux_component *a, const advolux_component *b)
{
    return same_frame(a, b) && same_text(a->start, b->start) &&
           same_text(a->end, b->end);
}

static void write_dates(const field_target *t, const char *name,
                        const char *list)
{
    apr_pool_t *pool = t->out->pool;
    const char *rest = list, *piece;
    const char *zone = list ? zone_parameter(t, t->component) : NULL;
    const char *line = NULL;
    int count = 0;

    while ((piece = ical_next_piece(pool, &rest, ',', false))) {
        const char *value = time_value(pool, piece, t->component);
        if (value) {
            line = line ? apr_pstrcat(pool, line, ",", value, NULL) : value;
            count++;
        }
        if (line && (count == DATES_PER_LINE || rest == NULL)) {
            ical_buffer_line(t->out, "%s%s:%s", name, zone, line);
            line = NULL;
            count = 0;
        }
    }
}

static void write_list(const field_target *t, const char *name,
                       const char *list, bool together)
{
    apr_pool_t *pool = t->out->pool;
    ical_buffer *line = ical_buffer_make(pool, 64);
    const char *rest = list, *piece;

    while ((piece = ical_next_piece(pool, &rest, '\x1f', false))) {
        if (!together) {
            write_text(t, name, piece);
        } else if (*piece) {
            piece = ical_escape(pool, piece);
            ical_buffer_add(line, ",", line->length > 0);
            ical_buffer_add(line, piece, strlen(piece));
        }
    }
    if (line->length) {
        ical_buffer_line(t->out, "%s:%s", name, line->data);
    }
}

static void write_rrule(const field_target *t)
{
    if (!t->component->recurrence_id) {
        write_word(t, "RRULE", rule_write(t->out->pool, t->component));
    }
}

static void write_instance(const field_target *t)
{
    if (t->component->recurrence_id) {
        write_time(t,
                   t->component->this_and_future
                       ? "RECURRENCE-ID;RANGE=THISANDFUTURE"
                       : "RECURRENCE-ID",
                   t->component->recurrence_id, t->master);
    }
}

static void write_stamps(const field_target *t)
{
    const advolux_component *c = t->component;
    apr_int64_t seconds;
    bool stamped = c->modified && ical_instant(c->modified, &seconds);

    ical_buffer_line(t->out, "DTSTAMP:%s",
                     stamped ? c->modified : "19700101T000000Z");
    if (stamped) {
        ical_buffer_line(t->out, "LAST-MODIFIED:%s", c->modified);
    }
    if (c->sequence > 0) {
        ical_buffer_line(t->out, "SEQUENCE:%d", c->sequence);
    }
}

/* Only of what was born in Advolux: a client's own is not ours to change. */
static void write_created(const field_target *t)
{
    const char *created = t->component->created;
    apr_int64_t seconds;

    if (created && ical_instant(created, &seconds)) {
        ical_buffer_line(t->out, "CREATED:%s", created);
    }
}

static void write_percent(const field_target *t)
{
    if (t->component->percent >= 0) {
        ical_buffer_line(t->out, "PERCENT-COMPLETE:%d", t->component->percent);
    }
}

static void write_priority(const field_target *t)
{
    if (t->component->priority > 0) {
        ical_buffer_line(t->out, "PRIORITY:%d", t->component->priority);
    }
}

#define WRITER(name, call) \
    static void write_##name(const field_target *t) \
    { \
        call; \
    }
#define SAME(name, expression) \
    static bool same_##name(const advolux_component *a, \
                            const advolux_component *b) \
    { \
        return expression; \
    }

WRITER(title, write_text(t, "SUMMARY", t->component->title))
WRITER(description, write_text(t, "DESCRIPTION", t->component->description))
WRITER(location, write_text(t, "LOCATION", t->component->location))
WRITER(status, write_word(t, "STATUS", t->component->status))
WRITER(class, write_word(t, "CLASS", t->component->class_))
WRITER(free, write_word(t, "TRANSP", t->component->free ? "TRANSPARENT" : NULL))
WRITER(completed, write_word(t, "COMPLETED", t->component->completed))
WRITER(categories, write_list(t, "CATEGORIES", t->component->categories, true))
WRITER(exdate, write_dates(t, "EXDATE", t->component->exdate))
WRITER(rdate, write_dates(t, "RDATE", t->component->rdate))
WRITER(matter, write_text(t, "X-ADVOLUX-AKTE", t->component->matter))
WRITER(participants, write_list(t, "X-ADVOLUX-PARTICIPANT",
                                t->component->participants, false))

SAME(title, same_text(a->title, b->title))
SAME(description, same_text(a->description, b->description))
SAME(location, same_text(a->location, b->location))
SAME(status, same_word(a->status, b->status))
SAME(class, same_word(a->class_, b->class_))
SAME(free, a->free == b->free)
SAME(priority, a->priority == b->priority)
SAME(percent, a->percent == b->percent)
SAME(completed, same_text(a->completed, b->completed))
SAME(categories, same_text(a->categories, b->categories))
SAME(rrule, same_word(a->rrule, b->rrule))
SAME(exdate,
     same_text(a->exdate, b->exdate) && (!a->exdate || same_frame(a, b)))
SAME(rdate, same_text(a->rdate, b->rdate) && (!a->rdate || same_frame(a, b)))
SAME(instance, same_text(a->recurrence_id, b->recurrence_id) &&
                   a->this_and_future == b->this_and_future)
SAME(matter, same_text(a->matter, b->matter))
SAME(participants, same_text(a->participants, b->participants))

const field ical_stamp_field = { { "DTSTAMP", "LAST-MODIFIED", "SEQUENCE" },
                                 write_stamps,
                                 NULL };

const field ical_fields[] = {
    { { "RECURRENCE-ID" }, write_instance, same_instance },
    { { "SUMMARY" }, write_title, same_title },
    { { "DTSTART", "DTEND", "DUE", "DURATION" }, write_times, same_times },
    { { "RRULE" }, write_rrule, same_rrule },
    { { "EXDATE" }, write_exdate, same_exdate },
    { { "RDATE" }, write_rdate, same_rdate },
    { { "LOCATION" }, write_location, same_location },
    { { "DESCRIPTION" }, write_description, same_description },
    { { "CATEGORIES" }, write_categories, same_categories },
    { { "CLASS" }, write_class, same_class },
    { { "TRANSP" }, write_free, same_free },
    { { "PRIORITY" }, write_priority, same_priority },
    { { "STATUS" }, write_status, same_status },
    { { "PERCENT-COMPLETE" }, write_percent, same_percent },
    { { "COMPLETED" }, write_completed, same_completed },
    { { "X-ADVOLUX-AKTE" }, write_matter, same_matter },
    { { "X-ADVOLUX-PARTICIPANT" }, write_participants, same_participants },
};
const int ical_field_count = sizeof(ical_fields) / sizeof(ical_fields[0]);

static bool carries(const field *f, const char *property)
{
    for (int i = 0; i < 4 && f->properties[i]; i++) {
        if (!strcmp(f->properties[i], property)) {
            return true;
        }
    }
    return false;
}

const field *ical_field_of(const char *property)
{
    for (int i = 0; i < ical_field_count; i++) {
        if (carries(&ical_fields[i], property)) {
            return &ical_fields[i];
        }
    }
    return carries(&ical_stamp_field, property) ? &ical_stamp_field : NULL;
}

void ical_component_write(const field_target *to, const char *uid)
{
    const char *name = ical_component_name(to->kind);
    apr_pool_t *pool = to->out->pool;
    field_target target = *to;

    target.component = companion_settle(pool, to->kind, NULL, to->component);
    ical_buffer_line(to->out, "BEGIN:%s", name);
    ical_buffer_line(to->out, "UID:%s", ical_escape(pool, uid));
    write_stamps(&target);
    write_created(&target);
    for (int i = 0; i < ical_field_count; i++) {
        ical_fields[i].write(&target);
    }
    ical_buffer_line(to->out, "END:%s", name);
}
