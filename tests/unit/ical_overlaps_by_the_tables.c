/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Instances are found where they take place, exceptions and moves included. */

#include "ical_fixture.h"

#define BERLIN(time) "DTSTART;TZID=Europe/Berlin:" time "\r\n"
#define SERIES(rest) \
    CALENDAR(EVENT(BERLIN("20260105T090000") "DURATION:PT1H\r\n" rest))

typedef struct row {
    const char *text, *name, *from, *to;
    bool overlaps;
} row;

static const row rows[] = {
    /* Single events: the end is exclusive, no end is a moment. */
    { SERIES(""), "VEVENT", "20260105T080000Z", "20260105T090000Z", true },
    { SERIES(""), "VEVENT", "20260105T090000Z", "20260105T100000Z", false },
    { SERIES(""), "VEVENT", "20260105T070000Z", "20260105T080000Z", false },
    { SERIES(""), "VEVENT", "20260105T083000Z", "20260105T083100Z", true },
    { CALENDAR(EVENT(START)), "VEVENT", "20260105T090000Z", "20260105T090001Z",
      true },
    { CALENDAR(EVENT(START)), "VEVENT", "20260105T080000Z", "20260105T090000Z",
      false },
    { CALENDAR(EVENT("DTSTART;VALUE=DATE:20260105\r\n")), "VEVENT",
      "20260105T225900Z", "20260106T000000Z", true },
    { CALENDAR(EVENT("DTSTART;VALUE=DATE:20260105\r\n")), "VEVENT",
      "20260105T230000Z", "20260106T000000Z", false },
    { CALENDAR(EVENT(START)), "VTODO", NULL, NULL, false },
    /* Series keep their wall clock over the change of summer time. */
    { SERIES("RRULE:FREQ=DAILY\r\n"), "VEVENT", "20260706T070000Z",
      "20260706T073000Z", true },
    { SERIES("RRULE:FREQ=DAILY\r\n"), "VEVENT", "20260706T080000Z",
      "20260706T090000Z", false },
    { SERIES("RRULE:FREQ=DAILY;COUNT=3\r\n"), "VEVENT", "20260107T080000Z",
      "20260108T000000Z", true },
    { SERIES("RRULE:FREQ=DAILY;COUNT=3\r\n"), "VEVENT", "20260108T000000Z",
      NULL, false },
    { SERIES("RRULE:FREQ=DAILY;UNTIL=20260107T080000Z\r\n"), "VEVENT",
      "20260107T080000Z", "20260108T000000Z", true },
    { SERIES("RRULE:FREQ=DAILY;UNTIL=20260107T075959Z\r\n"), "VEVENT",
      "20260107T080000Z", NULL, false },
    { SERIES("RRULE:FREQ=DAILY;UNTIL=20260107\r\n"), "VEVENT",
      "20260107T080000Z", "20260108T000000Z", true },
    { SERIES("RRULE:FREQ=MONTHLY;BYDAY=-1FR\r\n"), "VEVENT", "20300125T080000Z",
      "20300125T083000Z", true },
    { SERIES("RRULE:FREQ=MONTHLY;BYDAY=-1FR\r\n"), "VEVENT", "20300126T000000Z",
      "20300222T000000Z", false },
    /* EXDATE by time and by day; RDATE alone and as a period. */
    { SERIES("RRULE:FREQ=DAILY\r\nEXDATE:20260106T080000Z\r\n"), "VEVENT",
      "20260106T000000Z", "20260107T000000Z", false },
    { SERIES("RRULE:FREQ=DAILY\r\nEXDATE;VALUE=DATE:20260106\r\n"), "VEVENT",
      "20260106T000000Z", "20260107T000000Z", false },
    { SERIES("RDATE:20260301T120000Z\r\n"), "VEVENT", "20260301T123000Z",
      "20260301T124000Z", true },
    { SERIES("RDATE;VALUE=PERIOD:20260301T120000Z/PT5H\r\n"), "VEVENT",
      "20260301T160000Z", "20260301T161000Z", true },
    /* Overrides replace their instance. */
    { CALENDAR(EVENT(BERLIN("20260105T090000") "RRULE:FREQ=DAILY\r\n")
                   EVENT("RECURRENCE-ID:20260106T080000Z\r\n"
                         "DTSTART:20260106T200000Z\r\n")),
      "VEVENT", "20260106T000000Z", "20260106T120000Z", false },
    { CALENDAR(EVENT(BERLIN("20260105T090000") "RRULE:FREQ=DAILY\r\n")
                   EVENT("RECURRENCE-ID:20260106T080000Z\r\n"
                         "DTSTART:20260106T200000Z\r\n")),
      "VEVENT", "20260106T200000Z", "20260106T210000Z", true },
    { CALENDAR(EVENT(BERLIN("20260105T090000") "RRULE:FREQ=DAILY\r\n") EVENT(
          "RECURRENCE-ID;RANGE=THISANDFUTURE:20260110T080000Z\r\n"
          "DTSTART:20260110T200000Z\r\nDURATION:PT2H\r\n")),
      "VEVENT", "20260115T210000Z", "20260115T213000Z", true },
    { CALENDAR(EVENT(BERLIN("20260105T090000") "RRULE:FREQ=DAILY\r\n") EVENT(
          "RECURRENCE-ID;RANGE=THISANDFUTURE:20260110T080000Z\r\n"
          "DTSTART:20260110T200000Z\r\nDURATION:PT2H\r\n")),
      "VEVENT", "20260115T000000Z", "20260115T120000Z", false },
    /* A row from elsewhere with a rule that cannot be walked. */
    { SERIES("RRULE:FREQ=SECONDLY\r\n"), "VEVENT", "20300101T000000Z",
      "20300102T000000Z", true },
    /* To-dos, row by row of RFC 4791 section 9.9. */
    { CALENDAR(TODO(START "DURATION:PT1H\r\n")), "VTODO", "20260105T100000Z",
      "20260105T110000Z", true },
    { CALENDAR(TODO(START "DUE:20260105T100000Z\r\n")), "VTODO",
      "20260105T100000Z", "20260105T110000Z", false },
    { CALENDAR(TODO(START)), "VTODO", "20260105T090000Z", "20260105T100000Z",
      true },
    { CALENDAR(TODO(START)), "VTODO", "20260105T090001Z", "20260105T100000Z",
      false },
    { CALENDAR(TODO("DUE:20260105T100000Z\r\n")), "VTODO", "20260105T090000Z",
      "20260105T100000Z", true },
    { CALENDAR(TODO("DUE:20260105T100000Z\r\n")), "VTODO", "20260105T100000Z",
      "20260105T110000Z", false },
    { CALENDAR(TODO("CREATED:20260101T000000Z\r\n"
                    "COMPLETED:20260110T000000Z\r\n")),
      "VTODO", "20260105T000000Z", "20260106T000000Z", true },
    { CALENDAR(TODO("COMPLETED:20260110T000000Z\r\n")), "VTODO",
      "20260105T000000Z", "20260106T000000Z", false },
    { CALENDAR(TODO("CREATED:20260110T000000Z\r\n")), "VTODO",
      "20260105T000000Z", "20260106T000000Z", false },
    { CALENDAR(TODO("")), "VTODO", "20260105T000000Z", "20260106T000000Z",
      true },
    { CALENDAR(TODO(START "DUE:20260105T100000Z\r\nRRULE:FREQ=WEEKLY\r\n")),
      "VTODO", "20260112T093000Z", "20260112T094000Z", true },
    { CALENDAR("BEGIN:VJOURNAL\r\nDTSTART:20260105\r\nEND:VJOURNAL\r\n"),
      "VJOURNAL", "20260105T120000Z", "20260105T130000Z", true },
    { CALENDAR("BEGIN:VJOURNAL\r\nEND:VJOURNAL\r\n"), "VJOURNAL", NULL, NULL,
      false },
    { CALENDAR("BEGIN:VFREEBUSY\r\nFREEBUSY:20260105T090000Z/PT1H,"
               "20260106T090000Z/20260106T100000Z\r\nEND:VFREEBUSY\r\n"),
      "VFREEBUSY", "20260106T093000Z", "20260106T094000Z", true },
    { CALENDAR("BEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\n"), "VFREEBUSY", NULL, NULL,
      false },
};

static void every_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const row *r = &rows[i];
        if (fixture_overlaps(r->text, r->name, r->from, r->to) != r->overlaps) {
            print_error("row %d, %s to %s:\n%s", (int)i, r->from, r->to,
                        r->text);
            fail();
        }
    }
}

/* RFC 5545 section 3.3.6: a day in a duration is a day of the clock; the 29th
 * of March 2026 has 23 hours, the 25th of October 25. RFC 4791 section 9.9:
 * the table's P1D likewise. */
static const row clocks[] = {
    { CALENDAR(EVENT(BERLIN("20260328T120000") "DURATION:P1D\r\n")), "VEVENT",
      "20260329T095959Z", NULL, true },
    { CALENDAR(EVENT(BERLIN("20260328T120000") "DURATION:P1D\r\n")), "VEVENT",
      "20260329T100000Z", NULL, false },
    { CALENDAR(EVENT(BERLIN("20260328T120000") "DURATION:PT24H\r\n")), "VEVENT",
      "20260329T105959Z", NULL, true },
    { CALENDAR(EVENT("DTSTART;VALUE=DATE:20260329\r\n")), "VEVENT",
      "20260329T215959Z", NULL, true },
    { CALENDAR(EVENT("DTSTART;VALUE=DATE:20260329\r\n")), "VEVENT",
      "20260329T220000Z", NULL, false },
    { CALENDAR(EVENT("DTSTART;VALUE=DATE:20261025\r\n")), "VEVENT",
      "20261025T225959Z", NULL, true },
    { CALENDAR(EVENT("DTSTART;VALUE=DATE:20261025\r\n"
                     "DTEND;VALUE=DATE:20261025\r\n")),
      "VEVENT", "20261025T225959Z", NULL, true },
    /* A PERIOD is the length of its instance, also where the rule or DTSTART
     * names the same time. */
    { SERIES("RRULE:FREQ=DAILY;COUNT=2\r\n"
             "RDATE;VALUE=PERIOD:20260106T080000Z/PT30M\r\n"),
      "VEVENT", "20260106T083000Z", NULL, false },
    { SERIES("RDATE;VALUE=PERIOD:20260105T080000Z/PT30M\r\n"), "VEVENT",
      "20260105T083000Z", NULL, false },
    { SERIES("RDATE;VALUE=PERIOD:20260301T120000Z/20260301T140000Z\r\n"),
      "VEVENT", "20260301T135959Z", NULL, true },
    { SERIES("RDATE;VALUE=PERIOD:20260301T120000Z/20260301T140000Z\r\n"),
      "VEVENT", "20260301T140000Z", NULL, false },
};

static void days_are_days_of_the_clock(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
        const row *r = &clocks[i];
        if (fixture_overlaps(r->text, r->name, r->from, r->to) != r->overlaps) {
            print_error("row %d, from %s:\n%s", (int)i, r->from, r->text);
            fail();
        }
    }
}

static bool berlin_alarm_rings(const char *start, const char *alarm,
                               const char *at)
{
    const char *text =
        apr_pstrcat(pool,
                    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n"
                    "DTSTART;TZID=Europe/Berlin:",
                    start, "\r\nDURATION:PT1H\r\nBEGIN:VALARM\r\n", alarm,
                    "END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL);
    ical_times times = ical_times_of(pool, ZONE);
    ical_node *root;
    ical_span span;

    assert_null(
        ical_parse(pool, text, strlen(text), &ical_limits_default, &root));
    assert_true(ical_instant(at, &span.from));
    span.to = span.from + 1;
    return ical_overlaps(&times,
                         APR_ARRAY_IDX(root->members, 0, ical_member).component,
                         "VALARM", span, NULL, NULL);
}

static void alarms_count_days_by_the_clock(void **state)
{
    (void)state;
    /* Noon, the day before, though only 23 or 25 hours lie between. */
    assert_true(berlin_alarm_rings("20260329T120000", "TRIGGER:-P1D\r\n",
                                   "20260328T110000Z"));
    assert_false(berlin_alarm_rings("20260329T120000", "TRIGGER:-P1D\r\n",
                                    "20260328T100000Z"));
    assert_true(berlin_alarm_rings("20260329T120000", "TRIGGER:-PT24H\r\n",
                                   "20260328T100000Z"));
    assert_true(berlin_alarm_rings("20261025T120000", "TRIGGER:-P1W\r\n",
                                   "20261018T100000Z"));
    /* Days first, then the exact rest. */
    assert_true(berlin_alarm_rings("20260329T120000", "TRIGGER:-P1DT11H\r\n",
                                   "20260328T000000Z"));
    /* Repeated each day at the same time of day. */
    assert_true(berlin_alarm_rings(
        "20260331T120000", "TRIGGER:-P3D\r\nREPEAT:3\r\nDURATION:P1D\r\n",
        "20260329T100000Z"));
    assert_true(berlin_alarm_rings(
        "20260331T120000", "TRIGGER:-P3D\r\nREPEAT:3\r\nDURATION:P1D\r\n",
        "20260331T100000Z"));
    assert_false(berlin_alarm_rings(
        "20260331T120000", "TRIGGER:-P3D\r\nREPEAT:2\r\nDURATION:P1D\r\n",
        "20260331T100000Z"));
}

static bool alarm_rings(const char *alarm, const char *from, const char *to)
{
    const char *text = apr_pstrcat(
        pool,
        "BEGIN:VCALENDAR\r\n"
        "BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T090000Z\r\n"
        "DURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEXDATE:20260107T090000Z\r\n"
        "BEGIN:VALARM\r\n",
        alarm,
        "END:VALARM\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n",
        NULL);
    ical_times times = ical_times_of(pool, ZONE);
    ical_node *root;
    ical_span span;

    assert_null(
        ical_parse(pool, text, strlen(text), &ical_limits_default, &root));
    assert_true(ical_instant(from, &span.from) && ical_instant(to, &span.to));
    const ical_node *event =
        APR_ARRAY_IDX(root->members, 0, ical_member).component;
    return ical_overlaps(&times, event, "VALARM", span, NULL, NULL);
}

static void alarms_ring_for_each_instance(void **state)
{
    (void)state;
    assert_true(alarm_rings("TRIGGER:-PT15M\r\n", "20260106T084500Z",
                            "20260106T084600Z"));
    assert_false(alarm_rings("TRIGGER:-PT15M\r\n", "20260106T084600Z",
                             "20260107T084600Z"));
    assert_true(alarm_rings("TRIGGER;RELATED=END:PT0S\r\n", "20260106T100000Z",
                            "20260106T100100Z"));
    assert_true(alarm_rings("TRIGGER;VALUE=DATE-TIME:20260101T120000Z\r\n",
                            "20260101T120000Z", "20260101T120100Z"));
    assert_true(alarm_rings("TRIGGER:-PT1H\r\nREPEAT:4\r\nDURATION:PT10M\r\n",
                            "20260106T084000Z", "20260106T084100Z"));
    assert_false(alarm_rings("TRIGGER:-PT1H\r\nREPEAT:4\r\nDURATION:PT10M\r\n",
                             "20260106T084100Z", "20260107T080000Z"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row),
        cmocka_unit_test(alarms_ring_for_each_instance),
        cmocka_unit_test(days_are_days_of_the_clock),
        cmocka_unit_test(alarms_count_days_by_the_clock),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
