/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "pool_fixture.h"
#include "negotiation.h"

static void types(void **state)
{
    static const struct {
        const char *accept, *type;
        int wanted;
    } rows[] = {
        { NULL, "text/html", 1000 },
        { "*/*", "text/html", 1000 },
        { "text/*;q=0.5", "text/html", 500 },
        { "text/html;level=1;q=0.25", "text/html", 250 },
        { "TEXT/HTML ; Q=0.123", "text/html", 123 },
        { "text/*, text/html;q=0.1, */*;q=0.9", "text/html", 100 },
        { "text/*;q=0.2, */*;q=0.9", "text/html", 200 },
        { "text/html;q=0", "text/html", 0 },
        { "text/plain", "text/html", 0 },
        { "text", "text/html", 0 },
        { "*", "text/html", 0 },
        { "", "text/html", 0 },
        { ",,;q=1,/", "text/html", 0 },
        { "text/html;q=", "text/html", 0 },
        { "text/html;q=7", "text/html", 0 },
        { "text/html;q=1.9999", "text/html", 1000 },
        { "text/html;q=0.0009", "text/html", 0 },
        { "text/htmlx, text/htm", "text/html", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int wanted = negotiation_type(pool, rows[i].accept, rows[i].type);

        if (wanted != rows[i].wanted) {
            fail_msg("%s: %d, not %d", rows[i].accept, wanted, rows[i].wanted);
        }
    }
}

static void languages(void **state)
{
    static const struct {
        const char *accept, *language;
        int wanted;
    } rows[] = {
        { NULL, "de", 1000 },
        { "de-AT;q=0.7", "de", 700 },
        { "de;q=0.3, de-CH;q=0.6", "de", 600 },
        { "*;q=0.2", "de", 200 },
        { "de;q=0.1, *;q=0.9", "de", 100 },
        { "en", "de", 0 },
        { "den", "de", 0 },
        { "d", "de", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(
            negotiation_language(pool, rows[i].accept, rows[i].language),
            rows[i].wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types),
        cmocka_unit_test(languages),
    };
    return RUN_WITH_POOL(tests);
}
