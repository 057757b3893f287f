/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The tokens of sync-collection, and what calendar-data asks for. */
#include "fuzz.h"

#include <apr_xml.h>

#include "data_request.h"
#include "home_token.h"
#include "sync_token.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    apr_xml_parser *parser = apr_xml_parser_create(pool);
    home_token home;
    sync_token token;
    apr_xml_doc *doc;
    const ical_shape *shape;
    ical_span span;
    bool start, end;

    if (sync_token_parse(pool, text, &token)) {
        const advolux_calendar calendar = { .epoch = token.epoch,
                                            .cutoff = token.cutoff,
                                            .revision = token.revision };

        FUZZ_DEMAND(
            !strcmp(text, sync_token_format(pool, &calendar, token.revision)));
    }
    if (home_token_parse(pool, text, &home)) {
        FUZZ_DEMAND(!strcmp(text, home_token_format(pool, &home)));
    }
    if (apr_xml_parser_feed(parser, text, size) == APR_SUCCESS &&
        apr_xml_parser_done(parser, &doc) == APR_SUCCESS) {
        data_request_read(pool, doc, doc->root, &shape);
        data_request_ends(doc->root, &span, &start, &end);
    }
}
