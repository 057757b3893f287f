/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "advoluxctl.h"

/* Table names cannot be parameters. */
static const struct {
    const char *noun, *sql;
} items[] = { { "appointment",
                "UPDATE advolux.appointment SET sync_mode = $2"
                " WHERE appointment_id = $1::bigint RETURNING 1" },
              { "task", "UPDATE advolux.task SET sync_mode = $2"
                        " WHERE task_id = $1::bigint RETURNING 1" } };

static const char *const modes[] = { "both", "device", "none" };

static bool is_mode(const char *mode)
{
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(mode, modes[i]) == 0) {
            return true;
        }
    }
    return false;
}

int ctl_item_mode(ctl *c, const ctl_command *command, int argc, char **argv)
{
    ctl_option none[] = { { NULL, false, NULL } };
    const char *values[2];
    const char *sql = items[strcmp(command->noun, items[0].noun) != 0].sql;
    const PGresult *result;

    if (!ctl_parse(command, argc, argv, none, values, 2)) {
        return CTL_USAGE;
    }
    if (!*values[0] || values[0][strspn(values[0], "0123456789")]) {
        return ctl_misused(command, "ID is the number of the item");
    }
    if (!is_mode(values[1])) {
        return ctl_misused(command, "the mode is both, device or none");
    }
    result = ctl_query(c, sql, 2, values);
    if (!result) {
        return CTL_FAILED;
    }
    return PQntuples(result) == 1
               ? CTL_DONE
               : ctl_fail("there is no %s %s", command->noun, values[0]);
}
