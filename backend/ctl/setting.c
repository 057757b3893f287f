/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "ctl.h"

#define PASSWORD_LENGTH "10"

static int list(ctl *c, const ctl_call *call)
{
    (void)call;
    return ctl_list(c,
                    "SELECT replace(name, '_', '-') AS name, value"
                    " FROM caldav.setting"
                    " WHERE name NOT IN ('firm', 'stand_in_key')"
                    " UNION ALL SELECT 'password-length', '" PASSWORD_LENGTH
                    "' WHERE NOT EXISTS (SELECT FROM caldav.setting"
                    " WHERE name = 'password_length') ORDER BY name",
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

int setting_password_length(ctl *c)
{
    const PGresult *result = ctl_query(c,
                                       "SELECT value FROM caldav.setting"
                                       " WHERE name = 'password_length'",
                                       0, NULL);

    return !result ? -1
                   : atoi(PQntuples(result) ? PQgetvalue(result, 0, 0)
                                            : PASSWORD_LENGTH);
}

static int set_length(ctl *c, const ctl_call *call)
{
    char *end;
    long length = strtol(call->operands[0], &end, 10);

    if (*end || end == call->operands[0] || length < 1 || length > 200) {
        return ctl_misused(call->command,
                           "the least length of a password is a number of "
                           "characters from 1 to 200");
    }
    return ctl_query(c,
                     "INSERT INTO caldav.setting (name, value)"
                     " VALUES ('password_length', $1::int::text)"
                     " ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
                     1, call->operands)
               ? CTL_DONE
               : c->failure;
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
    { "setting", "password-length", "COUNT", 1, 1,
      "how long a CalDAV password is at least, in characters (10)", NULL,
      set_length },
    { "setting", "external-authentication", "on|off", 1, 1,
      "whether the web server may log people in by another authentication",
      NULL, set_external },
    { .noun = NULL },
};
