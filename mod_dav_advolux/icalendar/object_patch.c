/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "object.h"

#include <string.h>
#include <apr_hash.h>
#include <apr_strings.h>

#include "companion.h"
#include "component_read.h"
#include "field.h"
#include "local_time.h"
#include "object_tree.h"
#include "timezone.h"
#include "value.h"
#include "zone.h"

typedef struct patch {
    apr_pool_t *pool;
    ical_buffer *out;
    ical_buffer *fresh; /* the new lines of it */
    const advolux_item *item;
    const ical_node *calendar;
    apr_array_header_t *mapped; /* ical_mapped, the text's */
    const advolux_component *old_master, *new_master; /* or NULL */
    apr_hash_t *pairs; /* components of the item, by those of the text */
    bool *kept;        /* per component of the item */
    bool changed;
} patch;

static const advolux_component *master_of(const advolux_component *first)
{
    return first->recurrence_id ? NULL : first;
}

/* Instances that came without their series: the first of them is what the
 * item's own row holds. */
static bool is_first_alone(const patch *p, const advolux_component *old)
{
    return !p->old_master && p->new_master &&
           old == &APR_ARRAY_IDX(p->mapped, 0, ical_mapped).component;
}

/* The row knows no series that its instance could be of; it is still one,
 * unless Advolux made a series of it. */
static const advolux_component *as_instance(patch *p,
                                            const advolux_component *old,
                                            const advolux_component *now)
{
    if (!is_first_alone(p, old) || now->rrule || now->rdate) {
        return now;
    }
    advolux_component *instance = apr_pmemdup(p->pool, now, sizeof(*now));
    instance->recurrence_id = old->recurrence_id;
    instance->this_and_future = old->this_and_future;
    return instance;
}

/* The component of the text that a node is. */
static const advolux_component *mapped_of(const patch *p, const ical_node *node)
{
    const ical_mapped *all = (const ical_mapped *)p->mapped->elts;

    for (int i = 0; i < p->mapped->nelts; i++) {
        if (all[i].node == node) {
            return &all[i].component;
        }
    }
    return NULL;
}

static const advolux_component *counterpart(patch *p, const ical_node *node,
                                            const advolux_component **old)
{
    const advolux_component *now;

    *old = mapped_of(p, node);
    now = *old ? apr_hash_get(p->pairs, old, sizeof *old) : NULL;
    return now ? as_instance(p, *old, now) : NULL;
}

static bool frame_moved(const patch *p)
{
    return p->old_master && p->new_master &&
           (p->old_master->all_day != p->new_master->all_day ||
            strcmp(p->old_master->zone, p->new_master->zone));
}

/* Which fields mean something else now; SEQUENCE stands with the stamps. */
static bool differing(const patch *p, const advolux_component *old,
                      const advolux_component *now, bool *differs)
{
    bool any = old->sequence != now->sequence;

    for (int i = 0; i < ical_field_count; i++) {
        differs[i] = !ical_fields[i].same(old, now);
        if (!strcmp(ical_fields[i].properties[0], "RECURRENCE-ID") &&
            now->recurrence_id && frame_moved(p)) {
            differs[i] = true;
        }
        any |= differs[i];
    }
    return any;
}

/* What an instance has of its own, whatever its series has. */
static void differs_as_instance(bool *differs)
{
    static const char *const own[] = { "RECURRENCE-ID", "DTSTART", "RRULE",
                                       "EXDATE", "RDATE" };

    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        differs[ical_field_of(own[i]) - ical_fields] = true;
    }
}

/* What stands in the output from `start` on is new. */
static void note_fresh(patch *p, apr_size_t start)
{
    ical_buffer_add(p->fresh, p->out->data + start, p->out->length - start);
}

static void write_once(patch *p, const field *f, field_target *target,
                       bool *written)
{
    apr_size_t start = p->out->length;

    if (!*written) {
        *written = true;
        f->write(target);
        note_fresh(p, start);
    }
    target->old = NULL;
}

/* An item that came back to find its UID taken has another one. */
static void write_uid(patch *p)
{
    ical_buffer_line(p->out, "UID:%s", ical_escape(p->pool, p->item->uid));
}

typedef struct patching {
    const companion_change *change;
    field_target target;
    bool written[32];
    bool uid, stamps, stamped; /* UID is another one; stamps are made anew */
} patching;

/* What the text lacked goes before the first component inside. */
static void write_missing(patch *p, patching *c)
{
    for (int i = 0; i < ical_field_count; i++) {
        if (c->change->differs[i]) {
            write_once(p, &ical_fields[i], &c->target, &c->written[i]);
        }
    }
    if (c->stamps) {
        write_once(p, &ical_stamp_field, &c->target, &c->stamped);
    }
}

static void patch_property(patch *p, patching *c, const ical_property *property)
{
    const field *f = ical_field_of(property->name);

    c->target.old = property;
    if (c->uid && !strcmp(property->name, "UID")) {
        write_uid(p);
    } else if (f == &ical_stamp_field && c->stamps) {
        write_once(p, f, &c->target, &c->stamped);
    } else if (f && f != &ical_stamp_field &&
               c->change->differs[f - ical_fields]) {
        write_once(p, f, &c->target, &c->written[f - ical_fields]);
    } else if (f) {
        ical_buffer_add(p->out, property->raw, property->raw_length);
    } else {
        companion_write_property(c->change, p->out, property);
    }
    c->target.old = NULL;
}

/* Write `node`, which says what `old` is, so that it says what `now` is;
 * `instance`: it is a series, and what is written is one of its instances. */
static void patch_component(patch *p, const ical_node *node,
                            const advolux_component *old,
                            const advolux_component *now, bool instance)
{
    const ical_member *members = (const ical_member *)node->members->elts;
    bool differs[32] = { false };
    const char *uid = ical_uid(p->pool, node);
    const companion_change change = { .pool = p->pool,
                                      .kind = p->item->kind,
                                      .old = old,
                                      .now = now,
                                      .differs = differs };
    patching c = { .change = &change,
                   .target = { .out = p->out,
                               .kind = p->item->kind,
                               .component = now,
                               .calendar = p->calendar,
                               .master = p->new_master ? p->new_master : now },
                   .uid = !uid || strcmp(uid, p->item->uid) };

    c.stamps = differing(p, old, now, differs) || c.uid || instance;
    if (instance) {
        differs_as_instance(differs);
    }
    p->changed |= c.stamps;
    ical_buffer_add(p->out, node->begin_raw, node->begin_raw_length);
    for (int i = 0; i < node->members->nelts; i++) {
        if (members[i].property) {
            patch_property(p, &c, members[i].property);
        } else {
            write_missing(p, &c);
            companion_write_component(&change, p->out, members[i].component);
        }
    }
    write_missing(p, &c);
    ical_buffer_add(p->out, node->end_raw, node->end_raw_length);
}

/* VTIMEZONEs of ours that the new lines name and the text does not bring. */
static void add_zones(patch *p)
{
    const char *fresh = ical_unfold(p->pool, p->fresh->data);
    const char *added = "";

    for (int i = 0; i < p->item->components->nelts; i++) {
        const advolux_component *c =
            &APR_ARRAY_IDX(p->item->components, i, advolux_component);
        const zone_info *z = c->all_day ? NULL : zone_find(p->pool, c->zone);
        if (z == NULL || !strcmp(z->name, "UTC") ||
            ical_client_tzid(p->pool, p->calendar, z->name)) {
            continue;
        }
        const char *use = apr_pstrcat(
            p->pool, ical_tzid_parameter(p->pool, z->name), ":", NULL);
        const char *mark = apr_pstrcat(p->pool, "\n", z->name, "\n", NULL);
        if (strstr(fresh, use) && !strstr(added, mark)) {
            added = apr_pstrcat(p->pool, added, mark, NULL);
            const char *text = ical_zone_component(p->pool, z->name);
            ical_buffer_add(p->out, text, strlen(text));
        }
    }
}

/* What of the text an instance was made from: the last "this and future"
 * before it, or the series; NULL if the text has none. */
static const ical_mapped *origin_of(const patch *p,
                                    const advolux_component *instance)
{
    const ical_mapped *all = (const ical_mapped *)p->mapped->elts;
    const ical_mapped *origin = p->old_master ? all : NULL;

    for (int i = 1; origin && i < p->mapped->nelts; i++) {
        if (all[i].component.this_and_future &&
            strcmp(all[i].component.recurrence_id, instance->recurrence_id) <=
                0) {
            origin = &all[i];
        }
    }
    return origin;
}

/* A series as it would be if it began with one of its instances: the lengths
 * are those of the wall clock. */
static const advolux_component *begun_at(patch *p,
                                         const advolux_component *series,
                                         const char *recurrence_id)
{
    advolux_component *begun = apr_pmemdup(p->pool, series, sizeof *begun);
    apr_int64_t start, end, at;

    if (series->start && local_parse(series->start, &start) &&
        local_parse(recurrence_id, &at)) {
        begun->start = recurrence_id;
        if (series->end && local_parse(series->end, &end)) {
            begun->end = local_format(p->pool, at + end - start);
        }
    }
    return begun;
}

/* An instance that was changed in Advolux has what its series has, as when a
 * client changes one: alarms, attendees, links, all that no column holds. */
static void add_instance(patch *p, const advolux_component *now)
{
    const ical_mapped *origin = now->recurrence_id ? origin_of(p, now) : NULL;

    if (origin) {
        now = companion_settle(
            p->pool, p->item->kind,
            begun_at(p, &origin->component, now->recurrence_id), now);
        patch_component(p, origin->node, &origin->component, now, true);
    } else {
        field_target target = { .out = p->out,
                                .kind = p->item->kind,
                                .component = now,
                                .calendar = p->calendar,
                                .master = p->new_master ? p->new_master : now };
        apr_size_t start = p->out->length;

        ical_component_write(&target, p->item->uid);
        note_fresh(p, start);
    }
}

static void add_new(patch *p)
{
    for (int i = 0; i < p->item->components->nelts; i++) {
        if (!p->kept[i]) {
            p->changed = true;
            add_instance(
                p, &APR_ARRAY_IDX(p->item->components, i, advolux_component));
        }
    }
}

/* A name that instances had when the text was written, as the series has it
 * now: by as much as its start has moved, or on the same day at its new clock,
 * or as it was; the store decides (advolux.carried_names). NULL: no more. */
static const char *renamed(const patch *p, const char *name, int way)
{
    const advolux_component *old = p->old_master, *now = p->new_master;
    const char *from, *to;
    apr_int64_t at, was, is;

    if (way == 0) {
        return name;
    }
    /* A series of tasks may have lost its times. */
    from = old->start ? old->start : old->end;
    to = now->start ? now->start : now->end;
    if (way > 2 || !from || !to || !local_parse(name, &at) ||
        !local_parse(from, &was) || !local_parse(to, &is)) {
        return NULL;
    }
    if (way == 2) {
        at = local_day_of(at) * LOCAL_DAY + is - local_day_of(is) * LOCAL_DAY;
    } else if (now->all_day) {
        at = (local_day_of(at) + local_day_of(is) - local_day_of(was)) *
             LOCAL_DAY;
    } else {
        at += is - was;
    }
    return local_format(p->pool, at);
}

/* Whether the series has another clock: then no name is what it was. */
static bool clock_moved(const patch *p)
{
    const advolux_component *old = p->old_master, *now = p->new_master;
    const char *was = old->start ? old->start : old->end;
    const char *is = now->start ? now->start : now->end;

    return was && is && (frame_moved(p) || strcmp(was + 8, is + 8));
}

static void pair(patch *p, const ical_mapped *mapped, const char *name)
{
    const advolux_component *old = &mapped->component;

    for (int i = 0; name && i < p->item->components->nelts; i++) {
        const advolux_component *now =
            &APR_ARRAY_IDX(p->item->components, i, advolux_component);
        if (!p->kept[i] &&
            !strcmp(now->recurrence_id ? now->recurrence_id : "", name)) {
            p->kept[i] = true;
            apr_hash_set(p->pairs, apr_pmemdup(p->pool, &old, sizeof old),
                         sizeof old, now);
            return;
        }
    }
}

/* Which component of the item each of the text is. A name that fits as it is
 * comes first, unless it is one of another clock. */
static void pair_components(patch *p)
{
    const ical_mapped *all = (const ical_mapped *)p->mapped->elts;
    bool series = p->old_master && p->new_master;

    for (int way = series && clock_moved(p) ? 1 : 0; way <= (series ? 2 : 0);
         way++) {
        for (int i = 0; i < p->mapped->nelts; i++) {
            const advolux_component *old = &all[i].component;
            const char *name = old->recurrence_id;

            if (apr_hash_get(p->pairs, &old, sizeof old)) {
                continue;
            }
            if (!name || is_first_alone(p, old)) {
                pair(p, &all[i], "");
            } else {
                pair(p, &all[i], renamed(p, name, way));
            }
        }
    }
}

/* Everything from the first item component to the last, in order. */
static void patch_components(patch *p, const apr_array_header_t *nodes)
{
    for (int i = 0; i < nodes->nelts; i++) {
        const ical_node *node = APR_ARRAY_IDX(nodes, i, ical_node *);
        const advolux_component *old;
        const advolux_component *now = counterpart(p, node, &old);
        if (now) {
            now = companion_settle(p->pool, p->item->kind, old, now);
            patch_component(p, node, old, now, false);
        } else {
            p->changed = true;
        }
    }
    add_new(p);
}

/* The calendar around the patched components; they stand together where the
 * first one stood. */
static void assemble(patch *p, const apr_array_header_t *nodes)
{
    const ical_member *members =
        (const ical_member *)p->calendar->members->elts;
    const ical_node *first = APR_ARRAY_IDX(nodes, 0, ical_node *);
    const ical_buffer *body = p->out;

    p->out = ical_buffer_make(p->pool, body->length + 4096);
    ical_buffer_add(p->out, p->calendar->begin_raw,
                    p->calendar->begin_raw_length);
    for (int i = 0; i < p->calendar->members->nelts; i++) {
        const ical_node *node = members[i].component;
        const ical_property *property = members[i].property;
        if (property) {
            ical_buffer_add(p->out, property->raw, property->raw_length);
        } else if (node == first) {
            add_zones(p);
            ical_buffer_add(p->out, body->data, body->length);
        } else if (strcmp(node->name, first->name)) {
            ical_buffer_add(p->out, node->begin_raw,
                            (apr_size_t)(node->end_raw - node->begin_raw) +
                                node->end_raw_length);
        }
    }
    ical_buffer_add(p->out, p->calendar->end_raw, p->calendar->end_raw_length);
}

const char *ical_object_patch(apr_pool_t *pool, const char *text,
                              apr_size_t text_length, const advolux_item *item,
                              const char *zone, apr_size_t *length)
{
    ical_limits limits = ical_limits_default;
    patch p = { .pool = pool, .item = item };
    ical_node *root;

    /* The limits of the day it was stored may have been wider. */
    limits.octets = text_length;
    limits.lines = 1000000;
    if (ical_parse(pool, text, text_length, &limits, &root)) {
        return ical_object_render(pool, item, length);
    }
    apr_array_header_t *nodes = ical_object_nodes(pool, root, item->kind);
    if (nodes->nelts == 0 || item->components->nelts == 0 ||
        ical_object_map(pool, nodes, item->kind, zone, &p.mapped)) {
        return ical_object_render(pool, item, length);
    }
    p.calendar = root;
    p.out = ical_buffer_make(pool, text_length + 1024);
    p.fresh = ical_buffer_make(pool, 1024);
    p.old_master =
        master_of(&APR_ARRAY_IDX(p.mapped, 0, ical_mapped).component);
    p.new_master =
        master_of(&APR_ARRAY_IDX(item->components, 0, advolux_component));
    p.kept =
        apr_pcalloc(pool, sizeof(bool) * (apr_size_t)item->components->nelts);
    p.pairs = apr_hash_make(pool);
    pair_components(&p);
    patch_components(&p, nodes);
    if (!p.changed) {
        *length = text_length;
        return text;
    }
    assemble(&p, nodes);
    *length = p.out->length;
    return p.out->data;
}
