/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file listing_walk.h
 * A calendar, or what of it may lie in a span of time, page after page: as many
 * entries as there may be are walked over in the memory of one page. What
 * changes meanwhile may be met twice.
 */
#ifndef ADVOLUX_LISTING_WALK_H
#define ADVOLUX_LISTING_WALK_H

#include "resource.h"

/** Members in a page. */
#define LISTING_PAGE 5000

typedef struct listing_walk {
    const struct dav_resource_private *info;
    advolux_range range;
    apr_pool_t *page; /**< the last page is in it */
    apr_int64_t after;
    bool begun, ended;
    bool by_revision; /**< the entries are too many for one page */
} listing_walk;

/** Begin over the calendar that the path of `info` is; range NULL: all of it.
 * Pages live in `page`, which is cleared before each. */
listing_walk listing_walk_begin(const struct dav_resource_private *info,
                                const advolux_range *range, apr_pool_t *page);

/** The next page, in one round trip (the first of a long span in two); NULL at
 * the end. There is always a first one, though it may be empty. */
advolux_error *listing_walk_next(listing_walk *walk,
                                 const advolux_listing **listing);

#endif
