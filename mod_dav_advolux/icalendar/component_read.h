/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file component_read.h
 * One VEVENT or VTODO node as an advolux_component.
 */
#ifndef ADVOLUX_COMPONENT_READ_H
#define ADVOLUX_COMPONENT_READ_H

#include "component.h"
#include "content_line.h"

/** Map `node`; `zone` is the calendar's. `master` is the series that an
 * override belongs to, already mapped, or NULL. */
const ical_fault *ical_component_read(apr_pool_t *pool, const ical_node *node,
                                      advolux_item_kind kind, const char *zone,
                                      const advolux_component *master,
                                      advolux_component *component);

/** "VEVENT" or "VTODO". */
const char *ical_component_name(advolux_item_kind kind);

/** UID of a component, trimmed; NULL if it has none. */
const char *ical_uid(apr_pool_t *pool, const ical_node *node);

#endif
