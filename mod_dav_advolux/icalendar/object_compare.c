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
#include "text.h"

/* What no column holds, and is nobody's but the client's: what it turns over on
 * every save, and its notes (RFC 5545 section 3.8.8.2). */
static bool passing(const char *name)
{
    static const char *const names[] = {
        "CREATED", "PRODID", "VERSION", "CALSCALE", "UID",
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (!strcmp(name, names[i])) {
            return true;
        }
    }
    return !strncmp(name, "X-", 2) || ical_field_of(name) != NULL;
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *sorted(apr_pool_t *pool, apr_array_header_t *all,
                          char separator)
{
    qsort(all->elts, (size_t)all->nelts, sizeof(char *), compare_text);
    return apr_array_pstrcat(pool, all, separator);
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
    return sorted(pool, all, ';');
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
        if (property && *property->value && !passing(property->name)) {
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
    return sorted(pool, all, '\n');
}

/* A rule with its parts in an order of their own, those left out that say what
 * holds without them. */
static const char *plain_rule(apr_pool_t *pool, const char *rule)
{
    apr_array_header_t *parts = apr_array_make(pool, 4, sizeof(char *));
    const char *rest = rule ? ical_upper(pool, rule) : NULL;
    const char *part, *value;

    while ((part = ical_next_piece(pool, &rest, ';', false))) {
        const char *name = ical_next_piece(pool, &part, '=', false);
        apr_array_header_t *values = apr_array_make(pool, 4, sizeof(char *));

        while ((value = ical_next_piece(pool, &part, ',', false))) {
            APR_ARRAY_PUSH(values, const char *) = value;
        }
        part = apr_pstrcat(pool, name, "=", sorted(pool, values, ','), NULL);
        if (strcmp(part, "INTERVAL=1") && strcmp(part, "WKST=MO")) {
            APR_ARRAY_PUSH(parts, const char *) = part;
        }
    }
    return sorted(pool, parts, ';');
}

static const char *trimmed(apr_pool_t *pool, const char *text)
{
    return ical_next_piece(pool, &text, '\0', false);
}

static const char *unless(const char *word, const char *usual)
{
    return word && strcasecmp(word, usual) ? word : NULL;
}

/* What a component says, however a client puts it: a client that builds its
 * text anew writes defaults out, or leaves them out (RFC 5545 sections 3.8.1.3,
 * 3.8.1.9 and 3.8.1.11; its "medium" priority is none), and cuts white space
 * off. Matter and participants are never taken from a client. */
static advolux_component plain(apr_pool_t *pool, const advolux_component *c)
{
    advolux_component p = *c;

    p.title = trimmed(pool, c->title);
    p.description = trimmed(pool, c->description);
    p.location = trimmed(pool, c->location);
    p.status = unless(unless(c->status, "confirmed"), "needs-action");
    p.class_ = unless(c->class_, "public");
    p.priority = c->priority == 5 ? 0 : c->priority;
    p.percent = c->percent == 0 ? -1 : c->percent;
    p.rrule = plain_rule(pool, c->rrule);
    p.matter = p.participants = NULL;
    return p;
}

static bool same_component(apr_pool_t *pool, const ical_mapped *a,
                           const ical_mapped *b)
{
    advolux_component x = plain(pool, &a->component);
    advolux_component y = plain(pool, &b->component);

    for (int i = 0; i < ical_field_count; i++) {
        if (!ical_fields[i].same(&x, &y)) {
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
