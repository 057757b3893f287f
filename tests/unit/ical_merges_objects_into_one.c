/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Many objects as one VCALENDAR: zones once, lines whole, bad texts out. */

#include "ical_fixture.h"

#include "merge.h"

#define ZONED(tzid) EVENT("DTSTART;TZID=" tzid ":20260105T090000\r\n" START)
#define OWN_ZONE(tzid, offset) \
    "BEGIN:VTIMEZONE\r\nTZID:" tzid "\r\nBEGIN:STANDARD\r\n" \
    "DTSTART:19700101T000000\r\nTZOFFSETFROM:" offset "\r\nTZOFFSETTO:" offset \
    "\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

static ical_buffer *out;
static ical_merge *merge;

static int begin(void **state)
{
    (void)state;
    out = ical_buffer_make(pool, 64);
    merge = ical_merge_begin(pool, out, "Name; A, B", false);
    return 0;
}

static bool add(const char *text)
{
    return ical_merge_add(merge, out, text, strlen(text));
}

static int count(const char *text)
{
    int found = 0;

    for (const char *at = out->data; (at = strstr(at, text)); at++) {
        found++;
    }
    return found;
}

static void whole_of_nothing(void **state)
{
    ical_node *root;

    (void)state;
    ical_merge_end(out);
    assert_int_equal(count("X-WR-CALNAME:Name\\; A\\, B\r\n"), 1);
    assert_null(ical_parse_stored(pool, out->data, out->length, &root));
}

static void standard_zone_is_ours_and_once(void **state)
{
    (void)state;
    assert_true(add(
        CALENDAR(OWN_ZONE("Europe/Berlin", "+0500") ZONED("Europe/Berlin"))));
    assert_true(add(CALENDAR(ZONED("Europe/Berlin"))));
    assert_int_equal(count("BEGIN:VTIMEZONE"), 1);
    assert_int_equal(count("+0500"), 0);
    assert_int_equal(count("BEGIN:VEVENT"), 2);
}

static void by_name_has_none_of_them(void **state)
{
    (void)state;
    merge = ical_merge_begin(pool, out, "", true);
    assert_true(add(CALENDAR(ZONED("Europe/Berlin"))));
    assert_true(add(CALENDAR(OWN_ZONE("Own", "+0100") ZONED("Own"))));
    assert_int_equal(count("BEGIN:VTIMEZONE"), 1);
    assert_int_equal(count("TZID:Own\r\n"), 1);
}

static void zone_of_an_object_is_kept_once(void **state)
{
    (void)state;
    assert_true(add(CALENDAR(OWN_ZONE("Own", "+0100") ZONED("Own"))));
    assert_true(add(CALENDAR(OWN_ZONE("Own", "+0100") ZONED("Own"))));
    assert_int_equal(count("TZID:Own\r\n"), 1);
    assert_int_equal(count("BEGIN:VTIMEZONE"), 1);
}

/* Outlook calls many zones "Customized Time Zone". */
static void another_zone_of_the_same_name_is_called_otherwise(void **state)
{
    (void)state;
    assert_true(add(CALENDAR(OWN_ZONE("Own", "+0100") ZONED("Own"))));
    for (int i = 0; i < 2; i++) {
        assert_true(add(CALENDAR(OWN_ZONE("Own", "+0200") ZONED("Own"))));
    }
    assert_true(add(CALENDAR(OWN_ZONE("Own", "+0300") ZONED("Own"))));
    assert_int_equal(count("TZID:Own\r\n"), 1);
    assert_int_equal(count("TZID:Own (2)\r\n"), 1);
    assert_int_equal(count("TZID:Own (3)\r\n"), 1);
    assert_int_equal(count("DTSTART;TZID=Own:2026"), 1);
    assert_int_equal(count("DTSTART;TZID=Own (2):2026"), 2);
    assert_int_equal(count("DTSTART;TZID=Own (3):2026"), 1);
}

static void unused_zone_is_left_out(void **state)
{
    (void)state;
    assert_true(add(CALENDAR(OWN_ZONE("Own", "+0100") EVENT(START))));
    assert_int_equal(count("VTIMEZONE"), 0);
}

static void utc_by_name_is_defined(void **state)
{
    (void)state;
    assert_true(add(CALENDAR(ZONED("UTC"))));
    assert_int_equal(count("TZID:UTC\r\nBEGIN:STANDARD"), 1);
}

static void unknown_zone_stays_unknown(void **state)
{
    (void)state;
    assert_true(add(CALENDAR(ZONED("Nowhere"))));
    assert_int_equal(count("VTIMEZONE"), 0);
    assert_int_equal(count("TZID=Nowhere"), 1);
}

static void lines_end_in_crlf(void **state)
{
    (void)state;
    assert_true(add("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:u\n"
                    "SUMMARY:a\n b\r\n c\nEND:VEVENT\nEND:VCALENDAR"));
    assert_int_equal(count("SUMMARY:a\r\n b\r\n c\r\nEND:VEVENT\r\n"), 1);
    assert_int_equal(count("\n"), count("\r\n"));
}

static void bad_text_writes_nothing(void **state)
{
    apr_size_t before = out->length;

    (void)state;
    assert_false(add(""));
    assert_false(add("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"));
    assert_int_equal(out->length, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(whole_of_nothing, begin),
        cmocka_unit_test_setup(standard_zone_is_ours_and_once, begin),
        cmocka_unit_test_setup(by_name_has_none_of_them, begin),
        cmocka_unit_test_setup(zone_of_an_object_is_kept_once, begin),
        cmocka_unit_test_setup(
            another_zone_of_the_same_name_is_called_otherwise, begin),
        cmocka_unit_test_setup(unused_zone_is_left_out, begin),
        cmocka_unit_test_setup(utc_by_name_is_defined, begin),
        cmocka_unit_test_setup(unknown_zone_stays_unknown, begin),
        cmocka_unit_test_setup(lines_end_in_crlf, begin),
        cmocka_unit_test_setup(bad_text_writes_nothing, begin),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
