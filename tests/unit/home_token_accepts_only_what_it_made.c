/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "pool_fixture.h"
#include "home_token.h"

static apr_array_header_t *calendars;

static advolux_calendar *calendar(int i)
{
    return &APR_ARRAY_IDX(calendars, i, advolux_calendar);
}

static int prepare(void **state)
{
    const advolux_calendar both[] = {
        { .kind = ADVOLUX_APPOINTMENT,
          .epoch = "0af9",
          .revision = 42,
          .cutoff = "2026-10-23",
          .displayname = "Termine",
          .floating_zone = "Europe/Berlin" },
        { .kind = ADVOLUX_TASK,
          .epoch = "0afa",
          .displayname = "Aufgaben",
          .floating_zone = "Europe/Berlin" },
    };

    (void)state;
    calendars = apr_array_make(pool, 2, sizeof(advolux_calendar));
    for (int i = 0; i < 2; i++) {
        APR_ARRAY_PUSH(calendars, advolux_calendar) = both[i];
        calendar(i)->properties =
            apr_array_make(pool, 1, sizeof(advolux_property));
    }
    return 0;
}

static void token_comes_back_as_it_was_made(void **state)
{
    const char *text = home_token_of(pool, calendars);
    home_token token;
    sync_token own;

    (void)state;
    assert_true(home_token_parse(pool, text, &token));
    assert_false(token.deep);
    assert_string_equal(home_token_format(pool, &token), text);
    own = home_token_calendar(pool, token.states[ADVOLUX_APPOINTMENT]);
    assert_string_equal(own.epoch, "0af9");
    assert_int_equal(own.revision, 42);
    assert_string_equal(own.cutoff, "2026-10-23");
    token.deep = true;
    token.states[ADVOLUX_TASK] = NULL;
    text = home_token_format(pool, &token);
    assert_true(home_token_parse(pool, text, &token));
    assert_true(token.deep);
    assert_null(token.states[ADVOLUX_TASK]);
}

static void each_property_counts(void **state)
{
    const char *before = home_token_of(pool, calendars);
    advolux_property dead = {
        .of = ADVOLUX_HOME, .ns = "urn:x", .name = "x", .value = "<x/>"
    };

    (void)state;
#define CHANGES(field, value) \
    calendar(1)->field = (value); \
    assert_string_not_equal(home_token_of(pool, calendars), before); \
    before = home_token_of(pool, calendars)
    CHANGES(displayname, "Neu");
    CHANGES(color, "#112233");
    CHANGES(description, "Neu");
    CHANGES(language, "de");
    CHANGES(order, 3);
    CHANGES(floating_zone, "UTC");
    CHANGES(revision, 1);
    CHANGES(epoch, "0afb");
#undef CHANGES
    APR_ARRAY_PUSH((apr_array_header_t *)(uintptr_t)calendar(1)->properties,
                   advolux_property) = dead;
    assert_string_equal(home_token_of(pool, calendars), before);
    dead.of = ADVOLUX_CALENDAR;
    APR_ARRAY_PUSH((apr_array_header_t *)(uintptr_t)calendar(1)->properties,
                   advolux_property) = dead;
    assert_string_not_equal(home_token_of(pool, calendars), before);
}

static void a_boundary_counts(void **state)
{
    const char *before;

    (void)state;
    calendar(0)->displayname = "ab";
    calendar(0)->language = "c";
    before = home_token_of(pool, calendars);
    calendar(0)->displayname = "a";
    calendar(0)->language = "bc";
    assert_string_not_equal(home_token_of(pool, calendars), before);
}

static void strange_texts_are_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "urn:advolux:sync-home:",
        "urn:advolux:sync-home:1:",
        "urn:advolux:sync-home:1:-",
        "urn:advolux:sync-home:1:-;",
        "urn:advolux:sync-home:1:-;-;-",
        "urn:advolux:sync-home:2:-;-",
        "urn:advolux:sync-home:1:0af9:1:-;-",
        "urn:advolux:sync-home:1:0af9:1:-:0123456789abcde;-",
        "urn:advolux:sync-home:1:0af9:1:-:0123456789abcdeg;-",
        "urn:advolux:sync-home:1:0af9:01:-:0123456789abcdef;-",
        "urn:advolux:sync-home:1:0AF9:1:-:0123456789abcdef;-",
        "urn:advolux:sync-home:1:0af9:1:2026-02-30:0123456789abcdef;-",
    };
    home_token token;

    (void)state;
    assert_true(home_token_parse(
        pool, "urn:advolux:sync-home:1:0af9:1:-:0123456789abcdef;-", &token));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (home_token_parse(pool, texts[i], &token)) {
            fail_msg("%s was parsed", texts[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(token_comes_back_as_it_was_made, prepare),
        cmocka_unit_test_setup(each_property_counts, prepare),
        cmocka_unit_test_setup(a_boundary_counts, prepare),
        cmocka_unit_test(strange_texts_are_refused),
    };
    return RUN_WITH_POOL(tests);
}
