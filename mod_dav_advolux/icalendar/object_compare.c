/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "object.h"

#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

#include "component_read.h"
#include "field.h"
#include "object_tree.h"

/* What clients turn over on every save. */
static bool passing(const char *name)
{
    static const char *const prefixes[] = { "X-MOZ-", "X-APPLE-", "X-LIC-" };
    static const char *const names[] = {
        "CREATED", "PRODID", "VERSION", "CALSCALE", "UID",
    };

    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        if (!strncmp(name, prefixes[i], strlen(prefixes[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (!strcmp(name, names[i])) {
            return true;
        }
    }
    return ical_field_of(name) != NULL;
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *parameters_of(apr_pool_t *pool,
                                 const ical_property *property)
{
    apr_array_header_t *all = apr_array_make(pool, 4, sizeof(char *));

    for (int i = 0; i < property->parameters->nelts; i++) {
        const ical_parameter *parameter =
            &APR_ARRAY_IDX(property->parameters, i, ical_parameter);
        APR_ARRAY_PUSH(all, const char *) =
            apr_pstrcat(pool, parameter->name, "=", parameter->value, NULL);
    }
    qsort(all->elts, (size_t)all->nelts, sizeof(char *), compare_text);
    return apr_array_pstrcat(pool, all, ';');
}

/* All that no column holds, in an order of its own: alarms and zones left
 * out. The depth is limited by the parser. */
static const char *rest_of(apr_pool_t *pool, const ical_node *node)
{
    const ical_member *members = (const ical_member *)node->members->elts;
    apr_array_header_t *all = apr_array_make(pool, 16, sizeof(char *));

    for (int i = 0; i < node->members->nelts; i++) {
        const ical_property *property = members[i].property;
        const ical_node *child = members[i].component;
        if (property && !passing(property->name)) {
            APR_ARRAY_PUSH(all, const char *) = apr_pstrcat(
                pool, property->name, ";", parameters_of(pool, property), ":",
                property->value, NULL);
        } else if (child && strcmp(child->name, "VALARM") &&
                   strcmp(child->name, "VTIMEZONE") &&
                   strcmp(child->name, "VEVENT") &&
                   strcmp(child->name, "VTODO")) {
            APR_ARRAY_PUSH(all, const char *) = apr_pstrcat(
                pool, "BEGIN:", child->name, "\n", rest_of(pool, child), NULL);
        }
    }
    qsort(all->elts, (size_t)all->nelts, sizeof(char *), compare_text);
    return apr_array_pstrcat(pool, all, '\n');
}

static bool same_component(apr_pool_t *pool, const ical_mapped *a,
                           const ical_mapped *b)
{
    for (int i = 0; i < ical_field_count; i++) {
        if (!ical_fields[i].same(&a->component, &b->component)) {
            return false;
        }
    }
    return !strcmp(rest_of(pool, a->node), rest_of(pool, b->node));
}

static bool map(apr_pool_t *pool, const char *text, apr_size_t length,
                advolux_item_kind kind, const char *zone, ical_node **root,
                apr_array_header_t **mapped)
{
    ical_limits limits = ical_limits_default;

    limits.octets = length;
    if (ical_parse(pool, text, length, &limits, root)) {
        return false;
    }
    apr_array_header_t *nodes = ical_object_nodes(pool, *root, kind);
    return nodes->nelts > 0 &&
           !ical_object_map(pool, nodes, kind, zone, mapped);
}

static bool same_kind(apr_pool_t *pool, const char *a, apr_size_t a_length,
                      const char *b, apr_size_t b_length,
                      advolux_item_kind kind, const char *zone)
{
    ical_node *a_root, *b_root;
    apr_array_header_t *a_mapped, *b_mapped;

    if (!map(pool, a, a_length, kind, zone, &a_root, &a_mapped) ||
        !map(pool, b, b_length, kind, zone, &b_root, &b_mapped) ||
        a_mapped->nelts != b_mapped->nelts ||
        strcmp(rest_of(pool, a_root), rest_of(pool, b_root))) {
        return false;
    }
    for (int i = 0; i < a_mapped->nelts; i++) {
        const ical_mapped *x = &APR_ARRAY_IDX(a_mapped, i, ical_mapped);
        const ical_mapped *y = &APR_ARRAY_IDX(b_mapped, i, ical_mapped);
        const char *x_uid = ical_uid(pool, x->node);
        const char *y_uid = ical_uid(pool, y->node);
        if (strcmp(x_uid ? x_uid : "", y_uid ? y_uid : "") ||
            !same_component(pool, x, y)) {
            return false;
        }
    }
    return true;
}

bool ical_object_same_but_alarms(apr_pool_t *pool, const char *a,
                                 apr_size_t a_length, const char *b,
                                 apr_size_t b_length, const char *zone)
{
    return same_kind(pool, a, a_length, b, b_length, ADVOLUX_APPOINTMENT,
                     zone) ||
           same_kind(pool, a, a_length, b, b_length, ADVOLUX_TASK, zone);
}
