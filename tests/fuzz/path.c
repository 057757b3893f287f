/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Addresses of requests and hrefs in bodies: a path that is found is found
 * again by its own href. */
#include "fuzz.h"

#include "path.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
}

static void check_again(apr_pool_t *pool, const advolux_path *path)
{
    const char *href = advolux_path_href(pool, "/dav", path);
    advolux_path again;

    FUZZ_DEMAND(advolux_path_from_href(pool, "/dav", "host", href, &again));
    FUZZ_DEMAND(again.place == path->place);
    FUZZ_DEMAND(!path->name || !strcmp(again.name, path->name));
    FUZZ_DEMAND(!path->login || !strcmp(again.login, path->login));
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    size_t length;
    const char *sent = fuzz_second(text, size, &length);
    advolux_path path;

    if (advolux_path_from_href(pool, "/dav", "host", text, &path) &&
        path.place != PLACE_NONE) {
        check_again(pool, &path);
    }
    path = advolux_path_parse(pool, "/dav", text);
    if (path.place != PLACE_NONE) {
        check_again(pool, &path);
    }
    advolux_path_of_request(pool, "/dav", text, sent);
}
