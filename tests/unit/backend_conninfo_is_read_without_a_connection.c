/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What a conninfo says, and what libpq does not understand of it. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <apr_strings.h>

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

/* A file of this user alone; its path. */
static const char *file_with(const char *text)
{
    char *path = apr_pstrdup(pool, "/tmp/conninfo.XXXXXX");
    int fd = mkstemp(path); /* mode 0600 */

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    return path;
}

static void assert_values(const char *conninfo, const char *const (*values)[2],
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *value = conninfo_value(pool, conninfo, values[i][0]);

        if (values[i][1]) {
            assert_non_null(value);
            assert_string_equal(value, values[i][1]);
        } else {
            assert_null(value);
        }
    }
}

static void password_is_found_where_libpq_looks_for_it(void **state)
{
    const char *file = file_with("b:*:*:*:it\\:s\\\\'pw\n");
    static const char *const values[][2] = { { "host", "a,b" },
                                             { "user", "u" },
                                             { "password", "it:s\\'pw" } };

    (void)state;
    assert_values(
        conninfo_complete(
            pool, apr_psprintf(pool, "host=a,b user=u passfile=%s", file)),
        values, 3);
    assert_values(
        conninfo_complete(
            pool, apr_psprintf(pool, "postgresql://u@a,b/?passfile=%s", file)),
        values, 3);
    setenv("PGPASSFILE", file, 1);
    assert_values(conninfo_complete(pool, "host=a,b user=u"), values, 3);
    unsetenv("PGPASSFILE");
    chmod(file, 0644); /* libpq does not read it then */
    assert_null(conninfo_value(
        pool,
        conninfo_complete(pool, apr_psprintf(pool, "host=b passfile=%s", file)),
        "password"));
    unlink(file);
}

static void conninfo_without_a_password_stays_as_it_is(void **state)
{
    static const char *const rows[] = { "", "host=a", "service=none-such",
                                        "postgresql://a,b/c" };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(conninfo_complete(pool, rows[i]), rows[i]);
    }
    assert_string_equal(conninfo_complete(pool, NULL), "");
}

static void service_is_put_in(void **state)
{
    const char *file =
        file_with("[firm]\nhost=a,b\nport=1,2\nuser=u\npassword=secret\n"
                  "target_session_attrs=read-write\n"
                  "channel_binding=disable\noptions=-c x=y\n");
    static const char *const values[][2] = {
        { "service", NULL },
        { "host", "c" },
        { "port", "1,2" },
        { "user", "u" },
        { "password", "secret" },
        { "target_session_attrs", "read-write" },
        { "channel_binding", "disable" },
        { "options", "-c x=y" },
        { "sslmode", NULL },
    };

    (void)state;
    setenv("PGSERVICEFILE", file, 1);
    assert_values(conninfo_complete(pool, "service=firm host=c"), values,
                  sizeof values / sizeof *values);
    unsetenv("PGSERVICEFILE");
    unlink(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_is_found_in_any_form),
        cmocka_unit_test(fault_is_one_line),
        cmocka_unit_test(value_that_cannot_be_is_a_fault),
        cmocka_unit_test(password_is_found_where_libpq_looks_for_it),
        cmocka_unit_test(conninfo_without_a_password_stays_as_it_is),
        cmocka_unit_test(service_is_put_in),
    };

    return RUN_WITH_POOL(tests);
}
