/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Own alarms are told from every other change. */

#include "ical_fixture.h"

#define BASE \
    "DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\n" \
    "SUMMARY:a\r\nX-OTHER:1\r\n"
#define ALARM "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"

static bool same(const char *a, const char *b)
{
    return ical_object_same_but_alarms(pool, a, strlen(a), b, strlen(b), ZONE);
}

static void alarms_and_stamps_do_not_count(void **state)
{
    const char *base = CALENDAR(EVENT(BASE));

    (void)state;
    assert_true(same(base, CALENDAR(EVENT(BASE ALARM))));
    assert_true(same(
        base,
        CALENDAR("PRODID:x\r\n" EVENT(
            "DTSTAMP:20260101T000000Z\r\nSEQUENCE:4\r\nX-MOZ-GENERATION:2\r\n" BASE
                ALARM))));
    assert_true(same(CALENDAR(EVENT("CREATED:20250101T000000Z\r\n" BASE)),
                     CALENDAR(EVENT(BASE ALARM))));
    assert_true(
        same(base,
             CALENDAR(EVENT("X-OTHER:1\r\nSUM\r\n MARY:a\r\n"
                            "DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n"))));
}

static void all_else_counts(void **state)
{
    const char *base = CALENDAR(EVENT(BASE));

    (void)state;
    assert_false(same(base, CALENDAR(EVENT(BASE "LOCATION:b\r\n"))));
    assert_false(same(base, CALENDAR(EVENT(BASE "ATTENDEE:mailto:x\r\n"))));
    assert_false(same(base, CALENDAR(EVENT(BASE "RRULE:FREQ=DAILY\r\n"))));
    assert_false(same(base, CALENDAR(EVENT(BASE) EVENT(
                                "RECURRENCE-ID:20260105T090000Z\r\n" BASE))));
    assert_false(same(
        base, CALENDAR("BEGIN:VEVENT\r\nUID:v\r\n" BASE "END:VEVENT\r\n")));
    assert_false(same(base, "nonsense"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alarms_and_stamps_do_not_count),
        cmocka_unit_test(all_else_counts),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
