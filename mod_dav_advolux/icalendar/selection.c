/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "selection.h"

#include <string.h>

bool selection_takes(const ical_selection *selection, const char *name,
                     const ical_selection **inner)
{
    *inner = NULL;
    if (!selection) {
        return true;
    }
    for (int i = 0; i < selection->components->nelts; i++) {
        const ical_selection *one =
            APR_ARRAY_IDX(selection->components, i, const ical_selection *);

        if (!strcmp(one->name, name)) {
            *inner = one;
            return true;
        }
    }
    return selection->all_components;
}

/* Whether a property is wanted, and if so, with its value or without. */
static bool wants(const ical_selection *selection, const char *name,
                  bool *no_value)
{
    *no_value = false;
    if (!selection) {
        return true;
    }
    for (int i = 0; i < selection->properties->nelts; i++) {
        const ical_wanted *wanted =
            &APR_ARRAY_IDX(selection->properties, i, ical_wanted);

        if (!strcmp(wanted->name, name)) {
            *no_value = wanted->no_value;
            return true;
        }
    }
    return selection->all_properties;
}

void selection_write_property(ical_buffer *out, const ical_selection *selection,
                              const ical_property *property)
{
    bool no_value;

    if (!wants(selection, property->name, &no_value)) {
        return;
    }
    if (no_value) {
        ical_buffer_line(out, "%s:", property->name);
    } else {
        ical_buffer_add(out, property->raw, property->raw_length);
    }
}

void selection_write_line(ical_buffer *out, const ical_selection *selection,
                          const char *name, const char *rest)
{
    bool no_value;

    if (wants(selection, name, &no_value)) {
        ical_buffer_line(out, "%s%s", name, no_value ? ":" : rest);
    }
}

void selection_write_component(ical_buffer *out,
                               const ical_selection *selection,
                               const ical_node *node)
{
    const ical_member *members = (const ical_member *)node->members->elts;
    const ical_selection *inner;

    ical_buffer_add(out, node->begin_raw, node->begin_raw_length);
    for (int i = 0; i < node->members->nelts; i++) {
        if (members[i].property) {
            selection_write_property(out, selection, members[i].property);
        } else if (selection_takes(selection, members[i].component->name,
                                   &inner)) {
            selection_write_component(out, inner, members[i].component);
        }
    }
    ical_buffer_add(out, node->end_raw, node->end_raw_length);
}
