/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Items as the jsonb that caldav.put takes. */
#include <string.h>
#include <apr_strings.h>

#include "pool_fixture.h"
#include "item_json.h"

static advolux_item *item(int components)
{
    advolux_item *made = apr_pcalloc(pool, sizeof *made);

    made->components = apr_array_make(pool, 2, sizeof(advolux_component));
    for (int i = 0; i < components; i++) {
        advolux_component *c = apr_array_push(made->components);

        memset(c, 0, sizeof *c);
        c->zone = "UTC";
        c->percent = -1;
    }
    return made;
}

static advolux_component *first(advolux_item *of)
{
    return &APR_ARRAY_IDX(of->components, 0, advolux_component);
}

static void no_component_is_an_empty_array(void **state)
{
    (void)state;
    assert_string_equal(item_json(pool, item(0)), "[]");
}

static void absent_columns_are_null(void **state)
{
    const char *text = item_json(pool, item(1));

    (void)state;
    assert_string_equal(
        text,
        "[{\"recurrence_id\":null,\"title\":null,\"description\":null,"
        "\"location\":null,\"zone\":\"UTC\",\"starts\":null,\"ends\":null,"
        "\"status\":null,\"class\":null,\"completed\":null,"
        "\"categories\":null,\"rrule\":null,\"exdate\":null,\"rdate\":null,"
        "\"this_and_future\":false,\"all_day\":false,\"free\":false,"
        "\"priority\":0,\"percent\":null,\"sequence\":0}]");
}

static void values_keep_their_type(void **state)
{
    advolux_item *of = item(1);
    const char *text;

    (void)state;
    first(of)->all_day = true;
    first(of)->percent = 0;
    first(of)->priority = 9;
    first(of)->start = "20261123T000000";
    first(of)->class_ = "private";
    text = item_json(pool, of);
    assert_non_null(strstr(text, "\"all_day\":true"));
    assert_non_null(strstr(text, "\"percent\":0"));
    assert_non_null(strstr(text, "\"priority\":9"));
    assert_non_null(strstr(text, "\"starts\":\"20261123T000000\""));
    assert_non_null(strstr(text, "\"class\":\"private\""));
}

static void strings_are_escaped(void **state)
{
    advolux_item *of = item(1);

    (void)state;
    first(of)->title = "\"a\\b\"\n\t\x1f"
                       "Büro \xf0\x9f\x93\x85";
    assert_non_null(
        strstr(item_json(pool, of),
               "\"title\":\"\\u0022a\\u005cb\\u0022\\u000a\\u0009\\u001f"
               "Büro \xf0\x9f\x93\x85\""));
}

static void long_text_is_whole(void **state)
{
    advolux_item *of = item(2);
    char *text = apr_palloc(pool, 100001);

    (void)state;
    memset(text, 'x', 100000);
    text[100000] = '\0';
    first(of)->description = text;
    assert_true(strlen(item_json(pool, of)) > 100000);
    assert_non_null(strstr(item_json(pool, of), "xx\",\"location\":null"));
    assert_non_null(strstr(item_json(pool, of), "},{\"recurrence_id\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_component_is_an_empty_array),
        cmocka_unit_test(absent_columns_are_null),
        cmocka_unit_test(values_keep_their_type),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(long_text_is_whole),
    };

    return RUN_WITH_POOL(tests);
}
