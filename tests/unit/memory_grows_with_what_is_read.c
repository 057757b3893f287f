/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Texts in many pieces and many conditions cost memory as they are long, not
 * as their square or product. */

#include "filter_fixture.h"

#include <sys/resource.h>

#include "object.h"
#include "repeat_fixture.h"

/* Before each test only little is used, and each would take ten times as
 * much. */
#define LIMIT_KB (48 << 10)

static long peak_kb(void)
{
    struct rusage usage;

    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;
}

/* The parser hands over each line by itself. */
static void a_text_match_of_many_lines(void **state)
{
    const char *filter = repeat("<C:comp-filter name='VCALENDAR'>"
                                "<C:comp-filter name='VEVENT'>"
                                "<C:prop-filter name='SUMMARY'><C:text-match>",
                                "\n", 40000,
                                "x</C:text-match></C:prop-filter>"
                                "</C:comp-filter></C:comp-filter>");
    long before = peak_kb();

    (void)state;
    filter_of(filter);
    assert_in_range(peak_kb() - before, 0, LIMIT_KB);
}

static void many_categories_rendered(void **state)
{
    advolux_component component = { .title = "x",
                                    .zone = "UTC",
                                    .start = "20260105T090000",
                                    .end = "20260105T100000",
                                    .percent = -1 };
    advolux_item item = { .uid = "u" };
    apr_size_t length;
    long before;

    (void)state;
    component.categories = repeat("a",
                                  "\x1f"
                                  "b",
                                  40000, "");
    item.components = apr_array_make(pool, 1, sizeof component);
    APR_ARRAY_PUSH(item.components, advolux_component) = component;
    before = peak_kb();
    assert_non_null(strstr(ical_object_render(pool, &item, &length),
                           "\r\nCATEGORIES:a,b,"));
    assert_in_range(peak_kb() - before, 0, LIMIT_KB);
}

/* A text of 200,000 octets that is folded to many more. */
static void many_conditions_on_a_long_text(void **state)
{
    const ical_node *object =
        object_of(repeat("BEGIN:VEVENT\r\nSUMMARY:", "\xEF\xB7\xBA", 66000,
                         "\r\nEND:VEVENT\r\n"));
    const caldav_filter *filter = filter_of(repeat(
        "<C:comp-filter name='VCALENDAR'><C:comp-filter name='VEVENT'>",
        "<C:prop-filter name='SUMMARY'><C:text-match negate-condition='yes' "
        "collation='i;unicode-casemap'>x</C:text-match></C:prop-filter>",
        100, "</C:comp-filter></C:comp-filter>"));
    long before = peak_kb();

    (void)state;
    assert_true(caldav_filter_match(pool, filter, object, "UTC"));
    assert_in_range(peak_kb() - before, 0, LIMIT_KB);
}

/* Each condition looks at all of them before it finds the last. */
static void many_conditions_on_times_that_are_none(void **state)
{
    const ical_node *object =
        object_of(repeat("BEGIN:VEVENT\r\n", "DTSTAMP:x\r\n", 19000,
                         "DTSTAMP:20270101T000000Z\r\nEND:VEVENT\r\n"));
    const caldav_filter *filter = filter_of(
        repeat("<C:comp-filter name='VCALENDAR'><C:comp-filter name='VEVENT'>",
               "<C:prop-filter name='DTSTAMP'>"
               "<C:time-range start='20260101T000000Z'/></C:prop-filter>",
               80, "</C:comp-filter></C:comp-filter>"));
    long before = peak_kb();

    (void)state;
    assert_true(caldav_filter_match(pool, filter, object, "UTC"));
    assert_in_range(peak_kb() - before, 0, LIMIT_KB);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_conditions_on_times_that_are_none),
        cmocka_unit_test(a_text_match_of_many_lines),
        cmocka_unit_test(many_categories_rendered),
        cmocka_unit_test(many_conditions_on_a_long_text),
    };

    return RUN_FILTER_TESTS(tests);
}
