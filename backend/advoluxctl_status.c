/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "advoluxctl.h"

int ctl_status(ctl *c, const ctl_command *command, int argc, char **argv)
{
    return ctl_list(
        c, command, argc, argv,
        "SELECT current_database()::text AS database, current_user::text AS"
        " role, current_setting('server_version') AS server,"
        " caldav.schema_version() AS schema,"
        " (SELECT count(*) FROM caldav.principal) AS people,"
        " (SELECT count(*) FROM caldav.member"
        " WHERE visible AND kind = 'appointment') AS appointments,"
        " (SELECT count(*) FROM caldav.member"
        " WHERE visible AND kind = 'task') AS tasks");
}
