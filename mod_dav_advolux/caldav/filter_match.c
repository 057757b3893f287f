/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_tree.h"

#include <string.h>
#include <apr_strings.h>
#include "timezone.h"

typedef struct matching {
    apr_pool_t *pool;
    const char *zone; /* of floating and all-day times */
} matching;

static bool match_text(const matching *with, const text_match *match,
                       const char *value)
{
    const char *folded = match->collation->fold(with->pool, value);

    return (strstr(folded, match->folded) != NULL) != match->negate;
}

static bool match_parameter(const matching *with, const param_filter *filter,
                            const ical_property *property)
{
    const char *value = ical_param(property, filter->name);

    if (!value || filter->is_not_defined) {
        return !value == filter->is_not_defined;
    }
    return !filter->text || match_text(with, filter->text, value);
}

/** Whether `text` has a digit wherever `shape` has '0', else the same. */
static bool has_shape(const char *text, const char *shape)
{
    for (; *shape && *text; shape++, text++) {
        if (*shape == '0' ? *text < '0' || *text > '9' : *text != *shape) {
            return false;
        }
    }
    return *shape == *text;
}

/** The instant of a date or date-time property; a date is its midnight. */
static bool property_instant(const matching *with,
                             const ical_property *property,
                             apr_int64_t *seconds)
{
    const char *value = property->value;
    const char *tzid = ical_param(property, "TZID");
    const char *zone = NULL;

    if (has_shape(value, "00000000T000000Z")) {
        return ical_instant(value, seconds);
    }
    if (has_shape(value, "00000000")) {
        value = apr_pstrcat(with->pool, value, "T000000", NULL);
    } else if (!has_shape(value, "00000000T000000")) {
        return false;
    }
    if (tzid) {
        zone = ical_zone_resolve(with->pool, tzid);
    }
    *seconds = ical_zone_instant(zone ? zone : with->zone, value);
    return true;
}

static bool match_property_value(const matching *with,
                                 const prop_filter *filter,
                                 const ical_property *property)
{
    const param_filter *parameter;
    apr_int64_t seconds;

    for (parameter = filter->parameters; parameter;
         parameter = parameter->next) {
        if (!match_parameter(with, parameter, property)) {
            return false;
        }
    }
    if (filter->range) {
        return property_instant(with, property, &seconds) &&
               filter->range->from <= seconds && seconds < filter->range->to;
    }
    return !filter->text ||
           match_text(with, filter->text,
                      ical_unescape(with->pool, property->value));
}

static const ical_member *member_at(const ical_node *node, int i)
{
    return &APR_ARRAY_IDX(node->members, i, ical_member);
}

/** Some property of the name matches; or, for is-not-defined, there is none. */
static bool match_property(const matching *with, const prop_filter *filter,
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

static int count_children(const ical_node *scope, const char *name)
{
    int i, count = 0;

    for (i = 0; i < scope->members->nelts; i++) {
        count += child_named(scope, i, name) != NULL;
    }
    return count;
}

/** A shallow copy with room for one more member, without the properties and
 * components of that name. */
static ical_node *copy_without(apr_pool_t *pool, const ical_node *node,
                               const char *name)
{
    ical_node *copy = apr_pmemdup(pool, node, sizeof *node);
    int i;

    copy->members =
        apr_array_make(pool, node->members->nelts + 1, sizeof(ical_member));
    for (i = 0; i < node->members->nelts; i++) {
        const ical_member *member = member_at(node, i);
        const char *its =
            member->property ? member->property->name : member->component->name;

        if (strcmp(its, name) != 0) {
            APR_ARRAY_PUSH(copy->members, ical_member) = *member;
        }
    }
    return copy;
}

/** An EXDATE of what a RECURRENCE-ID names. */
static ical_property *exclusion(apr_pool_t *pool, const ical_property *id)
{
    ical_property *exdate = apr_pmemdup(pool, id, sizeof *id);
    apr_size_t name_length = 0;

    while (name_length < id->raw_length && id->raw[name_length] != ';' &&
           id->raw[name_length] != ':') {
        name_length++;
    }
    exdate->name = "EXDATE";
    exdate->raw = apr_pstrcat(pool, "EXDATE",
                              apr_pstrmemdup(pool, id->raw + name_length,
                                             id->raw_length - name_length),
                              NULL);
    exdate->raw_length = strlen(exdate->raw);
    return exdate;
}

/** The component as if it were the only one of its object: an override as a
 * single item, a master without the instances that overrides replace. NULL if
 * an override reaches into the future, which no EXDATE can say. */
static ical_node *stand_alone(apr_pool_t *pool, const ical_node *scope,
                              const ical_node *target)
{
    bool override = ical_find(target, "RECURRENCE-ID") != NULL;
    ical_node *copy = copy_without(pool, target, "RECURRENCE-ID");
    int i;

    for (i = 0; i < scope->members->nelts; i++) {
        const ical_node *other = child_named(scope, i, target->name);
        const ical_property *id =
            other ? ical_find(other, "RECURRENCE-ID") : NULL;
        ical_member member = { NULL, NULL };

        if (id && ical_param(id, "RANGE")) {
            return NULL;
        }
        if (id && !override) {
            member.property = exclusion(pool, id);
            APR_ARRAY_PUSH(copy->members, ical_member) = member;
        }
    }
    return copy;
}

/** Whether this one component takes place within the range. */
static bool overlaps(const matching *with, const ical_node *scope,
                     const ical_node *target, ical_span span)
{
    ical_member member = { NULL, NULL };
    ical_node *parent;

    if (count_children(scope, target->name) > 1) {
        member.component = stand_alone(with->pool, scope, target);
    }
    if (!member.component) {
        return ical_overlaps(with->pool, scope, target->name, span, with->zone);
    }
    parent = copy_without(with->pool, scope, target->name);
    APR_ARRAY_PUSH(parent->members, ical_member) = member;
    return ical_overlaps(with->pool, parent, target->name, span, with->zone);
}

static bool match_component(const matching *with, const comp_filter *filter,
                            const ical_node *scope);

/** All that a comp-filter asks of one component, but its time-range. */
static bool match_inside(const matching *with, const comp_filter *filter,
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

static bool match_component(const matching *with, const comp_filter *filter,
                            const ical_node *scope)
{
    int i;

    if (filter->is_not_defined) {
        return count_children(scope, filter->name) == 0;
    }
    if (filter->range && !filter->properties && !filter->components) {
        return ical_overlaps(with->pool, scope, filter->name, *filter->range,
                             with->zone);
    }
    for (i = 0; i < scope->members->nelts; i++) {
        const ical_node *target = child_named(scope, i, filter->name);

        if (target && match_inside(with, filter, target) &&
            (!filter->range || overlaps(with, scope, target, *filter->range))) {
            return true;
        }
    }
    return false;
}

bool caldav_filter_match(apr_pool_t *scratch, const caldav_filter *filter,
                         const ical_node *object, const char *zone)
{
    matching with = { scratch, zone };

    return !filter->calendar.is_not_defined &&
           match_inside(&with, &filter->calendar, object);
}
