/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ctl.h"

static int status(ctl *c, const ctl_call *call)
{
    (void)call;
    return ctl_list(
        c,
        "SELECT current_database()::text AS database, current_user::text AS"
        " role, current_setting('server_version') AS server,"
        " caldav.schema_version() AS schema,"
        " (SELECT count(*) FROM caldav.principal) AS people,"
        " (SELECT count(device) FROM caldav.credential) AS devices,"
        " (SELECT count(*) FROM caldav.member"
        " WHERE visible AND kind = 'appointment') AS appointments,"
        " (SELECT count(*) FROM caldav.member"
        " WHERE visible AND kind = 'task') AS tasks,"
        " (SELECT count(*) FROM caldav.member WHERE NOT visible) AS tombstones,"
        " (SELECT count(*) FROM advolux.journal) AS journal,"
        " (SELECT max(at)::timestamptz(0)::text FROM advolux.journal)"
        " AS last_write",
        0, NULL);
}

const ctl_command ctl_status_commands[] = {
    { "status", NULL, "", 0, 0, "what the store holds", NULL, status },
    { .noun = NULL },
};
