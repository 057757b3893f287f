/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "advoluxctl.h"

int ctl_status(ctl *c, const ctl_command *command, int argc, char **argv)
{
    ctl_option options[] = { { "--json", true, NULL }, { NULL, true, NULL } };
    const PGresult *result;

    if (!ctl_parse(command, argc, argv, options, NULL, 0)) {
        return CTL_USAGE;
    }
    c->json = options[0].value != NULL;
    result = ctl_query(
        c,
        "SELECT current_database()::text AS database, current_user::text AS"
        " role, current_setting('server_version') AS server,"
        " caldav.schema_version() AS schema,"
        " (SELECT count(*) FROM caldav.principal) AS people,"
        " (SELECT count(*) FROM caldav.member"
        " WHERE visible AND kind = 'appointment') AS appointments,"
        " (SELECT count(*) FROM caldav.member"
        " WHERE visible AND kind = 'task') AS tasks",
        0, NULL);
    if (!result) {
        return CTL_FAILED;
    }
    ctl_print(c, result);
    return CTL_DONE;
}
