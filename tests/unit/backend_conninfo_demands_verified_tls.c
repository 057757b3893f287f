/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What a conninfo amounts to, as libpq itself reads it: TLS with a verified
 * name to another machine, unless somebody says otherwise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conninfo.h"

#define VERIFIED "verify-full"

static char services[] = "/tmp/adv.service.XXXXXX";

static int set_up(void **state)
{
    static const char text[] = "[remote]\nhost=db.kanzlei.example\n"
                               "[spelt]\nhost=db.kanzlei.example\n"
                               "sslmode=require\n"
                               "[default]\nhost=db.kanzlei.example\n"
                               "sslmode=prefer\n"
                               "[here]\nhost=/run/postgresql\n";
    int fd = mkstemp(services);

    (void)state;
    if (fd < 0 || write(fd, text, sizeof text - 1) != sizeof text - 1) {
        return -1;
    }
    close(fd);
    setenv("PGSERVICEFILE", services, 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return unlink(services);
}

static int without_environment(void **state)
{
    static const char *const names[] = { "PGHOST",      "PGHOSTADDR",
                                         "PGPORT",      "PGSSLMODE",
                                         "PGSERVICE",   "PGDATABASE",
                                         "PGREQUIRESSL" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unsetenv(names[i]);
    }
    return 0;
}

static void amounts_to(const char *conninfo, const char *sslmode, int hosts)
{
    conninfo_defaults found = conninfo_resolve(conninfo);

    if (found.hosts != hosts || (found.sslmode != NULL) != (sslmode != NULL) ||
        (sslmode && strcmp(sslmode, found.sslmode) != 0)) {
        fail_msg("%s: sslmode %s, %d hosts", conninfo ? conninfo : "NULL",
                 found.sslmode ? found.sslmode : "unsaid", found.hosts);
    }
}

static void this_machine_may_be_plain(void **state)
{
    static const char *const here[] = {
        NULL,
        "",
        "dbname=advolux user=advolux_caldav",
        "host=localhost port=5100",
        "host=LocalHost",
        "host=127.0.0.1",
        "host=127.1.2.3",
        "host=::1",
        "host=/run/postgresql",
        "host=@abstract",
        "hostaddr=127.0.0.1 host=db.kanzlei.example",
        "postgresql://localhost:5100/advolux",
        "postgresql://%2Frun%2Fpostgresql/advolux",
        "postgresql:///advolux",
        "service=here"
    };

    (void)state;
    for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
        amounts_to(here[i], NULL, 1);
    }
    amounts_to("host=localhost,/run/postgresql", NULL, 2);
}

static void another_machine_is_verified(void **state)
{
    static const char *const remote[] = { "host=db.kanzlei.example",
                                          "host=10.0.0.7",
                                          "host=1270.0.0.1",
                                          "host=127.kanzlei.example",
                                          "host=localhost.kanzlei.example",
                                          "host=::2",
                                          "host=localhost hostaddr=10.0.0.7",
                                          "postgresql://db:5100/advolux",
                                          "service=remote" };

    (void)state;
    for (size_t i = 0; i < sizeof remote / sizeof *remote; i++) {
        amounts_to(remote[i], VERIFIED, 1);
    }
    amounts_to("host=a,b,c target_session_attrs=read-write", VERIFIED, 3);
    amounts_to("host=localhost,b", VERIFIED, 2);
    amounts_to("postgresql://a,b/advolux?target_session_attrs=read-write",
               VERIFIED, 2);
    amounts_to("hostaddr=127.0.0.1,10.0.0.7", VERIFIED, 2);
}

static void what_is_said_stays(void **state)
{
    static const char *const said[] = {
        "host=db sslmode=disable",       "host=db sslmode=prefer",
        "host=db sslmode=verify-ca",     "postgresql://db/a?sslmode=require",
        "service=remote sslmode=prefer", "service=spelt"
    };

    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        amounts_to(said[i], NULL, 1);
    }
    amounts_to("service=default", VERIFIED, 1);
}

static void environment_counts(void **state)
{
    (void)state;
    setenv("PGHOST", "db.kanzlei.example", 1);
    amounts_to("dbname=advolux", VERIFIED, 1);
    amounts_to("dbname=advolux host=localhost", NULL, 1);
    setenv("PGSSLMODE", "prefer", 1);
    amounts_to("dbname=advolux", NULL, 1);
    unsetenv("PGSSLMODE");
    unsetenv("PGHOST");
    setenv("PGSERVICE", "remote", 1);
    amounts_to("", VERIFIED, 1);
}

static void faults_are_left_to_the_connection(void **state)
{
    (void)state;
    amounts_to("host=", NULL, 1);
    amounts_to("no such thing", NULL, 1);
    amounts_to("service=none-such", NULL, 1);
    amounts_to("host=a,b port=1,2,3", VERIFIED, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(this_machine_may_be_plain, without_environment),
        cmocka_unit_test_setup(another_machine_is_verified,
                               without_environment),
        cmocka_unit_test_setup(what_is_said_stays, without_environment),
        cmocka_unit_test_setup(environment_counts, without_environment),
        cmocka_unit_test_setup(faults_are_left_to_the_connection,
                               without_environment)
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
