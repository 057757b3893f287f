/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file item_json.h
 * An item's components as the jsonb that caldav.put takes.
 */
#ifndef ADVOLUX_ITEM_JSON_H
#define ADVOLUX_ITEM_JSON_H

#include "component.h"

/** A JSON array of objects, the columns of CONTRACT.md section 1 that a client
 * can set; NULL columns are null. */
const char *item_json(apr_pool_t *pool, const advolux_item *item);

#endif
