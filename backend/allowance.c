/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "allowance.h"

#define KEY "advolux-allowance"
#define UNLIMITED apr_time_from_sec(86400)

static apr_interval_time_t *find(apr_pool_t *pool)
{
    void *found = NULL;

    for (; pool && !found; pool = apr_pool_parent_get(pool)) {
        apr_pool_userdata_get(&found, KEY, pool);
    }
    return found;
}

void advolux_allowance_set(apr_pool_t *pool, apr_interval_time_t time)
{
    void *own = NULL;

    apr_pool_userdata_get(&own, KEY, pool);
    if (!own) {
        own = apr_palloc(pool, sizeof time);
        apr_pool_userdata_setn(own, KEY, NULL, pool);
    }
    *(apr_interval_time_t *)own = time;
}

apr_interval_time_t allowance_left(apr_pool_t *pool)
{
    const apr_interval_time_t *allowance = find(pool);

    return allowance ? *allowance : UNLIMITED;
}

void allowance_take(apr_pool_t *pool, apr_interval_time_t time)
{
    apr_interval_time_t *allowance = find(pool);

    if (allowance) {
        *allowance -= time;
    }
}
