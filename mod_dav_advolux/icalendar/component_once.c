/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "component_once.h"

#include <string.h>

static const char *const once[] = { "UID", "RECURRENCE-ID", "DTSTART", "DTEND",
                                    "DUE", "DURATION",      "RRULE" };

static bool same(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

/* A later property of the same name that says something else, or NULL. */
static const ical_property *other(const ical_node *node,
                                  const ical_property *first)
{
    const ical_member *members = (const ical_member *)node->members->elts;

    for (int i = 0; i < node->members->nelts; i++) {
        const ical_property *property = members[i].property;

        if (property && *property->value &&
            !strcmp(property->name, first->name) &&
            (strcmp(property->value, first->value) ||
             !same(ical_param(property, "TZID"), ical_param(first, "TZID")))) {
            return property;
        }
    }
    return NULL;
}

const ical_fault *ical_component_check_once(apr_pool_t *pool,
                                            const ical_node *node)
{
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
        const ical_property *first = ical_find(node, once[i]);
        const ical_property *second =
            first && *first->value ? other(node, first) : NULL;

        if (second) {
            return ical_fault_make(pool, VALID_DATA, second->line, second->name,
                                   "The component has it twice, with different "
                                   "values (RFC 5545 section 3.6).");
        }
    }
    return NULL;
}
