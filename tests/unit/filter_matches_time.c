/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_fixture.h"

#define EVENT(inside) "BEGIN:VEVENT\r\nUID:1\r\n" inside "END:VEVENT\r\n"
#define TODO(inside) "BEGIN:VTODO\r\nUID:1\r\n" inside "END:VTODO\r\n"
#define ALARM(inside) \
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\n" inside "END:VALARM\r\n"
#define DAY(day) RANGE("202601" day "T000000Z", "202601" day "T235959Z")
#define FROM(start) "<C:time-range start='" start "'/>"
#define UNTIL(end) "<C:time-range end='" end "'/>"

/* Mondays at 9 h; the 12th is moved to the 14th, the 19th is renamed. */
#define SERIES \
    EVENT("DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\n" \
          "RRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY:weekly\r\n") \
    EVENT("RECURRENCE-ID:20260112T090000Z\r\nDTSTART:20260114T090000Z\r\n" \
          "DTEND:20260114T100000Z\r\nSUMMARY:moved\r\n") \
    EVENT("RECURRENCE-ID:20260119T090000Z\r\nDTSTART:20260119T090000Z\r\n" \
          "DTEND:20260119T100000Z\r\nSUMMARY:renamed\r\n")
#define SERIES_NAMED(name, range) \
    IN_EVENT(PROPERTY("SUMMARY", TEXT(name)) range)

static void assert_matches(const char *filter, const char *object)
{
    if (!matches(filter, object)) {
        fail_msg("%s does not match %s", filter, object);
    }
}

static void assert_differs(const char *filter, const char *object)
{
    if (matches(filter, object)) {
        fail_msg("%s matches %s", filter, object);
    }
}

static void event_overlaps_with_its_end_outside(void **state)
{
    static const char event[] = EVENT("DTSTART:20260105T090000Z\r\n"
                                      "DTEND:20260105T100000Z\r\n");

    (void)state;
    assert_matches(IN_EVENT(DAY("05")), event);
    assert_differs(IN_EVENT(DAY("06")), event);
    assert_differs(IN_EVENT(FROM("20260105T100000Z")), event);
    assert_matches(IN_EVENT(FROM("20260105T095959Z")), event);
    assert_differs(IN_EVENT(UNTIL("20260105T090000Z")), event);
    assert_matches(IN_EVENT(UNTIL("20260105T090001Z")), event);
}

static void all_day_and_floating_use_the_calendars_zone(void **state)
{
    (void)state;
    assert_matches(IN_EVENT(RANGE("20260104T230000Z", "20260104T230001Z")),
                   EVENT("DTSTART;VALUE=DATE:20260105\r\n"));
    assert_differs(IN_EVENT(RANGE("20260104T220000Z", "20260104T230000Z")),
                   EVENT("DTSTART;VALUE=DATE:20260105\r\n"));
    assert_differs(IN_EVENT(FROM("20260105T230000Z")),
                   EVENT("DTSTART;VALUE=DATE:20260105\r\n"));
    assert_matches(IN_EVENT(RANGE("20260105T080000Z", "20260105T080001Z")),
                   EVENT("DTSTART:20260105T090000\r\n"
                         "DTEND:20260105T100000\r\n"));
}

static void series_overlaps_by_its_instances(void **state)
{
    (void)state;
    assert_matches(IN_EVENT(DAY("05")), SERIES);
    assert_matches(IN_EVENT(DAY("26")), SERIES);
    assert_differs(IN_EVENT(DAY("06")), SERIES);
    assert_differs(IN_EVENT(DAY("12")), SERIES);
    assert_matches(IN_EVENT(DAY("14")), SERIES);
    assert_differs(IN_EVENT(FROM("20260127T000000Z")), SERIES);
}

static void range_and_text_meet_in_one_component(void **state)
{
    (void)state;
    assert_matches(SERIES_NAMED("weekly", DAY("05")), SERIES);
    assert_matches(SERIES_NAMED("moved", DAY("14")), SERIES);
    assert_matches(SERIES_NAMED("renamed", DAY("19")), SERIES);
    assert_differs(SERIES_NAMED("weekly", DAY("19")), SERIES);
    assert_differs(SERIES_NAMED("moved", DAY("05")), SERIES);
    assert_differs(SERIES_NAMED("weekly", DAY("14")), SERIES);
    assert_differs(SERIES_NAMED("weekly", DAY("12")), SERIES);
}

/* Daily from the 5th on; from the 10th on it is called "later" and takes place
 * at 15 h; only the series itself has an alarm an hour before. */
#define CHANGED \
    EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n" \
          "RRULE:FREQ=DAILY\r\nSUMMARY:first\r\n" ALARM("TRIGGER:-PT1H\r\n")) \
    EVENT("RECURRENCE-ID;RANGE=THISANDFUTURE:20260110T090000Z\r\n" \
          "DTSTART:20260110T150000Z\r\nDURATION:PT1H\r\nSUMMARY:later\r\n")
#define ALARMS(range) \
    IN_EVENT("<C:comp-filter name='VALARM'>" range "</C:comp-filter>")

static void this_and_future_speaks_for_what_comes_later(void **state)
{
    (void)state;
    assert_matches(SERIES_NAMED("first", DAY("07")), CHANGED);
    assert_differs(SERIES_NAMED("first", DAY("10")), CHANGED);
    assert_differs(SERIES_NAMED("first", DAY("12")), CHANGED);
    assert_differs(SERIES_NAMED("later", DAY("09")), CHANGED);
    assert_matches(SERIES_NAMED("later", DAY("10")), CHANGED);
    assert_matches(SERIES_NAMED("later", DAY("12")), CHANGED);
    assert_differs(
        SERIES_NAMED("later", RANGE("20260112T080000Z", "20260112T120000Z")),
        CHANGED);
}

static void alarms_end_with_what_they_belong_to(void **state)
{
    (void)state;
    assert_matches(ALARMS(RANGE("20260109T080000Z", "20260109T080001Z")),
                   CHANGED);
    assert_differs(ALARMS(FROM("20260109T080001Z")), CHANGED);
}

#define LATER_ALARM \
    EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n" \
          "RRULE:FREQ=DAILY\r\n") \
    EVENT("RECURRENCE-ID;RANGE=THISANDFUTURE:20260110T090000Z\r\n" \
          "DTSTART:20260110T150000Z\r\nDURATION:PT1H\r\n" ALARM( \
              "TRIGGER:-PT1H\r\n")) \
    EVENT("RECURRENCE-ID;RANGE=THISANDFUTURE:20260115T090000Z\r\n" \
          "DTSTART:20260115T090000Z\r\nDURATION:PT1H\r\n")

static void alarms_of_a_change_ring_until_the_next(void **state)
{
    (void)state;
    assert_differs(ALARMS(UNTIL("20260110T140000Z")), LATER_ALARM);
    assert_matches(ALARMS(DAY("10")), LATER_ALARM);
    assert_matches(ALARMS(RANGE("20260114T140000Z", "20260114T140001Z")),
                   LATER_ALARM);
    assert_differs(ALARMS(FROM("20260114T140001Z")), LATER_ALARM);
}

static void task_overlaps_by_what_it_has(void **state)
{
    (void)state;
    assert_matches(IN_TODO(DAY("05")), TODO("DUE:20260105T120000Z\r\n"));
    assert_differs(IN_TODO(DAY("06")), TODO("DUE:20260105T120000Z\r\n"));
    assert_matches(IN_TODO(DAY("05")), TODO("SUMMARY:any time\r\n"));
    assert_matches(IN_TODO(DAY("05")), TODO("DTSTART:20260104T000000Z\r\n"
                                            "DUE:20260106T000000Z\r\n"));
}

static void alarm_overlaps_by_its_trigger(void **state)
{
    static const char event[] =
        EVENT("DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\n" ALARM(
            "TRIGGER:-P1D\r\n"));

    (void)state;
    assert_matches(
        IN_EVENT("<C:comp-filter name='VALARM'>" DAY("04") "</C:comp-filter>"),
        event);
    assert_differs(
        IN_EVENT("<C:comp-filter name='VALARM'>" DAY("05") "</C:comp-filter>"),
        event);
}

static void property_lies_within_the_range(void **state)
{
    static const char event[] =
        EVENT("DTSTART;TZID=Europe/Berlin:20260105T090000\r\n"
              "DTEND;VALUE=DATE:20260110\r\nCREATED:20260101T120000Z\r\n"
              "LAST-MODIFIED:whenever\r\n");

    (void)state;
    assert_matches(IN_EVENT(PROPERTY("CREATED", DAY("01"))), event);
    assert_differs(IN_EVENT(PROPERTY("CREATED", DAY("02"))), event);
    assert_matches(IN_EVENT(PROPERTY("CREATED", FROM("20260101T120000Z"))),
                   event);
    assert_differs(IN_EVENT(PROPERTY("CREATED", UNTIL("20260101T120000Z"))),
                   event);
    assert_matches(IN_EVENT(PROPERTY("DTSTART", RANGE("20260105T080000Z",
                                                      "20260105T080001Z"))),
                   event);
    assert_matches(IN_EVENT(PROPERTY(
                       "DTEND", RANGE("20260109T230000Z", "20260109T230001Z"))),
                   event);
    assert_differs(
        IN_EVENT(PROPERTY("LAST-MODIFIED", FROM("19700101T000000Z"))), event);
    assert_differs(IN_EVENT(PROPERTY("DUE", FROM("19700101T000000Z"))), event);
}

static void order_of_conditions_does_not_matter(void **state)
{
    (void)state;
    assert_matches(IN_EVENT(DAY("05") PROPERTY("SUMMARY", TEXT("weekly"))),
                   SERIES);
    assert_matches(IN_EVENT(PROPERTY("SUMMARY", TEXT("weekly")) DAY("05")),
                   SERIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(event_overlaps_with_its_end_outside),
        cmocka_unit_test(all_day_and_floating_use_the_calendars_zone),
        cmocka_unit_test(series_overlaps_by_its_instances),
        cmocka_unit_test(range_and_text_meet_in_one_component),
        cmocka_unit_test(this_and_future_speaks_for_what_comes_later),
        cmocka_unit_test(alarms_end_with_what_they_belong_to),
        cmocka_unit_test(alarms_of_a_change_ring_until_the_next),
        cmocka_unit_test(task_overlaps_by_what_it_has),
        cmocka_unit_test(alarm_overlaps_by_its_trigger),
        cmocka_unit_test(property_lies_within_the_range),
        cmocka_unit_test(order_of_conditions_does_not_matter),
    };

    return RUN_FILTER_TESTS(tests);
}
