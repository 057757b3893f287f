/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The bodies of sync-collection, and of calendar-multiget: each href that names
 * an object names it again by its own. */
#include "fuzz.h"

#include <apr_xml.h>

#include "home_token.h"
#include "path.h"
#include "property.h"
#include "sync_request.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
}

static void read_sync(apr_pool_t *pool, const apr_xml_doc *doc)
{
    sync_request request = { 0 };
    home_token home;
    sync_token token;

    if (sync_request_parse(pool, doc, &request)) {
        return;
    }
    FUZZ_DEMAND(request.token);
    FUZZ_DEMAND(!request.limited ||
                (request.left >= 1 && request.left <= 999999999));
    sync_token_parse(pool, request.token, &token);
    home_token_parse(pool, request.token, &home);
}

static void read_href(apr_pool_t *pool, const char *href)
{
    advolux_path path, again;

    if (advolux_path_from_href(pool, "/dav", "host", href, &path) &&
        path.place == PLACE_OBJECT) {
        FUZZ_DEMAND(advolux_path_from_href(
            pool, "/dav", "host", advolux_path_href(pool, "/dav", &path),
            &again));
        FUZZ_DEMAND(again.kind == path.kind && !strcmp(again.name, path.name));
    }
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    apr_xml_parser *parser = apr_xml_parser_create(pool);
    apr_xml_doc *doc;

    if (apr_xml_parser_feed(parser, text, size) != APR_SUCCESS ||
        apr_xml_parser_done(parser, &doc) != APR_SUCCESS) {
        return;
    }
    read_sync(pool, doc);
    for (const apr_xml_elem *element = doc->root->first_child; element;
         element = element->next) {
        if (property_element_is(doc, element, NS_DAV, "href")) {
            read_href(pool, property_element_text(pool, element));
        }
    }
}
