/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What a conninfo says, and what libpq does not understand of it. */
#include <string.h>

#include "pool_fixture.h"
#include "conninfo.h"

static void value_is_found_in_any_form(void **state)
{
    (void)state;
    assert_string_equal(
        conninfo_value(pool, "host=db passfile='/a b/passwords'", "passfile"),
        "/a b/passwords");
    assert_string_equal(
        conninfo_value(pool, "postgresql://x:secret@db/a", "password"),
        "secret");
    assert_null(conninfo_value(pool, "passfile=/password", "password"));
    assert_null(conninfo_value(pool, "password=''", "password"));
    assert_null(conninfo_value(pool, NULL, "passfile"));
    assert_null(conninfo_value(pool, "no such thing", "passfile"));
}

static void fault_is_one_line(void **state)
{
    const char *fault = conninfo_fault(pool, "hots=db");

    (void)state;
    assert_non_null(strstr(fault, "hots"));
    assert_null(strchr(fault, '\n'));
    assert_non_null(conninfo_fault(pool, "no such thing"));
    assert_null(conninfo_fault(pool, ""));
    assert_null(conninfo_fault(pool, "service=advolux"));
    assert_null(conninfo_fault(pool, "postgresql://a,b/c?port=1,2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_is_found_in_any_form),
        cmocka_unit_test(fault_is_one_line),
    };

    return RUN_WITH_POOL(tests);
}
