/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file if_lists.h
 * The text of an If header (RFC 4918 section 10.4.2), read before anything is
 * asked of the store.
 */
#ifndef ADVOLUX_IF_LISTS_H
#define ADVOLUX_IF_LISTS_H

#include <stdbool.h>

#include <apr_tables.h>

typedef struct if_condition {
    bool negated;
    bool is_etag;
    const char *text; /**< between [ and ], or < and > */
} if_condition;

/** All of its conditions must hold. */
typedef struct if_list {
    const char *href;               /**< the tag before it; NULL: none, it is
                                         about the request's resource */
    apr_array_header_t *conditions; /**< of if_condition; never empty */
} if_list;

/** Read the header's value: *lists is an array of if_list, never empty. All
 * memory is of `pool`. NULL on success, else the sentence that says what is
 * wrong, a constant. */
const char *if_lists_read(apr_pool_t *pool, const char *value,
                          apr_array_header_t **lists);

#endif
