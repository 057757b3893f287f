/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file principal_searchable.h
 * The properties of a principal that DAV:principal-property-search looks into.
 */
#ifndef ADVOLUX_PRINCIPAL_SEARCHABLE_H
#define ADVOLUX_PRINCIPAL_SEARCHABLE_H

#include "property.h"

typedef struct principal_searchable {
    const char *ns;
    const char *name;
    const char *description; /**< in English, for people */
    /** The text to look into, without markup; NULL if there is none. */
    const char *(*text)(const property_target *target);
} principal_searchable;

/** Ended by a row without name. */
extern const principal_searchable principal_searchables[];

#endif
