/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Names of Windows, and what Outlook displays in English and German instead,
 * without a VTIMEZONE. */

#include "ical_fixture.h"

#include <unicode/ures.h>
#include <unicode/ustring.h>

#include "zone.h"

static const char *const dates[] = { "20270115T090000Z", "20270415T090000Z",
                                     "20270715T090000Z", "20271015T090000Z" };

static void assert_offsets(const char *name, const char *place)
{
    const zone_info *right = zone_find(pool, place);
    const zone_info *found = name ? zone_find(pool, name) : NULL;

    assert_non_null(right);
    assert_non_null(found);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        apr_int64_t instant;

        assert_true(ical_instant(dates[i], &instant));
        assert_int_equal(zone_at(found, instant)->offset,
                         zone_at(right, instant)->offset);
    }
}

/* What CLDR had another place for until its version 45 (ICU 75): the clocks
 * there were changed, Windows' names of the zones were not. */
static const char *const corrected[][2] = {
    { "Central Asia Standard Time", "Asia/Bishkek" },
    { "Mountain Standard Time (Mexico)", "America/Mazatlan" },
};

static const char *corrected_place(const char *name, const char *place)
{
    for (size_t i = 0; i < sizeof corrected / sizeof *corrected; i++) {
        if (!strcmp(corrected[i][0], name)) {
            return corrected[i][1];
        }
    }
    return place;
}

/* CLDR's windowsZones, which ICU brings. */
static void all_names_of_windows(void **state)
{
    UErrorCode error = U_ZERO_ERROR;
    UResourceBundle *file = ures_openDirect(NULL, "windowsZones", &error);
    UResourceBundle *map = ures_getByKey(file, "mapTimezones", NULL, &error);
    int count = 0;

    (void)state;
    while (ures_hasNext(map)) {
        UResourceBundle *row = ures_getNextResource(map, NULL, &error);
        const char *name = ures_getKey(row);
        int32_t length;
        const UChar *place = ures_getStringByKey(row, "001", &length, &error);
        char iana[64];

        assert_true(U_SUCCESS(error));
        u_UCharsToChars(place, iana, length);
        iana[length] = '\0';
        assert_offsets(ical_zone_named(pool, name),
                       corrected_place(name, iana));
        ures_close(row);
        count++;
    }
    ures_close(map);
    ures_close(file);
    assert_true(count > 130);
}

static void display_names(void **state)
{
    static const char *const rows[][2] = {
        { "(UTC-12:00) International Date Line West", "Etc/GMT+12" },
        { "(UTC-11:00) Koordinierte Weltzeit-11", "Etc/GMT+11" },
        { "(UTC-10:00) Aleuten", "America/Adak" },
        { "(UTC-10:00) Hawaii", "Pacific/Honolulu" },
        { "(UTC-09:30) Marquesas Islands", "Pacific/Marquesas" },
        { "(UTC-09:00) Alaska", "America/Anchorage" },
        { "(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles" },
        { "(UTC-08:00) Pacific Time (USA & Kanada)", "America/Los_Angeles" },
        { "(UTC-08:00) Niederkalifornien", "America/Tijuana" },
        { "(UTC-07:00) Arizona", "America/Phoenix" },
        { "(UTC-07:00) Mountain Time (USA und Kanada)", "America/Denver" },
        { "(UTC-07:00) La Paz, Mazatlan", "America/Mazatlan" },
        { "(UTC-06:00) Central Time (USA und Kanada)", "America/Chicago" },
        { "(UTC-06:00) Zentralamerika", "America/Guatemala" },
        { "(UTC-06:00) Guadalajara, Mexiko-Stadt, Monterrey",
          "America/Mexico_City" },
        { "(UTC-06:00) Osterinsel", "Pacific/Easter" },
        { "(UTC-05:00) Eastern Time (US & Canada)", "America/New_York" },
        { "(UTC-05:00) Eastern Time (USA und Kanada)", "America/New_York" },
        { "(GMT-05.00) Eastern Time (USA & Kanada)", "America/New_York" },
        { "(UTC-05:00) Bogotá, Lima, Quito, Rio Branco", "America/Bogota" },
        { "(UTC-05:00) Havanna", "America/Havana" },
        { "(UTC-05:00) Indiana (Ost)", "America/Indianapolis" },
        { "(UTC-04:00) Atlantik (Kanada)", "America/Halifax" },
        { "(UTC-04:00) Georgetown, La Paz, Manaus, San Juan",
          "America/La_Paz" },
        { "(UTC-03:30) Neufundland", "America/St_Johns" },
        { "(UTC-03:00) Grönland", "America/Nuuk" },
        { "(UTC-03:00) Brasilia", "America/Sao_Paulo" },
        { "(UTC-02:00) Mittelatlantik", "Etc/GMT+2" },
        { "(UTC-01:00) Azoren", "Atlantic/Azores" },
        { "(UTC-01:00) Cabo Verde Is.", "Atlantic/Cape_Verde" },
        { "(UTC) Koordinierte Weltzeit", "UTC" },
        { "(UTC+00:00) Dublin, Edinburgh, Lissabon, London", "Europe/London" },
        { "(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London",
          "Europe/London" },
        { "(UTC+00:00) Monrovia, Reykjavik", "Africa/Monrovia" },
        { "(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien",
          "Europe/Berlin" },
        { "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
          "Europe/Berlin" },
        { "(GMT+01:00) Belgrad, Bratislava, Budapest, Ljubljana, Prag",
          "Europe/Prague" },
        { "(UTC+01:00) Brüssel, Kopenhagen, Madrid, Paris", "Europe/Paris" },
        { "(UTC+01:00) Sarajevo, Skopje, Warschau, Zagreb", "Europe/Warsaw" },
        { "(UTC+01:00) West-Zentralafrika", "Africa/Lagos" },
        { "(UTC+02:00) Athen, Bukarest", "Europe/Athens" },
        { "(UTC+02:00) Helsinki, Kiew, Riga, Sofia, Tallinn, Wilna",
          "Europe/Helsinki" },
        { "(UTC+02:00) Kairo", "Africa/Cairo" },
        { "(UTC+02:00) Jerusalem", "Asia/Jerusalem" },
        { "(UTC+03:00) Moskau, St. Petersburg", "Europe/Moscow" },
        { "(UTC+03:00) Kuwait, Riad", "Asia/Riyadh" },
        { "(UTC+03:30) Teheran", "Asia/Tehran" },
        { "(UTC+04:00) Abu Dhabi, Muscat", "Asia/Dubai" },
        { "(UTC+04:00) Tiflis", "Asia/Tbilisi" },
        { "(UTC+05:00) Jekaterinburg", "Asia/Yekaterinburg" },
        { "(UTC+05:30) Chennai, Kolkata, Mumbai, Neu-Delhi", "Asia/Kolkata" },
        { "(UTC+05:45) Katmandu", "Asia/Kathmandu" },
        { "(UTC+06:30) Yangon (Rangun)", "Asia/Yangon" },
        { "(UTC+08:00) Peking, Chongqing, Hongkong, Ürümqi", "Asia/Shanghai" },
        { "(UTC+08:00) Kuala Lumpur, Singapur", "Asia/Singapore" },
        { "(UTC+09:00) Osaka, Sapporo, Tokio", "Asia/Tokyo" },
        { "(UTC+09:30) Adelaide", "Australia/Adelaide" },
        { "(UTC+10:00) Canberra, Melbourne, Sydney", "Australia/Sydney" },
        { "(UTC+10:30) Lord Howe-Insel", "Australia/Lord_Howe" },
        { "(UTC+11:00) Salomonen, Neukaledonien", "Pacific/Guadalcanal" },
        { "(UTC+12:00) Auckland, Wellington", "Pacific/Auckland" },
        { "(UTC+12:45) Chatham-Inseln", "Pacific/Chatham" },
        { "(UTC+13:00) Nuku'alofa", "Pacific/Tongatapu" },
        { "(UTC+14:00) Insel Kiritimati", "Pacific/Kiritimati" },
        { "(GMT-05.00) Heure de l'Est (États-Unis et Canada)", "Etc/GMT+5" },
    };

    (void)state;
    assert_true(sizeof rows / sizeof *rows >= 60);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        print_message("%s\n", rows[i][0]);
        assert_null(ical_zone_named(pool, rows[i][0]));
        assert_offsets(ical_zone_described(pool, rows[i][0]), rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_names_of_windows),
        cmocka_unit_test(display_names),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
