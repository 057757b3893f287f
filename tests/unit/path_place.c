/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* URLs to places and back (ARCHITECTURE.md, "URLs"). */
#include "pool_fixture.h"
#include "path.h"

static void every_place_is_found(void **state)
{
    static const struct {
        const char *uri;
        dav_place place;
    } rows[] = {
        { "/dav", PLACE_ROOT },
        { "/dav/", PLACE_ROOT },
        { "/dav/principals", PLACE_PRINCIPALS },
        { "/dav/principals/", PLACE_PRINCIPALS },
        { "/dav/principals/anna/", PLACE_PRINCIPAL },
        { "/dav/calendars/", PLACE_HOMES },
        { "/dav/calendars/anna", PLACE_HOME },
        { "/dav/calendars/anna/termine/", PLACE_CALENDAR },
        { "/dav/calendars/anna/aufgaben", PLACE_CALENDAR },
        { "/dav/calendars/anna/termine/a.ics", PLACE_OBJECT },
        { "/dav/calendars/anna/termine/a.ics/", PLACE_NONE },
        { "/dav/calendars/anna/termine/a/b.ics", PLACE_NONE },
        { "/dav/calendars/anna/fristen/", PLACE_NONE },
        { "/dav/calendars//termine/", PLACE_NONE },
        { "/dav/principals/anna/termine/", PLACE_NONE },
        { "/dav/other/", PLACE_NONE },
        { "/davx/", PLACE_NONE },
        { "/", PLACE_NONE },
        { "/dav/calendars/anna/termine/a\x01.ics", PLACE_NONE },
        { "/dav/calendars/anna/termine/a\xff.ics", PLACE_NONE },
        { "/dav/calendars/anna/termine/a\xc0\xaf.ics", PLACE_NONE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(advolux_path_parse(pool, "/dav", rows[i].uri).place,
                         rows[i].place);
    }
}

static void root_may_be_the_slash(void **state)
{
    advolux_path path = advolux_path_parse(pool, "", "/calendars/a/aufgaben/x");

    (void)state;
    assert_int_equal(advolux_path_parse(pool, "", "/").place, PLACE_ROOT);
    assert_int_equal(path.place, PLACE_OBJECT);
    assert_int_equal(path.kind, ADVOLUX_TASK);
    assert_string_equal(path.login, "a");
    assert_string_equal(path.name, "x");
}

static void href_leads_back(void **state)
{
    static const char *const names[] = {
        "a.ics",
        "Besprechung mit Müller & Söhne.ics",
        "100%.ics",
        "a\\b.ics",
        "a#b?c.ics",
        "x@y.ics",
        "\xF0\x9F\x93\x85.ics",
        ".",
        "..",
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        advolux_path path = { .place = PLACE_OBJECT,
                              .login = "a.b@c",
                              .kind = ADVOLUX_APPOINTMENT,
                              .name = names[i] };
        const char *href = advolux_path_href(pool, "/dav", &path);
        advolux_path back;

        assert_true(advolux_path_from_href(pool, "/dav", "h", href, &back));
        assert_int_equal(back.place, PLACE_OBJECT);
        assert_string_equal(back.login, "a.b@c");
        assert_string_equal(back.name, names[i]);
    }
}

static void href_of_a_body_is_read_as_clients_write_it(void **state)
{
    static const struct {
        const char *href;
        bool found;
    } rows[] = {
        { "/dav/calendars/anna/termine/a.ics", true },
        { "\n  /dav/calendars/anna/termine/a.ics\r\n ", true },
        { "http://host/dav/calendars/anna/termine/a.ics", true },
        { "https://HOST:8443/dav/calendars/anna/termine/a.ics", true },
        { "http://other/dav/calendars/anna/termine/a.ics", false },
        { "/dav/calendars/anna/termine/a%2Fb.ics", true },
        { "/dav/calendars/anna/termine/%2F", true },
        { "/dav/calendars/anna/termine%2Fa.ics", false },
        { "/dav/calendars/an%2Fna/termine/a.ics", false },
        { "/dav/calendars/anna/termine/a%2F%00.ics", false },
        { "/dav/calendars/anna/termine/a%00.ics", false },
        { "/dav/calendars/anna/termine/a%zz.ics", false },
        { "/dav/calendars/anna/termine/a.ics?x=1", false },
        { "dav/calendars/anna/termine/a.ics", false },
        { "", false },
        { "/elsewhere/calendars/anna/termine/a.ics", false },
    };
    advolux_path path;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(
            advolux_path_from_href(pool, "/dav", "host", rows[i].href, &path),
            rows[i].found);
    }
}

/* httpd decodes "%2F" (AllowEncodedSlashes On) or leaves it (NoDecode). */
static void slash_in_a_name_is_no_separator(void **state)
{
    static const struct {
        const char *uri, *sent, *name, *href;
    } rows[] = {
        { "/c/calendars/a/termine/a%2Fb", "/c/calendars/a/termine/a%2Fb", "a/b",
          "a%2Fb" },
        { "/c/calendars/a/termine/a/b", "/c/calendars/a/termine/a%2fb?x", "a/b",
          "a%2Fb" },
        { "/c/calendars/a/termine/a%2Fb", "/c/calendars/a/termine/a%252Fb",
          "a%2Fb", "a%252Fb" },
        { "/c/calendars/a/termine//%2F \xc3\xa4",
          "http://h/c/calendars/a/termine/%2f%252F%20%C3%A4", "/%2F \xc3\xa4",
          "%2F%252F%20%C3%A4" },
        { "/c/calendars/a/termine/b", "/other/a%2Fb", "b", "b" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        advolux_path path =
            advolux_path_of_request(pool, "/c", rows[i].uri, rows[i].sent);
        advolux_path back;
        const char *href;

        assert_int_equal(path.place, PLACE_OBJECT);
        assert_string_equal(path.name, rows[i].name);
        href = advolux_path_href(pool, "/c", &path);
        assert_string_equal(strrchr(href, '/') + 1, rows[i].href);
        assert_true(advolux_path_from_href(pool, "/c", "h", href, &back));
        assert_string_equal(back.name, rows[i].name);
    }
    assert_int_equal(advolux_path_of_request(pool, "/c",
                                             "/c/calendars/a/termine/a/b",
                                             "/c/calendars/a/termine/a/b")
                         .place,
                     PLACE_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_is_found),
        cmocka_unit_test(root_may_be_the_slash),
        cmocka_unit_test(slash_in_a_name_is_no_separator),
        cmocka_unit_test(href_leads_back),
        cmocka_unit_test(href_of_a_body_is_read_as_clients_write_it),
    };

    return RUN_WITH_POOL(tests);
}
