/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_fixture.h"

#define JANUARY RANGE("20260101T000000Z", "20260201T000000Z")
#define FEBRUARY RANGE("20260201T000000Z", "20260301T000000Z")
#define OTHERS_NOT_DEFINED \
    "<C:comp-filter name='VTODO'><C:is-not-defined/></C:comp-filter>"
#define UUID "6a3f7d52-1f0e-4f9c-9f57-1c2b3d4e5f60"

static void assert_plan(const char *filter, advolux_item_kind kind,
                        bool nothing, bool everything, bool span_only)
{
    caldav_filter_plan plan = caldav_filter_plan_for(filter_of(filter), kind);

    if (plan.nothing != nothing || plan.everything != everything ||
        plan.span_only != span_only) {
        fail_msg("%s: nothing %d, everything %d, span only %d", filter,
                 plan.nothing, plan.everything, plan.span_only);
    }
}

static void assert_span(const char *filter, const char *from, const char *to)
{
    caldav_filter_plan plan =
        caldav_filter_plan_for(filter_of(filter), ADVOLUX_APPOINTMENT);
    apr_int64_t start = APR_INT64_MIN, end = APR_INT64_MAX;

    assert_true(!from || ical_instant(from, &start));
    assert_true(!to || ical_instant(to, &end));
    assert_true(plan.span.from == start);
    assert_true(plan.span.to == end);
}

static void kind_alone_asks_for_everything(void **state)
{
    (void)state;
    assert_plan(IN_CALENDAR(""), ADVOLUX_APPOINTMENT, false, true, false);
    assert_plan(IN_EVENT(""), ADVOLUX_APPOINTMENT, false, true, false);
    assert_plan(IN_TODO(""), ADVOLUX_TASK, false, true, false);
    assert_plan(
        IN_CALENDAR(OTHERS_NOT_DEFINED "<C:comp-filter name='VEVENT'/>"),
        ADVOLUX_APPOINTMENT, false, true, false);
}

static void other_kinds_ask_for_nothing(void **state)
{
    (void)state;
    assert_plan(IN_EVENT(""), ADVOLUX_TASK, true, false, false);
    assert_plan(IN_EVENT(JANUARY), ADVOLUX_TASK, true, false, false);
    assert_plan(IN_TODO(""), ADVOLUX_APPOINTMENT, true, false, false);
    assert_plan(IN_CALENDAR("<C:comp-filter name='VJOURNAL'/>"), ADVOLUX_TASK,
                true, false, false);
    assert_plan(IN_CALENDAR("<C:comp-filter name='VEVENT'/>"
                            "<C:comp-filter name='VTODO'/>"),
                ADVOLUX_APPOINTMENT, true, false, false);
    assert_plan(IN_CALENDAR(OTHERS_NOT_DEFINED), ADVOLUX_TASK, true, false,
                false);
    assert_plan("<C:comp-filter name='VCALENDAR'><C:is-not-defined/>"
                "</C:comp-filter>",
                ADVOLUX_TASK, true, false, false);
}

static void time_range_bounds_the_read(void **state)
{
    (void)state;
    assert_plan(IN_EVENT(JANUARY), ADVOLUX_APPOINTMENT, false, false, true);
    assert_span(IN_EVENT(JANUARY), "20260101T000000Z", "20260201T000000Z");
    assert_span(IN_EVENT("<C:time-range start='20260101T000000Z'/>"),
                "20260101T000000Z", NULL);
    assert_span(IN_EVENT("<C:time-range end='20260101T000000Z'/>"), NULL,
                "20260101T000000Z");
    assert_span(IN_EVENT(""), NULL, NULL);
}

static void more_than_a_range_needs_the_text(void **state)
{
    static const char both[] = IN_EVENT(PROPERTY("SUMMARY", TEXT("a")) JANUARY);

    (void)state;
    assert_plan(both, ADVOLUX_APPOINTMENT, false, false, false);
    assert_span(both, "20260101T000000Z", "20260201T000000Z");
    assert_plan(IN_TODO(JANUARY), ADVOLUX_TASK, false, false, false);
    assert_plan(IN_CALENDAR("<C:comp-filter name='VTIMEZONE'/>"),
                ADVOLUX_APPOINTMENT, false, false, false);
    assert_plan(IN_CALENDAR(PROPERTY("METHOD", "<C:is-not-defined/>")),
                ADVOLUX_APPOINTMENT, false, false, false);
    assert_plan(
        IN_CALENDAR("<C:comp-filter name='VEVENT'>" JANUARY
                    "</C:comp-filter><C:comp-filter name='VEVENT'>" FEBRUARY
                    "</C:comp-filter>"),
        ADVOLUX_APPOINTMENT, false, false, false);
}

static void alarm_range_does_not_bound_the_event(void **state)
{
    (void)state;
    assert_span(
        IN_EVENT("<C:comp-filter name='VALARM'>" JANUARY "</C:comp-filter>"),
        NULL, NULL);
    assert_span(IN_EVENT(PROPERTY("CREATED", JANUARY)), NULL, NULL);
}

static const char *uid_of(const char *filter)
{
    return caldav_filter_plan_for(filter_of(filter), ADVOLUX_APPOINTMENT).uid;
}

static void whole_uid_is_looked_up(void **state)
{
    (void)state;
    assert_string_equal(uid_of(IN_EVENT(PROPERTY("UID", TEXT(UUID)))), UUID);
    assert_string_equal(
        uid_of(IN_EVENT(PROPERTY("UID", "<C:text-match "
                                        "collation='i;octet'>" UUID
                                        "</C:text-match>"))),
        UUID);
    assert_null(uid_of(IN_EVENT(PROPERTY("UID", TEXT("6a3f")))));
    assert_null(uid_of(IN_EVENT(PROPERTY("UID", "<C:text-match "
                                                "negate-condition='yes'>" UUID
                                                "</C:text-match>"))));
    assert_null(uid_of(IN_EVENT(PROPERTY("SUMMARY", TEXT(UUID)))));
    assert_null(uid_of(IN_TODO(PROPERTY("UID", TEXT(UUID)))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kind_alone_asks_for_everything),
        cmocka_unit_test(other_kinds_ask_for_nothing),
        cmocka_unit_test(time_range_bounds_the_read),
        cmocka_unit_test(more_than_a_range_needs_the_text),
        cmocka_unit_test(alarm_range_does_not_bound_the_event),
        cmocka_unit_test(whole_uid_is_looked_up),
    };

    return RUN_FILTER_TESTS(tests);
}
