/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "shape.h"

#include <string.h>

#include "expansion.h"
#include "object_zones.h"
#include "series.h"

typedef struct shaping {
    const ical_shape *shape;
    ical_buffer *out;
    const ical_node *object;
    ical_times times;
    ical_allowance left; /* for this object; octets: of all of it */
} shaping;

static bool overlaps(void *baton, const series_instance *instance)
{
    const shaping *s = baton;

    return ical_instance_overlaps(instance->source, instance, s->shape->span);
}

/* Whether the instance that an override replaces lies in the span, or with
 * THISANDFUTURE one that comes later may. */
static bool replaced_concerns(shaping *s, const ical_node *node)
{
    const ical_property *property = ical_find(node, "RECURRENCE-ID");
    const char *range = ical_param(property, "RANGE");
    const series *master = series_master(&s->times, node);
    series_instance replaced;
    ical_time original;

    if (ical_time_read(s->times.pool, property, property->value, s->times.zone,
                       &original)) {
        return true;
    }
    if (range && ical_time_instant(&original) < s->shape->span.to) {
        return true;
    }
    if (!master) {
        return false;
    }
    replaced = series_original(master, &original);
    return overlaps(s, &replaced);
}

static bool override_concerns(shaping *s, const ical_node *node)
{
    const series *own = series_read(&s->times, node);

    return !own || series_visit(own, s->shape->span, node, overlaps, s) ||
           replaced_concerns(s, node);
}

static bool is_standard_zone(const shaping *s, const ical_node *node)
{
    const char *tzid = object_zone_id(s->out->pool, node);

    return tzid && object_zone_is_standard(s->out->pool, tzid);
}

/* What the object uses and does not define. */
static void add_zones(shaping *s)
{
    const apr_array_header_t *tzids =
        object_zones_used(s->out->pool, s->object);
    apr_hash_t *defined = object_zones_defined(s->out->pool, s->object);

    for (int i = 0; i < tzids->nelts; i++) {
        const char *tzid = APR_ARRAY_IDX(tzids, i, const char *);

        if (!apr_hash_get(defined, tzid, APR_HASH_KEY_STRING)) {
            object_zone_write(s->out, s->object, tzid);
        }
    }
}

static bool adds_zones(const shaping *s)
{
    const ical_selection *inner;

    return s->shape->zones == ICAL_ZONES_ALL &&
           s->shape->set != ICAL_SET_EXPANDED &&
           selection_takes(s->shape->selection, "VTIMEZONE", &inner);
}

/* One component of the object; false if there are too many instances. */
static bool write_node(shaping *s, const ical_node *node,
                       const ical_selection *selection)
{
    if (s->shape->zones == ICAL_ZONES_BY_NAME && is_standard_zone(s, node)) {
        return true;
    }
    if (s->shape->set == ICAL_SET_EXPANDED) {
        if (!strcmp(node->name, "VTIMEZONE")) {
            return true; /* all times are in UTC */
        }
        if (series_read(&s->times, node)) {
            return expansion_write(s->out, selection, &s->times, node,
                                   s->shape->span, &s->left);
        }
    }
    if (s->shape->set == ICAL_SET_LIMITED && ical_find(node, "RECURRENCE-ID") &&
        !override_concerns(s, node)) {
        return true;
    }
    selection_write_component(s->out, selection, node);
    return true;
}

static bool write_object(shaping *s)
{
    const ical_node *object = s->object;
    const ical_member *members = (const ical_member *)object->members->elts;
    const ical_selection *selection = s->shape->selection, *inner;
    bool missing = adds_zones(s);

    ical_buffer_add(s->out, object->begin_raw, object->begin_raw_length);
    for (int i = 0; i < object->members->nelts; i++) {
        if (members[i].property) {
            selection_write_property(s->out, selection, members[i].property);
            continue;
        }
        if (missing) {
            add_zones(s);
            missing = false;
        }
        if (selection_takes(selection, members[i].component->name, &inner) &&
            !write_node(s, members[i].component, inner)) {
            return false;
        }
    }
    ical_buffer_add(s->out, object->end_raw, object->end_raw_length);
    return true;
}

/* What the object may come to, of what is left for all. */
static ical_allowance room_for(const ical_allowance *all, apr_size_t length)
{
    ical_allowance room = { ICAL_EXPANSION_MAX, ICAL_EXPANSION_OCTETS };

    if (all && all->instances + 1 < room.instances) {
        room.instances = all->instances + 1;
    }
    if (all && all->octets + length < room.octets) {
        room.octets = all->octets + length;
    }
    return room;
}

static void take(ical_allowance *all, int instances, apr_size_t octets,
                 apr_size_t length)
{
    if (instances > 1) {
        all->instances -= instances - 1;
    }
    if (octets > length) {
        octets -= length;
        all->octets -= octets < all->octets ? octets : all->octets;
    }
}

ical_shape_fault ical_shape_apply(apr_pool_t *pool, const ical_shape *shape,
                                  const char *text, apr_size_t text_length,
                                  const char *zone, ical_allowance *allowance,
                                  const char **shaped, apr_size_t *length)
{
    const ical_allowance room = room_for(allowance, text_length);
    shaping s = { .shape = shape, .left = room };
    ical_node *object;
    bool good;

    if (ical_parse_stored(pool, text, text_length, &object)) {
        return ICAL_SHAPE_UNREADABLE;
    }
    s.object = object;
    s.times = ical_times_of(pool, zone);
    s.out = ical_buffer_make(pool, text_length + 1);
    good = write_object(&s);
    if (allowance && shape->set == ICAL_SET_EXPANDED) {
        take(allowance, room.instances - s.left.instances, s.out->length,
             text_length);
    }
    if (!good) {
        return room.instances < ICAL_EXPANSION_MAX ||
                       room.octets < ICAL_EXPANSION_OCTETS
                   ? ICAL_SHAPE_USED_UP
                   : ICAL_SHAPE_TOO_MANY;
    }
    *shaped = s.out->data;
    *length = s.out->length;
    return ICAL_SHAPE_GOOD;
}
