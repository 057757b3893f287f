/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file dead_property.h
 * Properties that a client set and nobody here understands (RFC 4918 section
 * 4: dead). They are the person's own. Those of collections and the principal
 * come and are set with their calendar (calendar.h); those of objects are read
 * and set here, and change neither version nor revision.
 */
#ifndef ADVOLUX_DEAD_PROPERTY_H
#define ADVOLUX_DEAD_PROPERTY_H

#include <apr_hash.h>
#include <apr_tables.h>

#include "component.h"
#include "store.h"

/** What a property is set on. */
typedef enum advolux_keeper {
    ADVOLUX_KEEPS_NONE, /**< what keeps no properties */
    ADVOLUX_CALENDAR,
    ADVOLUX_HOME,      /**< kept with the calendar of appointments ... */
    ADVOLUX_PRINCIPAL, /**< ... and this too */
    ADVOLUX_OBJECT
} advolux_keeper;

typedef struct advolux_property {
    advolux_keeper of;
    const char *ns;    /**< as apr_xml has it: escaped; "" for none */
    const char *name;  /**< local name */
    const char *value; /**< the whole element, XML that stands for itself;
                            NULL in a change: removed */
} advolux_property;

/** Of the entries called `names` (const char *, at most 1000) the properties
 * with a local name in `wanted` (const char *; NULL: all), in one round trip:
 * *properties has an array of advolux_property for the name of each entry that
 * has any, or is NULL if nothing in the calendar has. It lives in `pool`. */
advolux_error *advolux_entry_properties_get(
    advolux_store *store, apr_pool_t *pool, const advolux_who *who,
    advolux_item_kind kind, const apr_array_header_t *names,
    const apr_array_header_t *wanted, apr_hash_t **properties);

/** Make the `changes` (advolux_property) to the entry `name`, in their order,
 * all or none. ADVOLUX_E_MISSING: there is no such entry; ADVOLUX_E_CHANGED: it
 * is not at version `expect` (0: any); ADVOLUX_E_FULL: more than is kept. */
advolux_error *advolux_entry_properties_set(
    advolux_store *store, apr_pool_t *pool, const advolux_who *who,
    advolux_item_kind kind, const char *name, apr_int64_t expect,
    const apr_array_header_t *changes);

/** "calendar", "home" or "principal", as the store has it; NULL for others. */
const char *dead_property_place(advolux_keeper keeper);

/** The keeper that is called so, or ADVOLUX_KEEPS_NONE. */
advolux_keeper dead_property_keeper(const char *place);

/** Changes (advolux_property) as a text[] parameter: namespace, name and value
 * of one after another. */
const char *dead_property_array(apr_pool_t *pool,
                                const apr_array_header_t *changes);

#endif
