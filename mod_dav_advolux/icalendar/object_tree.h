/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file object_tree.h
 * The components of an object, mapped and still tied to their text.
 */
#ifndef ADVOLUX_OBJECT_TREE_H
#define ADVOLUX_OBJECT_TREE_H

#include "component.h"
#include "content_line.h"

typedef struct ical_mapped {
    ical_node *node;
    advolux_component component;
} ical_mapped;

/** The VEVENT or VTODO nodes of a VCALENDAR, in text order. */
apr_array_header_t *ical_object_nodes(apr_pool_t *pool, const ical_node *root,
                                      advolux_item_kind kind);

/** Map them all (array of ical_mapped), master first, then by
 * recurrence_id. Of several overrides of one instance only that with the
 * greatest SEQUENCE is there, of equal ones the last. */
const ical_fault *ical_object_map(apr_pool_t *pool,
                                  const apr_array_header_t *nodes,
                                  advolux_item_kind kind, const char *zone,
                                  apr_array_header_t **mapped);

#endif
