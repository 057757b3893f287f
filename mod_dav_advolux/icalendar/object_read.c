/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "object.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "component_once.h"
#include "component_read.h"
#include "fault.h"
#include "mend.h"
#include "object_bounds.h"
#include "object_tree.h"
#include "period_read.h"
#include "rule_check.h"
#include "text.h"
#include "value.h"

#define UID_MAX 1000

/* Whether a property of the calendar, if it says something, says `only`. */
static const ical_fault *check_says(apr_pool_t *pool, const ical_node *root,
                                    const char *name, const char *only)
{
    const ical_property *property = ical_find(root, name);
    const char *rest = property ? property->value : "";
    const char *text = ical_next_piece(pool, &rest, '\0', false);

    return !text || !*text || !strcasecmp(text, only)
               ? NULL
               : ical_fault_make(pool, SUPPORTED_DATA, property->line, name,
                                 "%s is not %s.", ical_excerpt(pool, text),
                                 only);
}

static const ical_fault *check_calendar(apr_pool_t *pool, const ical_node *root)
{
    const ical_property *method = ical_find(root, "METHOD");
    const ical_fault *fault;

    if ((fault = check_says(pool, root, "VERSION", "2.0")) ||
        (fault = check_says(pool, root, "CALSCALE", "GREGORIAN"))) {
        return fault;
    }
    if (method) {
        return ical_fault_make(pool, VALID_OBJECT, method->line, "METHOD",
                               "A stored object has no METHOD (RFC 4791 "
                               "section 4.1).");
    }
    return NULL;
}

/* A type other than `wanted`, that is neither a zone nor an extension. */
static bool is_item(const ical_node *node)
{
    return strcmp(node->name, "VTIMEZONE") && strncmp(node->name, "X-", 2);
}

static const ical_fault *check_types(apr_pool_t *pool, const ical_node *root,
                                     const char *wanted)
{
    const ical_member *members = (const ical_member *)root->members->elts;
    const ical_node *first = NULL;

    for (int i = 0; i < root->members->nelts; i++) {
        const ical_node *node = members[i].component;
        if (node == NULL || !is_item(node)) {
            continue;
        }
        if (first && strcmp(first->name, node->name)) {
            return ical_fault_make(pool, VALID_OBJECT, node->line, node->name,
                                   "An object holds components of one type "
                                   "(RFC 4791 section 4.1), and has %s in line "
                                   "%d.",
                                   ical_excerpt(pool, first->name),
                                   first->line);
        }
        first = first ? first : node;
    }
    if (first == NULL) {
        return ical_fault_make(pool, VALID_OBJECT, root->line, root->name,
                               "The object holds no %s.", wanted);
    }
    if (strcmp(first->name, wanted)) {
        return ical_fault_make(pool, SUPPORTED_COMPONENT, first->line,
                               first->name, "This calendar takes %s only.",
                               wanted);
    }
    return NULL;
}

static const ical_fault *check_uids(apr_pool_t *pool,
                                    const apr_array_header_t *nodes,
                                    const char **uid)
{
    *uid = NULL;
    for (int i = 0; i < nodes->nelts; i++) {
        const ical_node *node = APR_ARRAY_IDX(nodes, i, ical_node *);
        const char *own = ical_uid(pool, node);
        if (own == NULL) {
            return ical_fault_make(pool, VALID_OBJECT, node->line, node->name,
                                   "UID is missing (RFC 4791 section 4.1).");
        }
        if (strlen(own) > UID_MAX) {
            return ical_fault_make(pool, VALID_OBJECT,
                                   ical_find(node, "UID")->line, "UID",
                                   "The UID has more than %d octets.", UID_MAX);
        }
        if (*uid && strcmp(*uid, own)) {
            return ical_fault_make(pool, VALID_OBJECT,
                                   ical_find(node, "UID")->line, "UID",
                                   "An object holds components of one UID (RFC "
                                   "4791 section 4.1).");
        }
        *uid = own;
    }
    return NULL;
}

apr_array_header_t *ical_object_nodes(apr_pool_t *pool, const ical_node *root,
                                      advolux_item_kind kind)
{
    const ical_member *members = (const ical_member *)root->members->elts;
    const char *name = ical_component_name(kind);
    apr_array_header_t *nodes = apr_array_make(pool, 2, sizeof(ical_node *));

    for (int i = 0; i < root->members->nelts; i++) {
        if (members[i].component && !strcmp(members[i].component->name, name)) {
            APR_ARRAY_PUSH(nodes, ical_node *) = members[i].component;
        }
    }
    return nodes;
}

/* RFC 9074 section 6.1: devices compare it as an instant. */
static const ical_fault *check_acknowledged(apr_pool_t *pool,
                                            const ical_node *alarm)
{
    const ical_property *property = ical_find(alarm, "ACKNOWLEDGED");
    ical_time time;

    if (!property ||
        (strchr(property->value, 'Z') &&
         !ical_time_read(pool, property, property->value, "UTC", &time))) {
        return NULL;
    }
    return ical_fault_make(pool, VALID_DATA, property->line, property->name,
                           "The value must be a time in UTC (RFC 9074 section "
                           "6.1).");
}

static const ical_fault *check_once(apr_pool_t *pool,
                                    const apr_array_header_t *nodes)
{
    const ical_fault *fault = NULL;

    for (int i = 0; i < nodes->nelts && !fault; i++) {
        fault = ical_component_check_once(
            pool, APR_ARRAY_IDX(nodes, i, const ical_node *));
    }
    return fault;
}

static const ical_fault *check_alarms(apr_pool_t *pool,
                                      const apr_array_header_t *nodes)
{
    const ical_fault *fault = NULL;

    for (int i = 0; i < nodes->nelts; i++) {
        const ical_node *node = APR_ARRAY_IDX(nodes, i, ical_node *);
        const ical_member *members = (const ical_member *)node->members->elts;

        for (int n = 0; n < node->members->nelts && !fault; n++) {
            if (members[n].component &&
                !strcmp(members[n].component->name, "VALARM")) {
                fault = check_acknowledged(pool, members[n].component);
            }
        }
    }
    return fault;
}

static int compare_instances(const void *a, const void *b)
{
    const char *x = ((const ical_mapped *)a)->component.recurrence_id;
    const char *y = ((const ical_mapped *)b)->component.recurrence_id;

    return strcmp(x ? x : "", y ? y : "");
}

/* The master first; of one instance's overrides the one that counts last. */
static int compare_mapped(const void *a, const void *b)
{
    const ical_mapped *x = a, *y = b;
    int order = compare_instances(x, y);

    order = order ? order : x->component.sequence - y->component.sequence;
    return order ? order : x->node->line - y->node->line;
}

/* Sort the components, and keep one of each instance. */
static const ical_fault *settle(apr_pool_t *pool, apr_array_header_t *mapped)
{
    ical_mapped *all = (ical_mapped *)mapped->elts;
    int count = 0;

    qsort(all, (size_t)mapped->nelts, sizeof(*all), compare_mapped);
    for (int i = 0; i < mapped->nelts; i++) {
        bool same = count > 0 && !compare_instances(&all[count - 1], &all[i]);

        if (same && !all[i].component.recurrence_id) {
            return ical_fault_make(pool, VALID_OBJECT, all[i].node->line,
                                   all[i].node->name,
                                   "Two components have the same UID and no "
                                   "RECURRENCE-ID (RFC 5545 section 3.8.4.4).");
        }
        count -= same;
        all[count++] = all[i];
    }
    mapped->nelts = count;
    return NULL;
}

const ical_fault *ical_object_map(apr_pool_t *pool,
                                  const apr_array_header_t *nodes,
                                  advolux_item_kind kind, const char *zone,
                                  apr_array_header_t **mapped)
{
    const advolux_component *master = NULL;
    const ical_fault *fault;

    *mapped = apr_array_make(pool, nodes->nelts, sizeof(ical_mapped));
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < nodes->nelts; i++) {
            ical_node *node = APR_ARRAY_IDX(nodes, i, ical_node *);
            if ((ical_find(node, "RECURRENCE-ID") != NULL) != (pass == 1)) {
                continue;
            }
            ical_mapped *to = apr_array_push(*mapped);
            to->node = node;
            fault = ical_component_read(pool, node, kind, zone, master,
                                        &to->component);
            if (fault) {
                return fault;
            }
            if (pass == 0) {
                master =
                    apr_pmemdup(pool, &to->component, sizeof(to->component));
            }
        }
    }
    return settle(pool, *mapped);
}

/* `all`: the components, master included. */
static const ical_fault *check_count(apr_pool_t *pool,
                                     const apr_array_header_t *all,
                                     const ical_limits *limits)
{
    return all->nelts <= limits->overrides + 1
               ? NULL
               : ical_fault_make(
                     pool, MAX_INSTANCES, 0, NULL,
                     "The object has more than %d changed instances.",
                     limits->overrides);
}

/* Append the instances that PERIODs of the master change. */
static void add_periods(apr_pool_t *pool, const char *zone,
                        apr_array_header_t *mapped)
{
    const ical_mapped first = APR_ARRAY_IDX(mapped, 0, ical_mapped);
    apr_array_header_t *periods =
        apr_array_make(pool, 1, sizeof(advolux_component));

    if (first.component.recurrence_id || !first.component.rdate) {
        return;
    }
    ical_periods_read(pool, first.node, zone, &first.component, periods);
    for (int i = 0; i < periods->nelts; i++) {
        ical_mapped *to = apr_array_push(mapped);
        to->node = first.node;
        to->component = APR_ARRAY_IDX(periods, i, advolux_component);
    }
    qsort(mapped->elts, (size_t)mapped->nelts, sizeof(ical_mapped),
          compare_mapped);
}

/* Nodes that were not mapped. */
static apr_array_header_t *left_out(apr_pool_t *pool,
                                    const apr_array_header_t *nodes,
                                    const apr_array_header_t *mapped)
{
    apr_array_header_t *out = apr_array_make(pool, 1, sizeof(ical_node *));
    apr_hash_t *there = apr_hash_make(pool);

    for (int i = 0; i < mapped->nelts; i++) {
        const ical_mapped *one = &APR_ARRAY_IDX(mapped, i, ical_mapped);

        apr_hash_set(there, &one->node, sizeof(one->node), "");
    }
    for (int i = 0; i < nodes->nelts; i++) {
        ical_node **node = &APR_ARRAY_IDX(nodes, i, ical_node *);

        if (!apr_hash_get(there, node, sizeof(*node))) {
            APR_ARRAY_PUSH(out, ical_node *) = *node;
        }
    }
    return out;
}

/* `unused`: the nodes (ical_node) of overrides that do not count, in text
 * order. */
static const ical_fault *read_object(apr_pool_t *pool, const char *text,
                                     apr_size_t length, advolux_item_kind kind,
                                     const char *zone,
                                     const ical_limits *limits,
                                     advolux_item **item,
                                     apr_array_header_t **unused)
{
    apr_array_header_t *mapped;
    const char *uid;
    ical_node *root;
    const ical_fault *fault = ical_parse(pool, text, length, limits, &root);

    if (fault || (fault = check_calendar(pool, root)) ||
        (fault = check_types(pool, root, ical_component_name(kind)))) {
        return fault;
    }
    apr_array_header_t *nodes = ical_object_nodes(pool, root, kind);
    if ((fault = check_count(pool, nodes, limits)) ||
        (fault = check_once(pool, nodes)) || (fault = rule_check(pool, root)) ||
        (fault = check_uids(pool, nodes, &uid)) ||
        (fault = ical_object_map(pool, nodes, kind, zone, &mapped)) ||
        (fault = check_alarms(pool, nodes))) {
        return fault;
    }
    *unused = left_out(pool, nodes, mapped);
    add_periods(pool, zone, mapped);
    if ((fault = check_count(pool, mapped, limits)) ||
        (fault = ical_object_check_bounds(pool, mapped, limits))) {
        return fault;
    }
    *item = apr_pcalloc(pool, sizeof(**item));
    (*item)->kind = kind;
    (*item)->uid = uid;
    (*item)->components =
        apr_array_make(pool, mapped->nelts, sizeof(advolux_component));
    for (int i = 0; i < mapped->nelts; i++) {
        APR_ARRAY_PUSH((*item)->components, advolux_component) =
            APR_ARRAY_IDX(mapped, i, ical_mapped).component;
    }
    return NULL;
}

const ical_fault *ical_object_read(apr_pool_t *pool, const char *text,
                                   apr_size_t length, advolux_item_kind kind,
                                   const char *zone, const ical_limits *limits,
                                   advolux_item **item)
{
    apr_array_header_t *nodes;

    return read_object(pool, text, length, kind, zone, limits, item, &nodes);
}

/* The text without components. */
static void cut(apr_pool_t *pool, const apr_array_header_t *nodes,
                const char **text, apr_size_t *length)
{
    const char *from = *text, *end = *text + *length;
    ical_buffer *rest = ical_buffer_make(pool, *length);

    for (int i = 0; i < nodes->nelts; i++) {
        const ical_node *node = APR_ARRAY_IDX(nodes, i, const ical_node *);

        ical_buffer_add(rest, from, (apr_size_t)(node->begin_raw - from));
        from = node->end_raw + node->end_raw_length;
    }
    ical_buffer_add(rest, from, (apr_size_t)(end - from));
    *text = rest->data;
    *length = rest->length;
}

const ical_fault *ical_object_take(apr_pool_t *pool, const char **text,
                                   apr_size_t *length, advolux_item_kind kind,
                                   const char *zone, const ical_limits *limits,
                                   advolux_item **item)
{
    apr_array_header_t *unused;
    const ical_fault *fault = ical_mend(pool, text, length, limits);

    if (!fault) {
        fault = read_object(pool, *text, *length, kind, zone, limits, item,
                            &unused);
    }
    if (!fault && unused->nelts > 0) {
        cut(pool, unused, text, length);
    }
    return fault;
}
