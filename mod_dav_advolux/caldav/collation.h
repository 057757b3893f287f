/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file collation.h
 * The collations of a text-match (RFC 4790, RFC 5051): each turns text into a
 * form whose octets can be compared.
 */
#ifndef ADVOLUX_COLLATION_H
#define ADVOLUX_COLLATION_H

#include <apr_pools.h>

typedef struct caldav_collation {
    const char *name; /**< identifier, "i;ascii-casemap" */
    /** The comparable form of UTF-8 `text`; may return `text` itself. */
    const char *(*fold)(apr_pool_t *pool, const char *text);
} caldav_collation;

/** All collations, ended by a NULL name: DAV:supported-collation-set. */
extern const caldav_collation caldav_collations[];

/** The collation of that identifier ("default" and NULL: i;ascii-casemap);
 * NULL if it is not supported. */
const caldav_collation *caldav_collation_find(const char *name);

#endif
