/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>
#include <apr_strings.h>

#include "ctl.h"

static const ctl_option purge_options[] = {
    { "--tombstones", "AGE", "of at least this age (as the setting says)" },
    { "--journal", "AGE", "of at least this age (as the setting says)" },
    { .name = NULL },
};

/* Calendar by calendar, each in a transaction of its own: whoever writes to one
 * waits for that one at most. */
static int purge(ctl *c, const ctl_call *call)
{
    const PGresult *calendars = ctl_query(
        c, "SELECT calendar_id FROM caldav.calendar ORDER BY calendar_id", 0,
        NULL);
    apr_int64_t tombstones = 0;

    if (!calendars) {
        return c->failure;
    }
    for (int i = 0; i < PQntuples(calendars); i++) {
        const char *values[] = { PQgetvalue(calendars, i, 0),
                                 ctl_value(call, "--tombstones") };
        const PGresult *purged = ctl_query(
            c, "SELECT caldav.purge($1::bigint, $2::interval)", 2, values);

        if (!purged) {
            return c->failure;
        }
        tombstones += apr_atoi64(PQgetvalue(purged, 0, 0));
    }
    return ctl_list(c,
                    "SELECT $1::bigint AS tombstones,"
                    " caldav.purge_journal($2::interval) AS journal",
                    2,
                    (const char *[]){
                        apr_psprintf(c->pool, "%" APR_INT64_T_FMT, tombstones),
                        ctl_value(call, "--journal") });
}

static int list_settings(ctl *c, const ctl_call *call)
{
    (void)call;
    return ctl_list(c,
                    "SELECT replace(name, '_', '-') AS name, value"
                    " FROM caldav.setting WHERE name LIKE '%\\_retention'"
                    " ORDER BY name",
                    0, NULL);
}

static int set(ctl *c, const ctl_call *call)
{
    const PGresult *result =
        ctl_query(c,
                  "UPDATE caldav.setting SET value = CASE"
                  " WHEN $2::interval > '0' THEN ($2::interval)::text"
                  " ELSE value END WHERE name = replace($1, '-', '_')"
                  " AND name LIKE '%\\_retention'"
                  " RETURNING $2::interval > '0'",
                  2, call->operands);

    if (!result) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return ctl_fail("there is no setting %s: see `advoluxctl setting list`",
                        call->operands[0]);
    }
    return *PQgetvalue(result, 0, 0) == 't'
               ? CTL_DONE
               : ctl_fail("%s must be longer than nothing", call->operands[0]);
}

const ctl_command ctl_purge_commands[] = {
    { "purge", NULL, "", 0, 0,
      "forget old tombstones, with the texts of what was deleted, and old rows "
      "of the journal",
      purge_options, purge },
    { "setting", "list", "", 0, 0, "how long what is kept", NULL,
      list_settings },
    { "setting", "set", "NAME AGE", 2, 2, "set it, to \"2 years\" for instance",
      NULL, set },
    { .noun = NULL },
};
