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

/* So many tombstones a transaction: whoever writes to their calendar waits for
 * one at most. */
#define SLICE "500"

/* Those of one calendar are added to *tombstones. */
static bool purge_calendar(ctl *c, const char *calendar, const char *age,
                           apr_int64_t *tombstones)
{
    const char *after = "-1";
    const PGresult *purged;

    do {
        purged = ctl_query(
            c,
            "SELECT forgotten, last FROM caldav.purge_slice($1::bigint,"
            " now() - coalesce($2::interval, caldav.retention('tombstone')),"
            " $3::bigint, " SLICE ")",
            3, (const char *[]){ calendar, age, after });
        if (!purged) {
            return false;
        }
        *tombstones += apr_atoi64(PQgetvalue(purged, 0, 0));
        after = PQgetvalue(purged, 0, 1);
    } while (!PQgetisnull(purged, 0, 1));
    purged = ctl_query(c, "SELECT caldav.purge($1::bigint, $2::interval)", 2,
                       (const char *[]){ calendar, age });
    if (purged) {
        *tombstones += apr_atoi64(PQgetvalue(purged, 0, 0));
    }
    return purged;
}

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
        if (!purge_calendar(c, PQgetvalue(calendars, i, 0),
                            ctl_value(call, "--tombstones"), &tombstones)) {
            return c->failure;
        }
    }
    return ctl_list(c,
                    "SELECT $1::bigint AS tombstones,"
                    " caldav.purge_journal($2::interval) AS journal",
                    2,
                    (const char *[]){
                        apr_psprintf(c->pool, "%" APR_INT64_T_FMT, tombstones),
                        ctl_value(call, "--journal") });
}

const ctl_command ctl_purge_commands[] = {
    { "purge", NULL, "", 0, 0,
      "forget old tombstones, with the texts of what was deleted, and old rows "
      "of the journal",
      purge_options, purge },
    { .noun = NULL },
};
