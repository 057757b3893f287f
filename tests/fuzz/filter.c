/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The filter of a calendar-query, and an object that it is asked of. */
#include "fuzz.h"

#include <apr_xml.h>

#include "filter.h"
#include "timezone.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
    ical_zone_init();
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    size_t length;
    const char *object = fuzz_second(text, size, &length);
    apr_xml_parser *parser = apr_xml_parser_create(pool);
    const caldav_filter *filter;
    apr_xml_doc *doc;
    ical_node *root;

    if (apr_xml_parser_feed(parser, text, strlen(text)) != APR_SUCCESS ||
        apr_xml_parser_done(parser, &doc) != APR_SUCCESS ||
        caldav_filter_parse(pool, doc, doc->root, &filter)) {
        return;
    }
    caldav_filter_plan_for(filter, ADVOLUX_APPOINTMENT);
    if (!ical_parse(pool, object, length, &ical_limits_default, &root)) {
        caldav_filter_match(pool, filter, root, ZONE);
    }
}
