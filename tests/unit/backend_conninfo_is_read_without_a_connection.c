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

static void value_that_cannot_be_is_a_fault(void **state)
{
    static const struct {
        const char *conninfo, *named;
    } faults[] = {
        { "port=abc", "\"abc\"" },
        { "port=0", "\"0\"" },
        { "port=65536", "65535" },
        { "host=a,b port=5100,51O0", "51O0" },
        { "postgresql://db:port/advolux", "\"port\"" },
        { "sslmode=verified", "sslmode" },
        { "host=a,b port=1,2,3", "3" },
        { "target_session_attrs=writable", "read-write" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const char *fault = conninfo_fault(pool, faults[i].conninfo);

        assert_non_null(fault);
        assert_non_null(strstr(fault, faults[i].named));
    }
    assert_null(conninfo_fault(pool, "host=a,b port=5100,"));
    assert_null(conninfo_fault(
        pool, "host=a sslmode=verify-full target_session_attrs=read-write"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_is_found_in_any_form),
        cmocka_unit_test(fault_is_one_line),
        cmocka_unit_test(value_that_cannot_be_is_a_fault),
    };

    return RUN_WITH_POOL(tests);
}
