/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What real clients write is read to the columns that it means. */

#include "ical_fixture.h"

static const char *const accepted[] = {
    "BEGIN:VCALENDAR\nbegin:vevent\nuid:u\ndtstart:20260105T090000\n"
    "end:vevent\nEND:VCALENDAR\n",
    "\xEF\xBB\xBF" CALENDAR(EVENT(START)) "\r\n\r\n",
    CALENDAR("BEGIN:VTIMEZONE\r\nTZID:Nowhere/Else\r\nEND:VTIMEZONE\r\n" EVENT(
        "DTSTART;TZID=Nowhere/Else:20260105T090000\r\n")),
    CALENDAR("BEGIN:VTIMEZONE\r\nTZID:x\r\nRRULE:FREQ=SECONDLY\r\n"
             "END:VTIMEZONE\r\n" EVENT(START)),
    CALENDAR(EVENT(START
                   "DTEND:20260105T090000Z\r\nSUMMARY:\r\nDTEND:\r\n"
                   "X-A;X-B=\"a;b:c\":d\r\nATTACH;VALUE=BINARY:AAAA\r\n")),
    CALENDAR(EVENT(START "BEGIN:VALARM\r\nTRIGGER:nonsense\r\nEND:VALARM\r\n")),
    CALENDAR(EVENT(START "RECURRENCE-ID:20260105T090000Z\r\n")),
    CALENDAR(EVENT(START "RRULE:freq=daily;until=20260110;\r\n")),
};

static void quirks_are_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
        fixture_item(accepted[i], ADVOLUX_APPOINTMENT);
    }
}

static void an_event_becomes_columns(void **state)
{
    const advolux_component *c = fixture_component(
        fixture_item(
            CALENDAR(EVENT(
                "DTSTART;TZID=W. Europe Standard Time:20260105T090000\r\n"
                "DTEND;TZID=America/New_York:20260105T040000\r\n"
                "SUMMARY:Haupt\\, termin\r\n gro\xC3\xA9\r\n"
                "DESCRIPTION:a\\nb\\;c\r\nSTATUS:TENTATIVE\r\nCLASS:private\r\n"
                "TRANSP:TRANSPARENT\r\nPRIORITY:5\r\nSEQUENCE:3\r\n"
                "CATEGORIES:x,y\\,z\r\nCATEGORIES:w\r\n"
                "RRULE:FREQ=WEEKLY;BYDAY=mo\r\n"
                "EXDATE:20260119T080000Z,20260112T080000Z\r\n"
                "EXDATE;VALUE=DATE:20260126\r\n")),
            ADVOLUX_APPOINTMENT),
        0);

    (void)state;
    assert_string_equal(c->zone, "Europe/Berlin");
    assert_string_equal(c->start, "20260105T090000");
    assert_string_equal(c->end, "20260105T100000");
    assert_string_equal(c->title, "Haupt, termingro\xC3\xA9");
    assert_string_equal(c->description, "a\nb;c");
    assert_string_equal(c->status, "tentative");
    assert_string_equal(c->class_, "private");
    assert_true(c->free);
    assert_int_equal(c->priority, 5);
    assert_int_equal(c->sequence, 3);
    assert_string_equal(c->categories, "x\x1fy,z\x1fw");
    assert_string_equal(c->rrule, "FREQ=WEEKLY;BYDAY=MO");
    assert_string_equal(c->exdate, "20260112T090000,20260119T090000,"
                                   "20260126T090000");
}

static void ends_are_completed(void **state)
{
    static const struct {
        const char *text, *end;
    } rows[] = {
        { CALENDAR(EVENT("DTSTART:20260105T090000\r\n")), "20260105T090000" },
        { CALENDAR(EVENT("DTSTART;VALUE=DATE:20260105\r\n")),
          "20260106T000000" },
        { CALENDAR(EVENT("DTSTART:20260105\r\nDTEND:20260105\r\n")),
          "20260106T000000" },
        { CALENDAR(EVENT("DTSTART:20260329T010000\r\nDURATION:PT2H\r\n")),
          "20260329T040000" },
        { CALENDAR(EVENT("DTSTART:20260328T120000\r\nDURATION:P1D\r\n")),
          "20260329T120000" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_string_equal(
            fixture_component(fixture_item(rows[i].text, ADVOLUX_APPOINTMENT),
                              0)
                ->end,
            rows[i].end);
    }
}

static void a_task_becomes_columns(void **state)
{
    const advolux_component *c = fixture_component(
        fixture_item(
            CALENDAR(
                TODO("DUE;VALUE=DATE:20260110\r\nSTATUS:IN-PROCESS\r\n"
                     "PERCENT-COMPLETE:40\r\nCOMPLETED:20260109T120000Z\r\n")),
            ADVOLUX_TASK),
        0);

    (void)state;
    assert_true(c->all_day);
    assert_null(c->start);
    assert_string_equal(c->end, "20260110T000000");
    assert_string_equal(c->status, "in-process");
    assert_int_equal(c->percent, 40);
    assert_string_equal(c->completed, "20260109T120000Z");
}

static void overrides_count_in_the_masters_zone(void **state)
{
    const advolux_item *item = fixture_item(
        CALENDAR(EVENT("RECURRENCE-ID:20260706T070000Z\r\n"
                       "DTSTART;TZID=Europe/London:20260706T100000\r\n")
                     EVENT("DTSTART;TZID=Europe/Berlin:20260105T090000\r\n"
                           "RRULE:FREQ=WEEKLY\r\n")),
        ADVOLUX_APPOINTMENT);

    (void)state;
    assert_null(fixture_component(item, 0)->recurrence_id);
    assert_string_equal(fixture_component(item, 1)->recurrence_id,
                        "20260706T090000");
    assert_string_equal(fixture_component(item, 1)->zone, "Europe/London");
}

static void a_zone_is_known_by_the_place_in_its_definition(void **state)
{
    const advolux_item *item = fixture_item(
        CALENDAR(
            "BEGIN:VTIMEZONE\r\nTZID:Our place\\, own times\r\n"
            "X-LIC-LOCATION:Europe/London\r\nEND:VTIMEZONE\r\n" EVENT(
                "DTSTART;TZID=\"Our place, own times\":20260706T100000\r\n")),
        ADVOLUX_APPOINTMENT);

    (void)state;
    assert_string_equal(fixture_component(item, 0)->zone, "Europe/London");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quirks_are_accepted),
        cmocka_unit_test(an_event_becomes_columns),
        cmocka_unit_test(ends_are_completed),
        cmocka_unit_test(a_task_becomes_columns),
        cmocka_unit_test(overrides_count_in_the_masters_zone),
        cmocka_unit_test(a_zone_is_known_by_the_place_in_its_definition),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
