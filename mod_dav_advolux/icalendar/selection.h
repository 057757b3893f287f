/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file selection.h
 * Writing a component through a selection of its parts. A selection of NULL
 * takes everything.
 */
#ifndef ADVOLUX_SELECTION_H
#define ADVOLUX_SELECTION_H

#include "shape.h"
#include "text.h"

/** Whether the components called `name` are wanted in one that `selection` is
 * about; *inner is the selection for them. */
bool selection_takes(const ical_selection *selection, const char *name,
                     const ical_selection **inner);

/** Write a property as received, or its name alone, or nothing. */
void selection_write_property(ical_buffer *out, const ical_selection *selection,
                              const ical_property *property);

/** Write a content line of our own ("NAME:value" or "NAME;...:value") in place
 * of a property. */
void selection_write_line(ical_buffer *out, const ical_selection *selection,
                          const char *name, const char *rest);

/** Write a component whole, through its selection. */
void selection_write_component(ical_buffer *out,
                               const ical_selection *selection,
                               const ical_node *node);

#endif
