/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Names of zones, instants, and the VTIMEZONEs that we send. */

#include "ical_fixture.h"

static void names_are_resolved(void **state)
{
    static const char *const rows[][2] = {
        { "Europe/Berlin", "Europe/Berlin" },
        { "W. Europe Standard Time", "Europe/Berlin" },
        { "/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin" },
        { "/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin" },
        { "/citadel.org/20210210_1/America/New_York", "America/New_York" },
        { "(UTC+01:00) Amsterdam, Berlin, Bern", "Europe/Amsterdam" },
        { "europe/berlin", "Europe/Berlin" },
        { "Tokyo Standard Time", "Asia/Tokyo" },
        { "UTC", "UTC" },
        { "Etc/GMT", "UTC" },
        { "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
          "Europe/Berlin" },
        { "/softwarestudio.org/Olson_20011030_5/Europe/Berlin",
          "Europe/Berlin" },
        { "/example.com/Argentina/America/Argentina/Buenos_Aires",
          "America/Argentina/Buenos_Aires" },
        { "http://tzurl.org/zoneinfo-outlook/Europe/Berlin", "Europe/Berlin" },
        { "tzone://Microsoft/Utc", "UTC" },
        { "W. Europe Standard Time 1", "Europe/Berlin" },
        { "(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien",
          "Europe/Amsterdam" },
        { "(GMT+01.00) Brussels / Copenhagen / Madrid / Paris",
          "Europe/Brussels" },
        { "(UTC-05:00) Eastern Time (US & Canada)", "America/New_York" },
        { "(UTC+02:00) Athen, Bukarest", "Europe/Bucharest" },
        { "(UTC) Coordinated Universal Time", "UTC" },
        { "Western/Central Europe", "Europe/Berlin" },
        { "Eastern", "America/New_York" },
        { "GMT+0200", "Etc/GMT-2" },
        { "GMT-0500", "Etc/GMT+5" },
        { "UTC+01:00", "Etc/GMT-1" },
        { "UTC-02", "Etc/GMT+2" },
        { "GMT+0530", "Asia/Kolkata" },
        { "UTC+5:45", "Asia/Kathmandu" },
        { "+07:23", "<+0723>-7:23" },
        { "(UTC+01:00) Nowhere", "Etc/GMT-1" },
        { "GMT -0500 (Standard) / GMT -0400 (Daylight)", "America/New_York" },
        { "CET", "Europe/Brussels" },
        { "europe/london", "Europe/London" },
        { "America/New York", "America/New_York" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *name = ical_zone_resolve(pool, rows[i][0]);
        assert_non_null(name);
        assert_string_equal(name, rows[i][1]);
    }
    assert_null(ical_zone_resolve(pool, "Nowhere"));
    assert_null(ical_zone_resolve(pool, "../../etc/passwd"));
    assert_null(ical_zone_resolve(pool, ""));
    assert_null(ical_zone_resolve(pool, "Customized Time Zone"));
    assert_null(ical_zone_resolve(pool, "tzone://Microsoft/Custom"));
    assert_null(ical_zone_resolve(pool, "Kanzlei/MST"));
    assert_null(ical_zone_resolve(pool, "GMT+99"));
    assert_null(ical_zone_resolve(pool, "GMT+"));
}

static void folds_and_gaps(void **state)
{
    static const struct {
        const char *local, *utc;
    } rows[] = {
        { "20260105T090000", "20260105T080000Z" },
        { "20260706T090000", "20260706T070000Z" },
        { "20261025T023000", "20261025T003000Z" },
        { "20260329T023000", "20260329T013000Z" },
        { "24000706T090000", "24000706T070000Z" },
        { "90000706T090000", "90000706T070000Z" },
    };
    apr_int64_t instant;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_true(ical_instant(rows[i].utc, &instant));
        assert_int_equal(ical_zone_instant(pool, ZONE, rows[i].local), instant);
    }
}

static void berlin_is_small(void **state)
{
    const char *text = ical_zone_component(pool, ZONE);

    (void)state;
    assert_true(strlen(text) < 900);
    assert_non_null(strstr(text, "TZID:Europe/Berlin\r\n"));
    assert_string_equal(ical_zone_component(pool, "UTC"), "");
}

static void lines_are_folded(void **state)
{
    static const char *const zones[] = { "America/Sao_Paulo", "America/Havana",
                                         "America/Nuuk", ZONE };

    (void)state;
    for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
        const char *line = ical_zone_component(pool, zones[i]), *end;
        assert_non_null(strstr(line, zones[i]));
        for (; (end = strstr(line, "\r\n")); line = end + 2) {
            assert_in_range(end - line, 1, 75);
        }
        assert_string_equal(line, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_resolved),
        cmocka_unit_test(folds_and_gaps),
        cmocka_unit_test(berlin_is_small),
        cmocka_unit_test(lines_are_folded),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
