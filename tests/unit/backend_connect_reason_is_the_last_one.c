/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What libpq says of several tries comes to the last of them. */
#include "connect_reason.h"
#include "pool_fixture.h"

static const struct {
    const char *said, *reason;
} rows[] = {
    { "", "" },
    { "\n", "" },
    { "invalid port number: \"x\"\n", "invalid port number: \"x\"" },
    { "connection to server at \"localhost\" (::1), port 5432 failed: "
      "Connection refused\n"
      "\tIs the server running on that host and accepting TCP/IP "
      "connections?\n"
      "connection to server at \"localhost\" (127.0.0.1), port 5432 failed: "
      "FATAL:  password authentication failed for user \"advolux_caldav\"\n",
      "connection to server at \"localhost\" (127.0.0.1), port 5432 failed: "
      "FATAL:  password authentication failed for user \"advolux_caldav\"" },
    { "connection to server on socket \"/s\" failed: No such file or "
      "directory\n\tIs the server running locally and accepting connections "
      "on that socket?\n",
      "connection to server on socket \"/s\" failed: No such file or "
      "directory  Is the server running locally and accepting connections on "
      "that socket?" },
    { "connection to server at \"db\" (10.0.0.7), port 5432 failed: root "
      "certificate file \"/root.crt\" does not exist\nEither provide the file, "
      "use the system's trusted roots with sslrootcert=system, or change "
      "sslmode to disable server certificate verification.\n",
      "connection to server at \"db\" (10.0.0.7), port 5432 failed: root "
      "certificate file \"/root.crt\" does not exist Either provide the file, "
      "use the system's trusted roots with sslrootcert=system, or change "
      "sslmode to disable server certificate verification." },
};

static void reason_is_the_last(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(connect_reason(pool, rows[i].said), rows[i].reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(reason_is_the_last) };

    return RUN_WITH_POOL(tests);
}
