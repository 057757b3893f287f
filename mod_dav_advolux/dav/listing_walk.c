/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "listing_walk.h"

listing_walk listing_walk_begin(const struct dav_resource_private *info,
                                const advolux_range *range, apr_pool_t *page)
{
    listing_walk walk = { .info = info, .page = page };

    if (range) {
        walk.range = *range;
    }
    walk.by_revision = !walk.range.from && !walk.range.to;
    return walk;
}

/* A short span is found by its index, which knows no order to go on in. */
static advolux_error *read_by_index(listing_walk *walk,
                                    const advolux_listing **listing)
{
    const struct dav_resource_private *info = walk->info;
    advolux_error *error =
        advolux_list_range(info->store, walk->page, info->who, info->path.kind,
                           &walk->range, LISTING_PAGE, listing);

    walk->by_revision = !error && (*listing)->more;
    return error;
}

static advolux_error *read_by_revision(listing_walk *walk,
                                       const advolux_listing **listing)
{
    const struct dav_resource_private *info = walk->info;

    apr_pool_clear(walk->page);
    return walk->range.from || walk->range.to
               ? advolux_list_range_page(info->store, walk->page, info->who,
                                         info->path.kind, &walk->range,
                                         walk->after, LISTING_PAGE, listing)
               : advolux_list(info->store, walk->page, info->who,
                              info->path.kind, walk->after, LISTING_PAGE,
                              listing);
}

advolux_error *listing_walk_next(listing_walk *walk,
                                 const advolux_listing **listing)
{
    advolux_error *error = NULL;
    const apr_array_header_t *members;

    if (walk->ended) {
        *listing = NULL;
        return NULL;
    }
    if (!walk->begun && !walk->by_revision) {
        error = read_by_index(walk, listing);
    }
    if (!error && walk->by_revision) {
        error = read_by_revision(walk, listing);
    }
    if (error) {
        return error;
    }
    walk->begun = true;
    walk->ended = !(*listing)->more;
    members = (*listing)->members;
    if (members->nelts > 0) {
        walk->after =
            APR_ARRAY_IDX(members, members->nelts - 1, advolux_member).revision;
    }
    return NULL;
}
