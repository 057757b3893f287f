/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What breaks a rule and still can be read one way only. */

#include "ical_fixture.h"

static const advolux_component *event(const char *content)
{
    const char *text =
        apr_pstrcat(pool,
                    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u"
                    "\r\n" START,
                    content, "END:VEVENT\r\nEND:VCALENDAR\r\n", NULL);

    return fixture_component(fixture_item(text, ADVOLUX_APPOINTMENT), 0);
}

static const advolux_component *task(const char *content)
{
    const char *text =
        apr_pstrcat(pool, "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:u\r\n",
                    content, "END:VTODO\r\nEND:VCALENDAR\r\n", NULL);

    return fixture_component(fixture_item(text, ADVOLUX_TASK), 0);
}

static void durations(void **state)
{
    static const char *const rows[][2] = {
        { "P3600S", "20260105T100000" },
        { "P90M", "20260105T103000" },
        { "P1H30M", "20260105T103000" },
        { " PT1H ", "20260105T100000" },
        { "+PT1H", "20260105T100000" },
        { "pt1h", "20260105T100000" },
        { "P1D2H", "20260106T110000" },
        { "PT1D", "20260106T090000" },
        { "P1W2D", "20260114T090000" },
        { "PT", "20260105T090000" },
        { "PT1.5H", "20260105T103000" },
        { "PT0,25H", "20260105T091500" },
        { "PT90.0M", "20260105T103000" },
        { "P0Y0M0DT1H0M0S", "20260105T100000" },
        { "P", "20260105T090000" },
        { "PT0S", "20260105T090000" },
        { "PT3600S", "20260105T100000" },
    };
    static const char *const none[] = { "1H",    "PT1",   "PT1H30", "PTH",
                                        "P1Y",   "PT-1H", "P1.5D",  "PT1.H",
                                        "P0.5Y", "X" };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(
            event(apr_pstrcat(pool, "DURATION:", rows[i][0], "\r\n", NULL))
                ->end,
            rows[i][1]);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_non_null(fixture_fault(
            apr_pstrcat(pool,
                        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n" START
                        "DURATION:",
                        none[i], "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL),
            ADVOLUX_APPOINTMENT));
    }
}

static void the_end_counts_before_a_duration(void **state)
{
    (void)state;
    assert_string_equal(
        event("DTEND:20260105T110000Z\r\nDURATION:PT1H\r\n")->end,
        "20260105T110000");
    assert_string_equal(
        task(START "DURATION:PT1H\r\nDUE:20260105T110000Z\r\n")->end,
        "20260105T110000");
}

static void done_is_said_in_three_ways(void **state)
{
    (void)state;
    assert_string_equal(task("COMPLETED:20260105T110000Z\r\n")->status,
                        "completed");
    assert_string_equal(task("PERCENT-COMPLETE:100\r\n")->status, "completed");
    assert_string_equal(task("STATUS:COMPLETED\r\n")->status, "completed");
    assert_null(task("PERCENT-COMPLETE:99\r\n")->status);
    assert_string_equal(
        task("STATUS:NEEDS-ACTION\r\nPERCENT-COMPLETE:100\r\n")->status,
        "needs-action");
}

static void percent_that_is_none_is_missing(void **state)
{
    (void)state;
    assert_int_equal(task("PERCENT-COMPLETE:viel\r\n")->percent, -1);
    assert_int_equal(task("PERCENT-COMPLETE:\r\n")->percent, -1);
    assert_int_equal(task("PERCENT-COMPLETE:50%\r\n")->percent, 50);
    assert_int_equal(task("PERCENT-COMPLETE:101\r\n")->percent, -1);
}

static void class_of_another_name_is_private(void **state)
{
    (void)state;
    assert_string_equal(event("CLASS:X-GEHEIM\r\n")->class_, "private");
    assert_string_equal(event("CLASS:confidential\r\n")->class_,
                        "confidential");
    assert_null(event("CLASS:\r\n")->class_);
    assert_null(event("")->class_);
}

static void task_keeps_both_of_its_times(void **state)
{
    const advolux_component *c = task(START "DUE:20250101T090000Z\r\n");

    (void)state;
    assert_string_equal(c->start, "20260105T090000");
    assert_string_equal(c->end, "20250101T090000");
    c = task(START "DURATION:-PT2H\r\n");
    assert_string_equal(c->end, "20260105T070000");
    c = task("DTSTART;VALUE=DATE:20260105\r\nDUE;VALUE=DATE:20260101\r\n");
    assert_string_equal(c->end, "20260101T000000");
    assert_true(
        fixture_overlaps(CALENDAR(TODO(START "DUE:20260101T090000Z\r\n")),
                         "VTODO", "20260103T000000Z", "20260104T000000Z"));
}

static void until_before_the_start_is_one_instance(void **state)
{
    static const char *const untils[] = { "20260104", "20200101T000000Z",
                                          "16010101", "20260105T085959" };

    (void)state;
    for (size_t i = 0; i < sizeof untils / sizeof *untils; i++) {
        const char *text =
            apr_pstrcat(pool,
                        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n" START
                        "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;UNTIL=",
                        untils[i], "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL);

        assert_non_null(fixture_item(text, ADVOLUX_APPOINTMENT));
        assert_true(fixture_overlaps(text, "VEVENT", "20260105T090000Z",
                                     "20260105T100000Z"));
        assert_false(fixture_overlaps(text, "VEVENT", "20260105T100000Z",
                                      "20300101T000000Z"));
    }
}

static void rules_may_give_any_number(void **state)
{
    (void)state;
    assert_non_null(event("RRULE:FREQ=DAILY;UNTIL=20991231T090000Z\r\n"));
    assert_non_null(event("RRULE:FREQ=DAILY;COUNT=100000\r\n"));
}

static void backslash_that_escapes_nothing_stays(void **state)
{
    (void)state;
    assert_string_equal(event("SUMMARY:S:\\one\\Two\r\n")->title,
                        "S:\\one\\Two");
    assert_string_equal(event("SUMMARY:a\\,b\\;c\\\\d\\ne\\:f\r\n")->title,
                        "a,b;c\\d\ne:f");
    assert_string_equal(event("SUMMARY:a\\\r\n")->title, "a\\");
}

static void a_period_without_an_end_lasts_as_the_series(void **state)
{
    const char *text =
        CALENDAR(EVENT(START "DURATION:PT1H\r\n"
                             "RDATE;VALUE=PERIOD:20260106T090000Z/bald\r\n"));

    (void)state;
    assert_non_null(fixture_item(text, ADVOLUX_APPOINTMENT));
    assert_true(fixture_overlaps(text, "VEVENT", "20260106T095900Z",
                                 "20260106T100000Z"));
    assert_false(fixture_overlaps(text, "VEVENT", "20260106T100000Z",
                                  "20260107T000000Z"));
}

/* The title of the override that counts of those given, and what is stored. */
static const char *survivor(const char *text, const char **stored)
{
    apr_size_t length = strlen(text);
    advolux_item *item;

    *stored = text;
    assert_null(ical_object_take(pool, stored, &length, ADVOLUX_APPOINTMENT,
                                 ZONE, &ical_limits_default, &item));
    assert_int_equal(item->components->nelts, 2);
    return fixture_component(item, 1)->title;
}

#define SERIES EVENT(START "RRULE:FREQ=DAILY\r\n")
#define OVERRIDE(id, more) EVENT(START "RECURRENCE-ID" id "\r\n" more)

static void of_overrides_of_one_instance_one_counts(void **state)
{
    const char *stored;
    const char *once =
        CALENDAR(SERIES OVERRIDE(":20260106T090000Z", "SUMMARY:a\r\n"));

    (void)state;
    assert_string_equal(survivor(once, &stored), "a");
    assert_ptr_equal(stored, once);
    assert_string_equal(
        survivor(CALENDAR(SERIES OVERRIDE(":20260106T090000Z",
                                          "SUMMARY:a\r\nSEQUENCE:3\r\n")
                              OVERRIDE(";TZID=Europe/Berlin:20260106T100000",
                                       "SUMMARY:b\r\nSEQUENCE:2\r\n")),
                 &stored),
        "a");
    assert_null(strstr(stored, "SUMMARY:b"));
    assert_string_equal(
        survivor(CALENDAR(SERIES OVERRIDE(":20260106T090000Z", "SUMMARY:a\r\n")
                              OVERRIDE(":20260106T090000Z", "SUMMARY:b\r\n")),
                 &stored),
        "b");
    assert_string_equal(stored, CALENDAR(SERIES OVERRIDE(":20260106T090000Z",
                                                         "SUMMARY:b\r\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations),
        cmocka_unit_test(the_end_counts_before_a_duration),
        cmocka_unit_test(done_is_said_in_three_ways),
        cmocka_unit_test(percent_that_is_none_is_missing),
        cmocka_unit_test(class_of_another_name_is_private),
        cmocka_unit_test(task_keeps_both_of_its_times),
        cmocka_unit_test(until_before_the_start_is_one_instance),
        cmocka_unit_test(rules_may_give_any_number),
        cmocka_unit_test(backslash_that_escapes_nothing_stays),
        cmocka_unit_test(a_period_without_an_end_lasts_as_the_series),
        cmocka_unit_test(of_overrides_of_one_instance_one_counts),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
