/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_fixture.h"

static void assert_fault(const char *precondition, const char *inside)
{
    const caldav_filter_fault *wrong;

    filter_parse(inside, &wrong);
    if (!wrong) {
        fail_msg("accepted: %s", inside);
    }
    if (strcmp(wrong->precondition, precondition) != 0) {
        fail_msg("%s instead of %s: %s", wrong->precondition, precondition,
                 inside);
    }
    assert_int_equal(wrong->reason[strlen(wrong->reason) - 1], '.');
}

static void outermost_is_one_vcalendar(void **state)
{
    (void)state;
    assert_fault("valid-filter", "");
    assert_fault("valid-filter", "<C:comp-filter name='VEVENT'/>");
    assert_fault("valid-filter", "<C:prop-filter name='UID'/>");
    assert_fault("valid-filter", IN_CALENDAR("") IN_CALENDAR(""));
    assert_fault("valid-filter", "<D:comp-filter name='VCALENDAR'/>");
    assert_fault("valid-filter", "<comp-filter name='VCALENDAR'/>");
}

static void names_are_names(void **state)
{
    (void)state;
    assert_fault("valid-filter", "<C:comp-filter/>");
    assert_fault("valid-filter", IN_EVENT("<C:prop-filter/>"));
    assert_fault("valid-filter", IN_EVENT("<C:prop-filter name=''/>"));
    assert_fault("valid-filter", IN_EVENT("<C:prop-filter name='A B'/>"));
    assert_fault("valid-filter", IN_EVENT("<C:prop-filter name='&#252;'/>"));
    filter_of(IN_EVENT("<C:prop-filter name='x-any-Thing1'/>"));
}

static void time_range_is_utc_and_forward(void **state)
{
    static const char *const wrong[] = {
        "<C:time-range/>",
        RANGE("20260101", "20260102T000000Z"),
        RANGE("20260101T000000", "20260102T000000Z"),
        RANGE("20260101T000000Z", "20260102T000000"),
        RANGE("2026-01-01T00:00:00Z", "20260102T000000Z"),
        RANGE("20260101T000000Z", ""),
        RANGE("20260101T000000Z ", "20260102T000000Z"),
        RANGE("20260230T000000Z", "20260402T000000Z"),
        RANGE("20261301T000000Z", "20270402T000000Z"),
        RANGE("20260101T250000Z", "20260402T000000Z"),
        RANGE("20260102T000000Z", "20260101T000000Z"),
        RANGE("20260102T000000Z", "20260102T000000Z"),
        RANGE("20260101T000000Z", "20260102T000000Z")
            RANGE("20260101T000000Z", "20260102T000000Z"),
        NULL
    };
    const char *const *at;

    (void)state;
    for (at = wrong; *at; at++) {
        assert_fault("valid-filter",
                     apr_pstrcat(pool,
                                 "<C:comp-filter name='VCALENDAR'>"
                                 "<C:comp-filter name='VEVENT'>",
                                 *at, "</C:comp-filter></C:comp-filter>",
                                 NULL));
    }
    filter_of(IN_EVENT("<C:time-range start='20260101T000000Z'/>"));
    filter_of(IN_EVENT("<C:time-range end='20260101T000000Z'/>"));
}

static void time_range_is_for_what_has_a_time(void **state)
{
    (void)state;
    assert_fault(
        "valid-filter",
        IN_CALENDAR("<C:comp-filter name='VTIMEZONE'>" RANGE(
            "20260101T000000Z", "20260102T000000Z") "</C:comp-filter>"));
    assert_fault("valid-filter",
                 IN_EVENT(PROPERTY("SUMMARY", RANGE("20260101T000000Z",
                                                    "20260102T000000Z"))));
    assert_fault("supported-filter",
                 IN_EVENT(PROPERTY(
                     "RDATE", RANGE("20260101T000000Z", "20260102T000000Z"))));
}

static void elements_stand_where_they_belong(void **state)
{
    (void)state;
    assert_fault("supported-filter", IN_EVENT(TEXT("a")));
    assert_fault("supported-filter", IN_EVENT("<C:param-filter name='A'/>"));
    assert_fault("supported-filter", IN_EVENT("<C:prop-match name='A'/>"));
    assert_fault("supported-filter", IN_EVENT("<D:prop-filter name='A'/>"));
    assert_fault("supported-filter", IN_EVENT("<prop-filter name='A'/>"));
    assert_fault("supported-filter",
                 IN_EVENT(PROPERTY("A", "<C:comp-filter name='B'/>")));
    assert_fault("valid-filter", IN_EVENT(PROPERTY("A", TEXT("<D:b/>"))));
    assert_fault("valid-filter", IN_EVENT(PROPERTY("A", TEXT("a") TEXT("b"))));
    assert_fault(
        "valid-filter",
        IN_EVENT(PROPERTY("DTSTART", TEXT("a") RANGE("20260101T000000Z",
                                                     "20260102T000000Z"))));
}

/* RFC 4791 section 7.8: the precondition says which filter it is about. */
static void refused_element_is_named(void **state)
{
    static const struct {
        const char *element, *name, *inside;
    } rows[] = {
        { "comp-filter", "VEVENT",
          IN_EVENT(PROPERTY("SUMMARY", TEXT("a")) "<C:maybe/>") },
        { "prop-filter", "X-WHEN",
          IN_EVENT(PROPERTY("x-when",
                            RANGE("20260101T000000Z", "20260102T000000Z"))) },
        { "param-filter", "TZID",
          IN_EVENT(PROPERTY(
              "DTSTART",
              "<C:param-filter name='TZID'><C:maybe/></C:param-filter>")) },
        { NULL, NULL, "<C:comp-filter name='VEVENT'/>" },
    };
    const caldav_filter_fault *wrong;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        filter_parse(rows[i].inside, &wrong);
        assert_non_null(wrong);
        if (!rows[i].element) {
            assert_null(wrong->element);
            continue;
        }
        assert_string_equal(wrong->element, rows[i].element);
        assert_string_equal(wrong->name, rows[i].name);
    }
}

static void is_not_defined_stands_alone(void **state)
{
    (void)state;
    assert_fault("valid-filter",
                 IN_EVENT("<C:is-not-defined/>" PROPERTY("A", "")));
    assert_fault("valid-filter",
                 IN_EVENT(PROPERTY("A", TEXT("b") "<C:is-not-defined/>")));
    assert_fault("valid-filter",
                 IN_EVENT(PROPERTY("A", "<C:param-filter name='B'>"
                                        "<C:is-not-defined/>" TEXT(
                                            "b") "</C:param-filter>")));
}

static void collations_and_negation_are_known(void **state)
{
    (void)state;
    assert_fault(
        "supported-collation",
        IN_EVENT(PROPERTY(
            "SUMMARY", "<C:text-match collation='i;basic'>a</C:text-match>")));
    assert_fault(
        "valid-filter",
        IN_EVENT(PROPERTY(
            "SUMMARY",
            "<C:text-match negate-condition='maybe'>a</C:text-match>")));
    filter_of(IN_EVENT(PROPERTY(
        "SUMMARY", "<C:text-match "
                   "collation='i;unicode-casemap' negate-condition='no'>a"
                   "</C:text-match>")));
}

static void size_and_depth_are_bounded(void **state)
{
    char *deep = apr_pstrdup(pool, "");
    char *wide = apr_pstrdup(pool, "<C:comp-filter name='VCALENDAR'>");
    int i;

    (void)state;
    for (i = 0; i < 9; i++) {
        deep = apr_pstrcat(pool, "<C:comp-filter name='",
                           i == 8 ? "VCALENDAR" : "X-INNER", "'>", deep,
                           "</C:comp-filter>", NULL);
        if (i == 6) {
            filter_of(apr_pstrcat(pool, "<C:comp-filter name='VCALENDAR'>",
                                  deep, "</C:comp-filter>", NULL));
        }
    }
    assert_fault("supported-filter", deep);
    for (i = 0; i < 300; i++) {
        wide = apr_pstrcat(pool, wide, "<C:comp-filter name='A'/>", NULL);
    }
    assert_fault("supported-filter",
                 apr_pstrcat(pool, wide, "</C:comp-filter>", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outermost_is_one_vcalendar),
        cmocka_unit_test(names_are_names),
        cmocka_unit_test(time_range_is_utc_and_forward),
        cmocka_unit_test(time_range_is_for_what_has_a_time),
        cmocka_unit_test(elements_stand_where_they_belong),
        cmocka_unit_test(refused_element_is_named),
        cmocka_unit_test(is_not_defined_stands_alone),
        cmocka_unit_test(collations_and_negation_are_known),
        cmocka_unit_test(size_and_depth_are_bounded),
    };

    return RUN_FILTER_TESTS(tests);
}
