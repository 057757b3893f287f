/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "pool_fixture.h"
#include "sync_token.h"

static const advolux_calendar appointments = { .kind = ADVOLUX_APPOINTMENT,
                                               .epoch = "0af9",
                                               .revision = 42,
                                               .purged = 7,
                                               .cutoff = "2026-10-23" };
static const advolux_calendar tasks = { .kind = ADVOLUX_TASK,
                                        .epoch = "0afa",
                                        .revision = 0 };

static void assert_parses(const char *text)
{
    sync_token token;

    if (!sync_token_parse(pool, text, &token)) {
        fail_msg("%s was not parsed", text);
    }
}

static void assert_strange(const char *text)
{
    sync_token token;

    if (sync_token_parse(pool, text, &token)) {
        fail_msg("%s was parsed", text);
    }
}

static void token_comes_back_as_it_was_made(void **state)
{
    sync_token token;
    const char *text = sync_token_format(pool, &appointments, 41);

    (void)state;
    assert_string_equal(text, "urn:advolux:sync:0af9:41:2026-10-23");
    assert_true(sync_token_parse(pool, text, &token));
    assert_string_equal(token.epoch, "0af9");
    assert_int_equal(token.revision, 41);
    assert_string_equal(token.cutoff, "2026-10-23");
    assert_true(sync_token_valid(&token, &appointments));
}

static void token_without_window_comes_back(void **state)
{
    sync_token token;

    (void)state;
    assert_true(
        sync_token_parse(pool, sync_token_format(pool, &tasks, 0), &token));
    assert_null(token.cutoff);
    assert_int_equal(token.revision, 0);
    assert_true(sync_token_valid(&token, &tasks));
}

static void anything_else_is_not_a_token(void **state)
{
    static const char *const strange[] = {
        "",
        "urn:advolux:sync:",
        "urn:advolux:sync:a",
        "urn:advolux:sync:a:1",
        "urn:advolux:sync:a:1:",
        "urn:advolux:sync::1:-",
        "URN:advolux:sync:a:1:-",
        " urn:advolux:sync:a:1:-",
        "urn:advolux:sync:a:1:- ",
        "urn:advolux:sync:a:1:--",
        "urn:advolux:sync:a:1:-:",
        "urn:advolux:sync:A:1:-",
        "urn:advolux:sync:g:1:-",
        "urn:advolux:sync:a::-",
        "urn:advolux:sync:a:01:-",
        "urn:advolux:sync:a:00:-",
        "urn:advolux:sync:a:+1:-",
        "urn:advolux:sync:a:-1:-",
        "urn:advolux:sync:a: 1:-",
        "urn:advolux:sync:a:1 :-",
        "urn:advolux:sync:a:0x1:-",
        "urn:advolux:sync:a:1e3:-",
        "urn:advolux:sync:a:9223372036854775808:-",
        "urn:advolux:sync:a:18446744073709551617:-",
        "urn:advolux:sync:a:1:2026-1-01",
        "urn:advolux:sync:a:1:2026-01-1",
        "urn:advolux:sync:a:1:2026-13-01",
        "urn:advolux:sync:a:1:2026-00-01",
        "urn:advolux:sync:a:1:2026-01-00",
        "urn:advolux:sync:a:1:2026-01-32",
        "urn:advolux:sync:a:1:2026-02-29",
        "urn:advolux:sync:a:1:2100-02-29",
        "urn:advolux:sync:a:1:0000-01-01",
        "urn:advolux:sync:a:1:20260101",
        "urn:advolux:sync:a:1:2026-01-01T",
        "urn:advolux:sync:a:1:2026/01/01",
        "urn:advolux:sync:a:1:2026-01-01\n",
        "http://example.com/1",
        NULL
    };
    const char *const *at;

    (void)state;
    for (at = strange; *at; at++) {
        assert_strange(*at);
    }
}

static void limits_of_a_token_are_inside(void **state)
{
    (void)state;
    assert_parses("urn:advolux:sync:a:9223372036854775807:-");
    assert_parses("urn:advolux:sync:a:0:0001-01-01");
    assert_parses("urn:advolux:sync:a:1:2024-02-29");
    assert_parses("urn:advolux:sync:a:1:2000-02-29");
    assert_parses("urn:advolux:sync:a:1:9999-12-31");
}

static void epoch_of_any_size_but_not_endless(void **state)
{
    char text[300] = "urn:advolux:sync:";
    size_t start = strlen(text);

    (void)state;
    memset(text + start, 'f', 128);
    strcpy(text + start + 128, ":1:-");
    assert_parses(text);
    memset(text + start, 'f', 129);
    strcpy(text + start + 129, ":1:-");
    assert_strange(text);
}

static void token_is_valid_for_its_own_present_calendar_only(void **state)
{
    static const struct {
        sync_token token;
        bool valid;
    } cases[] = {
        { { "0af9", 42, "2026-10-23" }, true },
        { { "0af9", 7, "2026-10-23" }, true },   /* oldest kept */
        { { "0af9", 6, "2026-10-23" }, false },  /* purged */
        { { "0af9", 43, "2026-10-23" }, false }, /* future */
        { { "0af8", 42, "2026-10-23" }, false }, /* other epoch */
        { { "0af", 42, "2026-10-23" }, false },
        { { "0af9", 42, "2025-01-01" }, true }, /* window moved */
        { { "0af9", 42, "2027-01-01" }, true },
        { { "0af9", 42, NULL }, false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(sync_token_valid(&cases[i].token, &appointments),
                         cases[i].valid);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(token_comes_back_as_it_was_made),
        cmocka_unit_test(token_without_window_comes_back),
        cmocka_unit_test(anything_else_is_not_a_token),
        cmocka_unit_test(limits_of_a_token_are_inside),
        cmocka_unit_test(epoch_of_any_size_but_not_endless),
        cmocka_unit_test(token_is_valid_for_its_own_present_calendar_only),
    };
    return RUN_WITH_POOL(tests);
}
