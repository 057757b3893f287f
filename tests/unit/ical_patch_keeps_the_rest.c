/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Patching changes the lines whose meaning differs, and no other octet. */

#include "ical_fixture.h"

static const char text[] =
    "BEGIN:VCALENDAR\nPRODID:-//x//y\nVERSION:2.0\n"
    "BEGIN:VEVENT\nUID:u\nDTSTAMP:20260101T000000Z\n"
    "SUMMARY;LANGUAGE=de;ALTREP=\"cid:1\":Alt\n"
    "X-ODD;X-P=\"a:b\":kept\n  folded\n"
    "DTSTART;TZID=Europe/Berlin:20260105T090000\nDURATION:PT1H\n"
    "RRULE:FREQ=DAILY\nATTENDEE:mailto:a@b\n"
    "BEGIN:VALARM\nTRIGGER:-PT5M\nACTION:DISPLAY\nEND:VALARM\nEND:VEVENT\n"
    "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID;TZID=Europe/Berlin:20260106T090000\n"
    "DTSTART;TZID=Europe/Berlin:20260106T100000\nX-O:1\nEND:VEVENT\n"
    "END:VCALENDAR\n";

static const char *patch(const advolux_item *item)
{
    apr_size_t length;
    const char *patched =
        ical_object_patch(pool, text, sizeof(text) - 1, item, ZONE, &length);
    assert_int_equal(length, strlen(patched));
    return patched;
}

static void nothing_differs(void **state)
{
    (void)state;
    assert_string_equal(patch(fixture_item(text, ADVOLUX_APPOINTMENT)), text);
}

static void a_new_title(void **state)
{
    advolux_item *item = fixture_item(text, ADVOLUX_APPOINTMENT);

    (void)state;
    fixture_component(item, 0)->title = "Neu";
    fixture_component(item, 0)->modified = "20260102T000000Z";
    const char *patched = patch(item);
    assert_non_null(strstr(patched, "SUMMARY;LANGUAGE=de:Neu\r\n"));
    assert_non_null(strstr(patched, "DTSTAMP:20260102T000000Z\r\n"));
    assert_non_null(strstr(
        patched, "X-ODD;X-P=\"a:b\":kept\n  folded\n"
                 "DTSTART;TZID=Europe/Berlin:20260105T090000\nDURATION:PT1H\n"
                 "RRULE:FREQ=DAILY\nATTENDEE:mailto:a@b\n"));
    assert_null(strstr(patched, "Alt"));
}

static void a_new_sequence_alone(void **state)
{
    advolux_item *item = fixture_item(text, ADVOLUX_APPOINTMENT);

    (void)state;
    fixture_component(item, 0)->sequence = 3;
    assert_non_null(strstr(patch(item), "SEQUENCE:3\r\n"));
}

static void a_new_uid_alone(void **state)
{
    advolux_item *item = fixture_item(text, ADVOLUX_APPOINTMENT);

    (void)state;
    item->uid = "a, b";
    const char *patched = patch(item);
    const advolux_item *again = fixture_item(patched, ADVOLUX_APPOINTMENT);
    assert_string_equal(again->uid, "a, b");
    assert_int_equal(again->components->nelts, 2);
    assert_null(strstr(patched, "UID:u\n"));
    assert_non_null(strstr(patched, "SUMMARY;LANGUAGE=de;ALTREP=\"cid:1\":Alt\n"
                                    "X-ODD;X-P=\"a:b\":kept\n  folded\n"));
    assert_non_null(strstr(patched, "TRIGGER:-PT5M\n"));
    assert_non_null(strstr(patched, "X-O:1\n"));
}

static void new_times_and_matter(void **state)
{
    advolux_item *item = fixture_item(text, ADVOLUX_APPOINTMENT);
    advolux_component *master = fixture_component(item, 0);

    (void)state;
    master->end = "20260105T113000";
    master->matter = "12/26";
    const char *patched = patch(item);
    assert_non_null(strstr(patched, "DTEND;TZID=Europe/Berlin:"
                                    "20260105T113000\r\n"));
    assert_null(strstr(patched, "DURATION"));
    assert_non_null(strstr(patched, "X-ADVOLUX-AKTE:12/26\r\n"));
    assert_non_null(strstr(patched, "TZID:Europe/Berlin\r\n"));
    assert_non_null(strstr(patched, "TRIGGER:-PT5M\n"));
    const advolux_item *again = fixture_item(patched, ADVOLUX_APPOINTMENT);
    assert_string_equal(fixture_component(again, 0)->end, "20260105T113000");
}

static void overrides_come_and_go(void **state)
{
    advolux_item *item = fixture_item(text, ADVOLUX_APPOINTMENT);

    (void)state;
    fixture_component(item, 1)->recurrence_id = "20260107T090000";
    fixture_component(item, 0)->exdate = "20260106T090000";
    const char *patched = patch(item);
    assert_null(strstr(patched, "X-O:1"));
    assert_non_null(strstr(patched, "EXDATE;TZID=Europe/Berlin:"
                                    "20260106T090000\r\n"));
    const advolux_item *again = fixture_item(patched, ADVOLUX_APPOINTMENT);
    assert_int_equal(again->components->nelts, 2);
    assert_string_equal(fixture_component(again, 1)->recurrence_id,
                        "20260107T090000");
}

static void broken_text_is_rendered_anew(void **state)
{
    advolux_item *item = fixture_item(text, ADVOLUX_APPOINTMENT);
    apr_size_t length, rendered;
    const char *patched = ical_object_patch(pool, "x", 1, item, ZONE, &length);

    (void)state;
    assert_string_equal(patched, ical_object_render(pool, item, &rendered));
}

static void a_series_of_tasks_that_lost_its_times(void **state)
{
    static const char tasks[] =
        CALENDAR(TODO("DUE;VALUE=DATE:20270326\r\nRRULE:FREQ=WEEKLY\r\n")
                     TODO("RECURRENCE-ID;VALUE=DATE:20270402\r\n"
                          "DUE;VALUE=DATE:20270403\r\nX-O:1\r\n"));
    advolux_item *item = fixture_item(tasks, ADVOLUX_TASK);
    apr_size_t length;

    (void)state;
    fixture_component(item, 0)->end = NULL;
    fixture_component(item, 0)->all_day = false;
    fixture_component(item, 1)->recurrence_id = "20270409T000000";
    assert_non_null(strstr(
        ical_object_patch(pool, tasks, sizeof(tasks) - 1, item, ZONE, &length),
        "RRULE:FREQ=WEEKLY\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_differs),
        cmocka_unit_test(a_new_title),
        cmocka_unit_test(a_new_sequence_alone),
        cmocka_unit_test(a_new_uid_alone),
        cmocka_unit_test(new_times_and_matter),
        cmocka_unit_test(overrides_come_and_go),
        cmocka_unit_test(broken_text_is_rendered_anew),
        cmocka_unit_test(a_series_of_tasks_that_lost_its_times),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
