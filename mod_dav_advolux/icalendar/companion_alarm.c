/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "companion_alarm.h"

#include <string.h>
#include <apr_strings.h>

#include "field.h"
#include "local_time.h"
#include "value.h"
#include "zone.h"

typedef enum ring { RING_AS_IT_DID, RING_ANEW, RING_NEVER } ring;

bool companion_instant(apr_pool_t *pool, const advolux_component *component,
                       const char *local, apr_int64_t *instant)
{
    apr_int64_t seconds;

    if (!local || !local_parse(local, &seconds)) {
        return false;
    }
    const zone_info *zone = zone_get(pool, component->zone);
    *instant = local_is_repeated(local) ? zone_instant_repeated(zone, seconds)
                                        : zone_instant(zone, seconds);
    return true;
}

static bool differs(const companion_change *change, const char *property)
{
    return change->differs[ical_field_of(property) - ical_fields];
}

/* Whether an instant is a time of the component: that one, or of days any time
 * of the day. */
static bool is_at(apr_pool_t *pool, const advolux_component *component,
                  const char *local, apr_int64_t instant)
{
    const zone_info *clock = zone_get(pool, component->zone);
    apr_int64_t at, day;

    if (!companion_instant(pool, component, local, &at)) {
        return false;
    }
    return component->all_day ? local_parse(local, &day) &&
                                    local_day_of(zone_local(clock, instant)) ==
                                        local_day_of(day)
                              : at == instant;
}

/* The same with the component's new time; of days the clock stays. */
static ring move(apr_pool_t *pool, const advolux_component *now,
                 const char *local, apr_int64_t *instant)
{
    const zone_info *clock = zone_get(pool, now->zone);
    apr_int64_t was = zone_local(clock, *instant), day;

    if (!local || !local_parse(local, &day)) {
        return RING_NEVER;
    }
    if (now->all_day) {
        *instant =
            zone_instant(clock, day + was - local_day_of(was) * LOCAL_DAY);
    } else {
        companion_instant(pool, now, local, instant);
    }
    return RING_ANEW;
}

/* The end of days of an event is the day after. */
static bool has_last_time(const companion_change *change)
{
    return change->kind == ADVOLUX_TASK || !change->old->all_day;
}

static ring ring_at(const companion_change *change, apr_int64_t *instant)
{
    const advolux_component *old = change->old, *now = change->now;

    if (has_last_time(change) && is_at(change->pool, old, old->end, *instant)) {
        return move(change->pool, now, now->end ? now->end : now->start,
                    instant);
    }
    if (is_at(change->pool, old, old->start, *instant)) {
        return move(change->pool, now, now->start ? now->start : now->end,
                    instant);
    }
    return RING_AS_IT_DID;
}

/* What a trigger comes to; an absolute one that rings anew does so at
 * *instant. */
static ring ring_of(const companion_change *change,
                    const ical_property *trigger, apr_int64_t *instant)
{
    ical_duration offset;
    ical_time time;

    if (!trigger || !differs(change, "DTSTART") ||
        ical_duration_read(trigger->value, &offset) ||
        ical_time_read(change->pool, trigger, trigger->value, change->now->zone,
                       &time)) {
        return RING_AS_IT_DID;
    }
    *instant = ical_time_instant(&time);
    return ring_at(change, instant);
}

static bool is_snooze(const ical_node *alarm)
{
    const ical_property *related = ical_find(alarm, "RELATED-TO");
    const char *type = related ? ical_param(related, "RELTYPE") : NULL;

    return type && !strcasecmp(type, "SNOOZE");
}

/* The new text of what an alarm shows, if it is the old title or description;
 * NULL if not. */
static const char *text_of(const companion_change *change,
                           const ical_property *property)
{
    const advolux_component *old = change->old, *now = change->now;
    const char *shown = ical_unescape(change->pool, property->value);

    if (strcmp(property->name, "SUMMARY") &&
        strcmp(property->name, "DESCRIPTION")) {
        return NULL;
    }
    if (differs(change, "SUMMARY") && *old->title &&
        !strcmp(shown, old->title)) {
        return now->title;
    }
    if (differs(change, "DESCRIPTION") && old->description &&
        *old->description && !strcmp(shown, old->description)) {
        return now->description ? now->description : now->title;
    }
    return NULL;
}

void companion_alarm_write(const companion_change *change, ical_buffer *out,
                           const ical_node *alarm)
{
    const ical_member *members = (const ical_member *)alarm->members->elts;
    const ical_property *trigger = ical_find(alarm, "TRIGGER");
    apr_int64_t instant;
    ring rings = ring_of(change, trigger, &instant);

    if (rings == RING_NEVER ||
        (differs(change, "DTSTART") && is_snooze(alarm))) {
        return;
    }
    ical_buffer_add(out, alarm->begin_raw, alarm->begin_raw_length);
    for (int i = 0; i < alarm->members->nelts; i++) {
        const ical_property *property = members[i].property;
        const ical_node *child = members[i].component;
        const char *text = property ? text_of(change, property) : NULL;

        if (child) {
            ical_buffer_add(out, child->begin_raw,
                            (apr_size_t)(child->end_raw - child->begin_raw) +
                                child->end_raw_length);
        } else if (property == trigger && rings == RING_ANEW) {
            ical_buffer_line(out, "TRIGGER;VALUE=DATE-TIME:%sZ",
                             local_format(change->pool, instant));
        } else if (text) {
            ical_buffer_line(out, "%s:%s", property->name,
                             ical_escape(change->pool, text));
        } else {
            ical_buffer_add(out, property->raw, property->raw_length);
        }
    }
    ical_buffer_add(out, alarm->end_raw, alarm->end_raw_length);
}
