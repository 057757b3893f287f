/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* A refusal carries the RFC 4791 precondition and says line and property. */

#include "ical_fixture.h"

#define DATA "valid-calendar-data"
#define OBJECT "valid-calendar-object-resource"

static const struct {
    const char *precondition;
    int line;
    const char *text;
} refused[] = {
    { DATA, 0, "" },
    { DATA, 1, "hello" },
    { DATA, 1, "BEGIN:VCARD\r\nEND:VCARD\r\n" },
    { DATA, 5, CALENDAR(EVENT("DTSTART:20260230\r\n")) },
    { DATA, 5, CALENDAR(EVENT("DTSTART:20260105T250000Z\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "SUMMARY:a\x01\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "SUMMARY:\xff\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "SUMMARY:\xed\xa0\x80\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "SUMMARY:\xef\xbf\xbf\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "SUMMARY:a\rb\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "no colon\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "EXDATE:20260230T000000\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "DURATION:1 hour\r\n")) },
    { DATA, 3, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n" },
    { DATA, 2, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" },
    { DATA, 8, CALENDAR(EVENT(START)) "BEGIN:VCALENDAR\r\n" },
    { "supported-calendar-data", 2,
      "BEGIN:VCALENDAR\r\nVERSION:1.0\r\n" EVENT(START) "END:VCALENDAR\r\n" },
    { OBJECT, 3, CALENDAR("METHOD:REQUEST\r\n" EVENT(START)) },
    { OBJECT, 3, CALENDAR("BEGIN:VEVENT\r\n" START "END:VEVENT\r\n") },
    { OBJECT, 8,
      CALENDAR(
          EVENT(START) "BEGIN:VEVENT\r\nUID:v\r\n" START
                       "RECURRENCE-ID:20260105T090000Z\r\nEND:VEVENT\r\n") },
    { OBJECT, 7, CALENDAR(EVENT(START) TODO("")) },
    { OBJECT, 7, CALENDAR(EVENT(START) EVENT(START)) },
    { DATA, 3, CALENDAR(EVENT("")) },
    { DATA, 6, CALENDAR(EVENT(START "DTEND;VALUE=DATE:20260106\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "DTEND:20260105T080000Z\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "DURATION:-PT1H\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "RRULE:FREQ=SECONDLY\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "RRULE:FREQ=HOURLY\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "RRULE:FREQ=DAILY;INTERVAL=0\r\n")) },
    { DATA, 6,
      CALENDAR(EVENT(START "RRULE:FREQ=DAILY;COUNT=3;"
                           "UNTIL=20270101\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "RRULE:INTERVAL=2\r\n")) },
    { DATA, 6,
      CALENDAR(EVENT(START "RRULE:FREQ=DAILY;BYMONTH=2;"
                           "BYMONTHDAY=30\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "RRULE:FREQ=WEEKLY;BYDAY=XX\r\n")) },
    { DATA, 6, CALENDAR(EVENT(START "EXRULE:FREQ=SECONDLY\r\n")) },
    { DATA, 7,
      CALENDAR(EVENT(START "RECURRENCE-ID:20260105T090000Z\r\n"
                           "RRULE:RUBBISH\r\n")) },
    { DATA, 7,
      CALENDAR(EVENT(START "BEGIN:VALARM\r\nRRULE:RUBBISH\r\n"
                           "END:VALARM\r\n")) },
    { DATA, 7,
      CALENDAR(EVENT(START "BEGIN:VALARM\r\nACKNOWLEDGED:20260105T090000\r\n"
                           "END:VALARM\r\n")) },
    { "min-date-time", 3, CALENDAR(EVENT("DTSTART:15991231T235959Z\r\n")) },
    { "max-date-time", 3, CALENDAR(EVENT("DTSTART:30000101T000000Z\r\n")) },
    { "max-date-time", 3,
      CALENDAR(EVENT(START "RDATE:20260106T090000Z,30000101T000000Z\r\n")) },
    { OBJECT, 2,
      "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\n" EVENT(
          START) "END:VCALENDAR\r\n" },
    { OBJECT, 1, CALENDAR("") },
    { "supported-calendar-component", 3,
      CALENDAR("BEGIN:VJOURNAL\r\nUID:u\r\nEND:VJOURNAL\r\n") },
    { "supported-calendar-component", 3, CALENDAR(TODO("")) },
};

static void every_refusal(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        const ical_fault *fault =
            fixture_fault(refused[i].text, ADVOLUX_APPOINTMENT);
        if (!fault || strcmp(fault->precondition, refused[i].precondition) ||
            fault->line != refused[i].line) {
            print_error("row %d: %s line %d, %s\n%s\n", (int)i,
                        fault ? fault->precondition : "accepted",
                        fault ? fault->line : 0, fault ? fault->reason : "",
                        refused[i].text);
            fail();
        }
        assert_true(strlen(fault->reason) > 10);
    }
}

static void too_large_and_too_many(void **state)
{
    ical_limits small = { 100, 8, 100, 1000, 1 };
    advolux_item *item;
    const char *text =
        CALENDAR(EVENT(START) EVENT(START "RECURRENCE-ID:20260105T090000Z\r\n")
                     EVENT(START "RECURRENCE-ID:20260106T090000Z\r\n"));

    (void)state;
    const ical_fault *fault = ical_object_read(
        pool, text, strlen(text), ADVOLUX_APPOINTMENT, ZONE, &small, &item);
    assert_string_equal(fault->precondition, "max-resource-size");
    small.octets = 10000;
    fault = ical_object_read(pool, text, strlen(text), ADVOLUX_APPOINTMENT,
                             ZONE, &small, &item);
    assert_string_equal(fault->precondition, "max-instances");
}

static void a_nul_octet(void **state)
{
    static const char text[] = CALENDAR(EVENT(START "SUMMARY:a\0b\r\n"));
    advolux_item *item;

    (void)state;
    const ical_fault *fault =
        ical_object_read(pool, text, sizeof(text) - 1, ADVOLUX_APPOINTMENT,
                         ZONE, &ical_limits_default, &item);
    assert_string_equal(fault->precondition, DATA);
    assert_int_equal(fault->line, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_refusal),
        cmocka_unit_test(too_large_and_too_many),
        cmocka_unit_test(a_nul_octet),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
