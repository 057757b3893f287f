/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_tree.h"

#include <string.h>
#include <apr_strings.h>
#include "value.h"

typedef struct matching {
    apr_pool_t *pool;
    ical_times times;
    /* Made when they are needed. */
    apr_hash_t *folded; /* texts of the object, by folding */
    apr_pool_t *brief;  /* cleared after each time that is read */
} matching;

/** A text of the object and how it is folded. */
typedef struct folding {
    const char *text;
    const caldav_collation *collation;
} folding;

/** A value without escapes in a collation's comparable form: made once,
 * however many conditions ask for it. */
static const char *fold(matching *with, const caldav_collation *collation,
                        const char *value, bool escaped)
{
    const folding key = { value, collation };
    const char *folded;

    if (!with->folded) {
        with->folded = apr_hash_make(with->pool);
    }
    folded = apr_hash_get(with->folded, &key, sizeof key);
    if (!folded) {
        folded = collation->fold(
            with->pool, escaped ? ical_unescape(with->pool, value) : value);
        apr_hash_set(with->folded, apr_pmemdup(with->pool, &key, sizeof key),
                     sizeof key, folded);
    }
    return folded;
}

static bool match_text(matching *with, const text_match *match,
                       const char *value, bool escaped)
{
    const char *folded = fold(with, match->collation, value, escaped);

    return (strstr(folded, match->folded) != NULL) != match->negate;
}

static bool match_parameter(matching *with, const param_filter *filter,
                            const ical_property *property)
{
    const char *value = ical_param(property, filter->name);

    if (!value || filter->is_not_defined) {
        return !value == filter->is_not_defined;
    }
    return !filter->text || match_text(with, filter->text, value, false);
}

/** A date lies at its midnight. */
static bool lies_within(matching *with, const ical_span *range,
                        const ical_property *property)
{
    apr_int64_t seconds;
    ical_time time;
    bool read;

    if (!with->brief) {
        apr_pool_create(&with->brief, with->pool);
    }
    read = !ical_time_read(with->brief, property, property->value,
                           with->times.zone, &time);
    apr_pool_clear(with->brief);
    if (!read) {
        return false;
    }
    seconds = ical_time_instant(&time);
    return range->from <= seconds && seconds < range->to;
}

static bool match_property_value(matching *with, const prop_filter *filter,
                                 const ical_property *property)
{
    const param_filter *parameter;

    for (parameter = filter->parameters; parameter;
         parameter = parameter->next) {
        if (!match_parameter(with, parameter, property)) {
            return false;
        }
    }
    if (filter->range) {
        return lies_within(with, filter->range, property);
    }
    return !filter->text ||
           match_text(with, filter->text, property->value, true);
}

static const ical_member *member_at(const ical_node *node, int i)
{
    return &APR_ARRAY_IDX(node->members, i, ical_member);
}

/** Some property of the name matches; or, for is-not-defined, there is none. */
static bool match_property(matching *with, const prop_filter *filter,
                           const ical_node *component)
{
    int i;

    if (filter->is_not_defined) {
        return !ical_find(component, filter->name);
    }
    for (i = 0; i < component->members->nelts; i++) {
        const ical_property *property = member_at(component, i)->property;

        if (property && strcmp(property->name, filter->name) == 0 &&
            match_property_value(with, filter, property)) {
            return true;
        }
    }
    return false;
}

static const ical_node *child_named(const ical_node *scope, int i,
                                    const char *name)
{
    const ical_node *child = member_at(scope, i)->component;

    return child && strcmp(child->name, name) == 0 ? child : NULL;
}

static bool has_child(const ical_node *scope, const char *name)
{
    int i;

    for (i = 0; i < scope->members->nelts; i++) {
        if (child_named(scope, i, name)) {
            return true;
        }
    }
    return false;
}

static bool match_component(matching *with, const comp_filter *filter,
                            const ical_node *scope);

/** All that a comp-filter asks of one component, but its time-range. */
static bool match_inside(matching *with, const comp_filter *filter,
                         const ical_node *component)
{
    const prop_filter *property;
    const comp_filter *child;

    for (property = filter->properties; property; property = property->next) {
        if (!match_property(with, property, component)) {
            return false;
        }
    }
    for (child = filter->components; child; child = child->next) {
        if (!match_component(with, child, component)) {
            return false;
        }
    }
    return true;
}

typedef struct fitting {
    matching *with;
    const comp_filter *filter;
} fitting;

static bool fits(void *baton, const ical_node *component)
{
    const fitting *f = baton;

    return match_inside(f->with, f->filter, component);
}

/** One component has to meet all of the filter: its time-range by an instance
 * that this component speaks for. */
static bool match_component(matching *with, const comp_filter *filter,
                            const ical_node *scope)
{
    fitting f = { with, filter };
    int i;

    if (filter->is_not_defined) {
        return !has_child(scope, filter->name);
    }
    if (filter->range) {
        return ical_overlaps(&with->times, scope, filter->name, *filter->range,
                             fits, &f);
    }
    for (i = 0; i < scope->members->nelts; i++) {
        const ical_node *target = child_named(scope, i, filter->name);

        if (target && match_inside(with, filter, target)) {
            return true;
        }
    }
    return false;
}

/** A time-range of the whole calendar is that of any of its components. */
static bool match_calendar_range(matching *with, const ical_span *range,
                                 const ical_node *object)
{
    static const char *const timed[] = { "VEVENT", "VTODO", "VJOURNAL",
                                         "VFREEBUSY" };

    for (size_t i = 0; range && i < sizeof timed / sizeof *timed; i++) {
        if (ical_overlaps(&with->times, object, timed[i], *range, NULL, NULL)) {
            return true;
        }
    }
    return !range;
}

bool caldav_filter_match(apr_pool_t *scratch, const caldav_filter *filter,
                         const ical_node *object, const char *zone)
{
    matching with = { .pool = scratch, .times = ical_times_of(scratch, zone) };

    return !filter->calendar.is_not_defined &&
           match_calendar_range(&with, filter->calendar.range, object) &&
           match_inside(&with, &filter->calendar, object);
}
