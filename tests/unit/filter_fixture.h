/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file filter_fixture.h
 * Filters and objects from text, for the tests of filters.
 */
#ifndef ADVOLUX_FILTER_FIXTURE_H
#define ADVOLUX_FILTER_FIXTURE_H

#include <string.h>
#include <apr_strings.h>
#include <apr_xml.h>
#include "pool_fixture.h"
#include "filter.h"
#include "timezone.h"

/** The filter whose contents are `inside`; its fault in *wrong. */
static inline const caldav_filter *filter_parse(
    const char *inside, const caldav_filter_fault **wrong)
{
    const char *text = apr_pstrcat(pool,
                                   "<C:filter xmlns:C=\"urn:ietf:params:"
                                   "xml:ns:caldav\" xmlns:D=\"DAV:\">",
                                   inside, "</C:filter>", NULL);
    apr_xml_parser *parser = apr_xml_parser_create(pool);
    const caldav_filter *filter = NULL;
    apr_xml_doc *doc;

    assert_int_equal(apr_xml_parser_feed(parser, text, strlen(text)),
                     APR_SUCCESS);
    assert_int_equal(apr_xml_parser_done(parser, &doc), APR_SUCCESS);
    *wrong = caldav_filter_parse(pool, doc, doc->root, &filter);
    assert_int_equal(*wrong == NULL, filter != NULL);
    return filter;
}

static inline const caldav_filter *filter_of(const char *inside)
{
    const caldav_filter_fault *wrong;
    const caldav_filter *filter = filter_parse(inside, &wrong);

    if (wrong) {
        fail_msg("%s: %s", inside, wrong->reason);
    }
    return filter;
}

#define IN_CALENDAR(inside) \
    "<C:comp-filter name='VCALENDAR'>" inside "</C:comp-filter>"
#define IN_EVENT(inside) \
    IN_CALENDAR("<C:comp-filter name='VEVENT'>" inside "</C:comp-filter>")
#define IN_TODO(inside) \
    IN_CALENDAR("<C:comp-filter name='VTODO'>" inside "</C:comp-filter>")
#define PROPERTY(name, inside) \
    "<C:prop-filter name='" name "'>" inside "</C:prop-filter>"
#define TEXT(text) "<C:text-match>" text "</C:text-match>"
#define RANGE(start, end) "<C:time-range start='" start "' end='" end "'/>"

static inline const ical_node *object_of(const char *inside)
{
    const char *text = apr_pstrcat(pool,
                                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                                   "PRODID:-//test//EN\r\n",
                                   inside, "END:VCALENDAR\r\n", NULL);
    const ical_fault *fault;
    ical_node *root;

    fault = ical_parse(pool, text, strlen(text), &ical_limits_default, &root);
    if (fault) {
        fail_msg("%s: %s", inside, fault->reason);
    }
    return root;
}

static inline bool matches(const char *filter, const char *object)
{
    return caldav_filter_match(pool, filter_of(filter), object_of(object),
                               "Europe/Berlin");
}

static inline int filter_begin(void **state)
{
    int failed = pool_begin(state);

    ical_zone_init();
    return failed;
}

/** cmocka_run_group_tests with a pool and the time zones. */
#define RUN_FILTER_TESTS(tests) \
    cmocka_run_group_tests(tests, filter_begin, pool_end)

#endif
