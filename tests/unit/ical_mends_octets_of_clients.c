/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Octets that no calendar text may hold are taken out; folds inside of
 * characters are moved. */

#include "ical_fixture.h"

#include "mend.h"

/* The mended text; the same pointer if nothing was amiss. */
static const char *mended(const char *text)
{
    apr_size_t length = strlen(text);

    assert_null(ical_mend(pool, &text, &length, &ical_limits_default));
    return apr_pstrmemdup(pool, text, length);
}

static void what_is_right_stays(void **state)
{
    static const char *const texts[] = {
        "",
        "A:b\r\n",
        "A:b\n",
        "A:b",
        "A:\xc3\xbc\r\n \xc3\xbc\r\n",
        "A:\tb\xc2\x85\r\n",
        "A:\xf0\x9f\x98\x80\n",
        /* Refused afterwards, as it is. */
        "A:\xff\r\n",
        "A:\xc3",
        "A:\xc3(\r\n",
        "A:\xc3\r\n b\r\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = texts[i];
        apr_size_t length = strlen(text);

        assert_null(ical_mend(pool, &text, &length, &ical_limits_default));
        assert_ptr_equal(text, texts[i]);
        assert_int_equal(length, strlen(texts[i]));
    }
}

static void control_characters_are_left_out(void **state)
{
    (void)state;
    assert_string_equal(mended("A:a\x0b"
                               "b\x01\x1b[\x7f\r\n"),
                        "A:ab[\r\n");
    assert_string_equal(mended("A:a\xef\xbf\xbf"
                               "b\xef\xbf\xbe\r\n"),
                        "A:ab\r\n");
    assert_string_equal(mended("A:a\xef\xbf\xbd\x08\r\n"),
                        "A:a\xef\xbf\xbd\r\n");
}

static void lone_returns(void **state)
{
    (void)state;
    assert_string_equal(mended("A:a\rb\r\n"), "A:ab\r\n");
    assert_string_equal(mended("A:a\r\r\n"), "A:a\r\n");
    assert_string_equal(mended("A:a\r\nB:b\r"), "A:a\r\nB:b\r\n");
    assert_string_equal(mended("A:a\rB:b\r"), "A:a\r\nB:b\r\n");
    /* Before a blank it folds. */
    assert_string_equal(mended("A:a\r b\r\n\r\tc\r\n"),
                        "A:a\r\n b\r\n\r\n\tc\r\n");
}

static void folds_inside_of_characters_are_moved(void **state)
{
    (void)state;
    assert_string_equal(mended("A:\xc3\r\n \xbcx\r\n"), "A:\xc3\xbc\r\n x\r\n");
    assert_string_equal(mended("A:\xc3\n\t\xbc\n"), "A:\xc3\xbc\n");
    assert_string_equal(mended("A:\xc3\r \xbc\r\n"), "A:\xc3\xbc\r\n");
    assert_string_equal(
        mended("A:\xf0\r\n \x9f\r\n \x98\r\n \x80\xe2\x82\r\n \xac\r\n"),
        "A:\xf0\x9f\x98\x80\r\n \xe2\x82\xac\r\n");
}

static void nul_is_refused_by_its_line(void **state)
{
    const char *text = "A:a\r\nB:\0b\r\n";
    apr_size_t length = 10;
    const ical_fault *fault =
        ical_mend(pool, &text, &length, &ical_limits_default);

    (void)state;
    assert_non_null(fault);
    assert_int_equal(fault->line, 2);
    assert_string_equal(fault->precondition, "valid-calendar-data");
}

static void what_is_too_large_costs_nothing(void **state)
{
    ical_limits small = ical_limits_default;
    const char *text = "A:\x01";
    apr_size_t length = 3;

    (void)state;
    small.octets = 2;
    assert_string_equal(ical_mend(pool, &text, &length, &small)->precondition,
                        "max-resource-size");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_right_stays),
        cmocka_unit_test(control_characters_are_left_out),
        cmocka_unit_test(lone_returns),
        cmocka_unit_test(folds_inside_of_characters_are_moved),
        cmocka_unit_test(nul_is_refused_by_its_line),
        cmocka_unit_test(what_is_too_large_costs_nothing),
    };

    return RUN_WITH_POOL(tests);
}
