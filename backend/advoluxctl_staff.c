/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "advoluxctl.h"

/* What `staff add` and `staff edit` set, in the order of their parameters. */
enum { NAME, MAIL, COLOR, LOOK_BACK, TIME_ZONE, FIELDS };

#define STAFF_FIELDS \
    { \
        { "--name", false, NULL }, { "--mail", false, NULL }, \
            { "--color", false, NULL }, { "--look-back", false, NULL }, \
            { "--time-zone", false, NULL }, \
        { \
            NULL, false, NULL \
        } \
    }

static int no_such_login(const char *login)
{
    return ctl_fail("there is no staff member with login %s: see "
                    "`advoluxctl staff list`",
                    login);
}

int ctl_staff_list(ctl *c, const ctl_command *command, int argc, char **argv)
{
    return ctl_list(
        c, command, argc, argv,
        "SELECT s.login, s.name, s.mail, s.color,"
        " s.look_back::text AS look_back, s.time_zone::text AS time_zone,"
        " coalesce(l.enabled, false) AS caldav,"
        " l.password_hash IS NOT NULL AS password"
        " FROM advolux.staff s LEFT JOIN caldav.login l USING (staff_id)"
        " ORDER BY s.login");
}

static void take(const ctl_option *options, const char **values)
{
    for (int i = 0; i < FIELDS; i++) {
        values[1 + i] = options[i].value;
    }
}

int ctl_staff_add(ctl *c, const ctl_command *command, int argc, char **argv)
{
    ctl_option options[] = STAFF_FIELDS;
    const char *values[1 + FIELDS];

    if (!ctl_parse(command, argc, argv, options, values, 1)) {
        return CTL_USAGE;
    }
    if (!options[NAME].value || !*options[NAME].value) {
        return ctl_misused(command, "--name is missing");
    }
    take(options, values);
    if (!values[1 + LOOK_BACK]) {
        values[1 + LOOK_BACK] = "1 month";
    }
    if (!values[1 + TIME_ZONE]) {
        values[1 + TIME_ZONE] = "Europe/Berlin";
    }
    return ctl_query(
               c,
               "INSERT INTO advolux.staff"
               " (login, name, mail, color, look_back, time_zone)"
               " VALUES ($1, $2, nullif($3, ''), nullif($4, ''), $5::interval, $6)",
               1 + FIELDS, values)
               ? CTL_DONE
               : CTL_FAILED;
}

int ctl_staff_edit(ctl *c, const ctl_command *command, int argc, char **argv)
{
    ctl_option options[] = STAFF_FIELDS;
    const char *values[1 + FIELDS];
    const PGresult *result;

    if (!ctl_parse(command, argc, argv, options, values, 1)) {
        return CTL_USAGE;
    }
    take(options, values);
    result = ctl_query(c,
                       "UPDATE advolux.staff SET name = coalesce($2, name),"
                       " mail = CASE WHEN $3::text IS NULL THEN mail"
                       " ELSE nullif($3, '') END,"
                       " color = CASE WHEN $4::text IS NULL THEN color"
                       " ELSE nullif($4, '') END,"
                       " look_back = coalesce($5::interval, look_back),"
                       " time_zone = coalesce($6, time_zone)"
                       " WHERE login = $1 RETURNING login",
                       1 + FIELDS, values);
    if (!result) {
        return CTL_FAILED;
    }
    return PQntuples(result) == 1 ? CTL_DONE : no_such_login(values[0]);
}

int ctl_staff_enable(ctl *c, const ctl_command *command, int argc, char **argv)
{
    ctl_option none[] = { { NULL, false, NULL } };
    const char *values[2];
    const PGresult *result;

    if (!ctl_parse(command, argc, argv, none, values, 1)) {
        return CTL_USAGE;
    }
    values[1] = strcmp(command->verb, "enable") == 0 ? "true" : "false";
    result =
        ctl_query(c,
                  "SELECT caldav.enable(login, $2::boolean) FROM advolux.staff"
                  " WHERE login = $1",
                  2, values);
    if (!result) {
        return CTL_FAILED;
    }
    return PQntuples(result) == 1 ? CTL_DONE : no_such_login(values[0]);
}
