/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Values that clients set: taken, put into one form, or refused by a sentence.
 */
#include <apr_strings.h>

#include "pool_fixture.h"
#include "property_value.h"

/* NULL for `taken`: refused. */
static void expect(property_accept *accept, const char *text, const char *taken)
{
    const char *sentence = NULL;
    const char *value = accept(pool, text, &sentence);

    if (taken) {
        assert_non_null(value);
        assert_string_equal(value, taken);
        assert_null(sentence);
    } else {
        assert_null(value);
        assert_non_null(sentence);
    }
}

static char *repeat(char c, size_t count)
{
    char *text = apr_palloc(pool, count + 1);

    memset(text, c, count);
    text[count] = '\0';
    return text;
}

static void colours(void **state)
{
    (void)state;
    expect(accept_color, "#12ab34", "#12AB34");
    expect(accept_color, "#12AB34ff", "#12AB34FF");
    expect(accept_color, "", "");
    expect(accept_color, "#12ab3", NULL);
    expect(accept_color, "#12ab345", NULL);
    expect(accept_color, "12ab34", NULL);
    expect(accept_color, "1234567", NULL);
    expect(accept_color, "red", NULL);
    expect(accept_color, "#12AB3G", NULL);
    expect(accept_color, "#", NULL);
}

static void orders(void **state)
{
    (void)state;
    expect(accept_order, "7", "7");
    expect(accept_order, "-7", "-7");
    expect(accept_order, "+7", "7");
    expect(accept_order, "", "");
    expect(accept_order, "999999999", "999999999");
    expect(accept_order, "9999999999", NULL);
    expect(accept_order, "1.5", NULL);
    expect(accept_order, "-", NULL);
    expect(accept_order, "viele", NULL);
}

static void names_and_descriptions(void **state)
{
    (void)state;
    expect(accept_displayname, "Meine Termine & mehr", "Meine Termine & mehr");
    expect(accept_displayname, "a\r\nb\tc", "a  b c");
    expect(accept_displayname, repeat('a', 200), repeat('a', 200));
    expect(accept_displayname, repeat('a', 201), NULL);
    expect(accept_description, "a\nb", "a\nb");
    expect(accept_description, repeat('a', 4001), NULL);
}

#define ZONE(id, inside) \
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//DE\n" \
    "BEGIN:VTIMEZONE\nTZID:" id "\n" inside "END:VTIMEZONE\nEND:VCALENDAR"
#define ODD \
    "BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\n" \
    "TZOFFSETTO:+0113\nEND:STANDARD\n"
#define STANDARD \
    "BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\n" \
    "TZOFFSETTO:+0100\nEND:STANDARD\n"

static void time_zones(void **state)
{
    (void)state;
    expect(accept_timezone, ZONE("Europe/Berlin", STANDARD), "Europe/Berlin");
    expect(accept_timezone, ZONE("W. Europe Standard Time", STANDARD),
           "Europe/Berlin");
    expect(accept_timezone, ZONE("Europe/Berlin", ""), NULL);
    expect(accept_timezone, ZONE("Nowhere/City", STANDARD), "Etc/GMT-1");
    expect(accept_timezone, ZONE("Nowhere/City", ODD), NULL);
    expect(accept_timezone, "Europe/Berlin", NULL);
    expect(accept_timezone, "", NULL);
    expect(accept_timezone_id, "Europe/Berlin", "Europe/Berlin");
    expect(accept_timezone_id, "Nowhere/City", NULL);
    expect(accept_timezone_id, "", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours),
        cmocka_unit_test(orders),
        cmocka_unit_test(names_and_descriptions),
        cmocka_unit_test(time_zones),
    };

    return RUN_WITH_POOL(tests);
}
