/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ctl.h"

static int list(ctl *c, const ctl_call *call)
{
    (void)call;
    return ctl_list(c,
                    "SELECT replace(name, '_', '-') AS name, value"
                    " FROM caldav.setting"
                    " WHERE name NOT IN ('firm', 'stand_in_key')"
                    " ORDER BY name",
                    0, NULL);
}

static int set_age(ctl *c, const ctl_call *call)
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

/* Whether the module is believed without a proof. */
static int set_external(ctl *c, const ctl_call *call)
{
    return ctl_query(c,
                     "UPDATE caldav.setting SET value = $1"
                     " WHERE name = 'external_authentication'",
                     1, call->operands)
               ? CTL_DONE
               : c->failure;
}

const ctl_command ctl_setting_commands[] = {
    { "setting", "list", "", 0, 0, "how long what is kept, and who is believed",
      NULL, list },
    { "setting", "set", "NAME AGE", 2, 2, "set it, to \"2 years\" for instance",
      NULL, set_age },
    { "setting", "external-authentication", "on|off", 1, 1,
      "whether the web server may log people in by another authentication",
      NULL, set_external },
    { .noun = NULL },
};
