/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "ctl.h"

/* What `staff add` and `staff edit` set, in the order of their parameters. */
static const ctl_option fields[] = {
    { "--name", "NAME", "the person's name" },
    { "--mail", "MAIL", "mail address; \"\" for none" },
    { "--color", "#RRGGBB", "the calendars' colour; \"\" for none" },
    { "--look-back", "AGE",
      "older appointments are not synchronised: "
      "\"1 month\", \"1 year\", ..." },
    { "--time-zone", "ZONE", "IANA name, such as Europe/Berlin" },
    { "--active", "yes|no", "whether the person works here" },
    { "--caldav", "on|off", "CalDAV for this person; needs a password" },
    { "--quota-items", "QUOTA",
      "items that devices may write, or \"default\"" },
    { "--quota-megabytes", "QUOTA", "and megabytes of them" },
    { .name = NULL },
};
enum {
    NAME,
    MAIL,
    COLOR,
    LOOK_BACK,
    TIME_ZONE,
    ACTIVE,
    CALDAV,
    QUOTA_ITEMS,
    QUOTA_MEGABYTES
};

static const ctl_option password_options[] = {
    { "--stdin", NULL, "read it from standard input, one line" },
    { .name = NULL },
};

static const ctl_option remove_options[] = {
    { "--items-to", "LOGIN", "who gets the appointments, tasks and deadlines" },
    { .name = NULL },
};

#define STAFF_COLUMNS \
    "s.login, s.name, s.mail, s.color, s.look_back::text AS look_back," \
    " s.time_zone::text AS time_zone, coalesce(l.enabled, false) AS caldav," \
    " EXISTS (SELECT FROM caldav.credential k WHERE k.staff_id = s.staff_id" \
    " AND k.device IS NULL) AS password"
#define STAFF_TABLES \
    " FROM advolux.staff s LEFT JOIN caldav.login l USING (staff_id)"

int ctl_no_such_login(const char *login)
{
    return ctl_fail("there is no staff member with login %s: see "
                    "`advoluxctl staff list`",
                    login);
}

int ctl_demand_login(ctl *c, const char *login)
{
    const PGresult *result;

    if (!login) {
        return CTL_DONE;
    }
    result =
        ctl_query(c, "SELECT FROM advolux.staff WHERE login = $1", 1, &login);
    if (!result) {
        return c->failure;
    }
    return PQntuples(result) > 0 ? CTL_DONE : ctl_no_such_login(login);
}

/* Run a statement that returns a row if the login is somebody's. */
static int about(ctl *c, const char *sql, int count, const char *const *values)
{
    const PGresult *result = ctl_query(c, sql, count, values);

    if (!result) {
        return c->failure;
    }
    return PQntuples(result) > 0 ? CTL_DONE : ctl_no_such_login(values[0]);
}

static int list(ctl *c, const ctl_call *call)
{
    (void)call;
    return ctl_list(c, "SELECT " STAFF_COLUMNS STAFF_TABLES " ORDER BY s.login",
                    0, NULL);
}

static int show(ctl *c, const ctl_call *call)
{
    const PGresult *result = ctl_query(
        c,
        "SELECT " STAFF_COLUMNS ", s.active,"
        " (SELECT count(device) FROM caldav.credential d"
        " WHERE d.staff_id = s.staff_id) AS devices,"
        " (SELECT count(*) FROM advolux.item i WHERE i.editor = s.login"
        " AND i.kind = 'appointment' AND trashed_at IS NULL) AS appointments,"
        " (SELECT count(*) FROM advolux.item i WHERE i.editor = s.login"
        " AND i.kind = 'task' AND trashed_at IS NULL) AS tasks,"
        " l.quota_items, l.quota_octets / 1048576 AS quota_megabytes,"
        " (SELECT sum(client_items) FROM caldav.calendar k"
        " WHERE k.staff_id = s.staff_id) AS client_items,"
        " (SELECT round(sum(client_octets) / 1048576.0, 1)"
        " FROM caldav.calendar k WHERE k.staff_id = s.staff_id)"
        " AS client_megabytes,"
        " (SELECT max(at)::timestamptz(0)::text FROM advolux.journal j"
        " WHERE j.staff_id = s.staff_id) AS last_write" STAFF_TABLES
        " WHERE s.login = $1",
        1, call->operands);

    if (!result) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return ctl_no_such_login(call->operands[0]);
    }
    ctl_print_row(c, result);
    return CTL_DONE;
}

static bool is_quota(const char *value)
{
    return !value || strcmp(value, "default") == 0 ||
           (*value && strlen(value) < 10 &&
            strspn(value, "0123456789") == strlen(value));
}

/* The person and whether CalDAV is on: all or nothing. */
static int change(ctl *c, const ctl_call *call, const char *sql)
{
    const char *values[1 + CALDAV] = { call->operands[0] };
    const char *switched[2] = { call->operands[0], call->values[CALDAV] };
    const char *quota[3] = { call->operands[0], call->values[QUOTA_ITEMS],
                             call->values[QUOTA_MEGABYTES] };
    int code;

    if (!is_quota(quota[1]) || !is_quota(quota[2])) {
        return ctl_misused(call->command,
                           "a quota is a whole number of at most "
                           "nine digits, or default");
    }
    for (int i = 0; i < CALDAV; i++) {
        values[1 + i] = call->values[i];
    }
    if (!ctl_query(c, "BEGIN", 0, NULL)) {
        return c->failure;
    }
    code = about(c, sql, 1 + CALDAV, values);
    if (code == CTL_DONE && switched[1]) {
        code = about(c,
                     "SELECT caldav.enable(login, $2::boolean)"
                     " FROM advolux.staff WHERE login = $1",
                     2, switched);
    }
    if (code == CTL_DONE && (quota[1] || quota[2])) {
        code =
            about(c,
                  "UPDATE caldav.login l SET"
                  " quota_items = CASE WHEN $2::text IS NULL THEN quota_items"
                  " ELSE nullif($2, 'default')::bigint END,"
                  " quota_octets = CASE WHEN $3::text IS NULL"
                  " THEN quota_octets"
                  " ELSE nullif($3, 'default')::bigint * 1048576 END"
                  " FROM advolux.staff s WHERE s.staff_id = l.staff_id"
                  " AND s.login = $1 RETURNING 1",
                  3, quota);
    }
    if (!ctl_query(c, code == CTL_DONE ? "COMMIT" : "ROLLBACK", 0, NULL)) {
        return c->failure;
    }
    return code;
}

static int add(ctl *c, const ctl_call *call)
{
    const char *login = call->operands[0];

    if (!call->values[NAME] || !*call->values[NAME]) {
        return ctl_misused(call->command, "--name is missing");
    }
    if (strchr(login, ':') || strcmp(login, ".") == 0 ||
        strcmp(login, "..") == 0) {
        return ctl_fail("no device could log in as \"%s\": Basic "
                        "authentication ends a login at a colon, and the login "
                        "is a part of the calendars' path",
                        login);
    }
    return change(c, call,
                  "INSERT INTO advolux.staff"
                  " (login, name, mail, color, look_back, time_zone, active)"
                  " VALUES ($1, $2, nullif($3, ''), nullif($4, ''),"
                  " coalesce($5::interval, '1 month'),"
                  " coalesce($6, 'Europe/Berlin'), coalesce($7::boolean, true))"
                  " RETURNING 1");
}

static int edit(ctl *c, const ctl_call *call)
{
    const char *name = call->values[NAME];
    bool any = false;

    for (int i = NAME; i <= QUOTA_MEGABYTES; i++) {
        any = any || call->values[i];
    }
    if (!any || (name && !*name)) {
        return ctl_misused(call->command,
                           any ? "a person needs a name" : "nothing to change");
    }
    return change(c, call,
                  "UPDATE advolux.staff SET name = coalesce($2, name),"
                  " mail = CASE WHEN $3::text IS NULL THEN mail"
                  " ELSE nullif($3, '') END,"
                  " color = CASE WHEN $4::text IS NULL THEN color"
                  " ELSE nullif($4, '') END,"
                  " look_back = coalesce($5::interval, look_back),"
                  " time_zone = coalesce($6, time_zone),"
                  " active = coalesce($7::boolean, active)"
                  " WHERE login = $1 RETURNING 1");
}

/* Somebody's items must stay somebody's. */
static const char *const hand_over[] = {
    "UPDATE advolux.appointment SET main_editor = advolux.staff_of($2)"
    " WHERE main_editor = advolux.staff_of($1)",
    "UPDATE advolux.task SET main_editor = advolux.staff_of($2)"
    " WHERE main_editor = advolux.staff_of($1)",
    "UPDATE advolux.deadline SET staff_id = advolux.staff_of($2)"
    " WHERE staff_id = advolux.staff_of($1)",
};

static int give_away(ctl *c, const char *from, const char *to)
{
    const char *values[2] = { from, to };

    if (strcmp(from, to) == 0) {
        return ctl_fail("the items must go to somebody else");
    }
    for (size_t i = 0; i < sizeof hand_over / sizeof *hand_over; i++) {
        if (!ctl_query(c, hand_over[i], 2, values)) {
            return c->failure;
        }
    }
    return CTL_DONE;
}

static int demand_no_items(ctl *c, const char *login)
{
    const PGresult *result = ctl_query(
        c,
        "SELECT (SELECT count(*) FROM advolux.appointment"
        " WHERE main_editor = staff_id), (SELECT count(*) FROM advolux.task"
        " WHERE main_editor = staff_id), (SELECT count(*) FROM advolux.deadline"
        " d WHERE d.staff_id = s.staff_id) FROM advolux.staff s"
        " WHERE login = $1",
        1, &login);

    if (!result) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return ctl_no_such_login(login);
    }
    for (int i = 0; i < 3; i++) {
        if (strcmp(PQgetvalue(result, 0, i), "0") != 0) {
            return ctl_fail(
                "%s has %s appointments, %s tasks and %s deadlines (those in "
                "the trash included): say with --items-to who gets them, or "
                "only `advoluxctl staff edit %s --active no`",
                login, PQgetvalue(result, 0, 0), PQgetvalue(result, 0, 1),
                PQgetvalue(result, 0, 2), login);
        }
    }
    return CTL_DONE;
}

static int remove_staff(ctl *c, const ctl_call *call)
{
    const char *login = call->operands[0];
    const char *heir = ctl_value(call, "--items-to");
    int code;

    if (!ctl_query(c, "BEGIN", 0, NULL)) {
        return c->failure;
    }
    code = heir ? give_away(c, login, heir) : CTL_DONE;
    if (code == CTL_DONE) {
        code = demand_no_items(c, login);
    }
    if (code == CTL_DONE) {
        code =
            about(c, "DELETE FROM advolux.staff WHERE login = $1 RETURNING 1",
                  1, &login);
    }
    if (!ctl_query(c, code == CTL_DONE ? "COMMIT" : "ROLLBACK", 0, NULL)) {
        return c->failure;
    }
    return code;
}

static int enable(ctl *c, const ctl_call *call)
{
    const char *values[2] = { call->operands[0],
                              strcmp(call->command->verb, "enable") == 0
                                  ? "true"
                                  : "false" };

    return about(c,
                 "SELECT caldav.enable(login, $2::boolean) FROM advolux.staff"
                 " WHERE login = $1",
                 2, values);
}

static int set_password(ctl *c, const ctl_call *call)
{
    char password[CTL_PASSWORD_MAX];
    const char *values[2] = { call->operands[0], NULL };
    int code = ctl_demand_login(c, values[0]);
    int least = code == CTL_DONE ? setting_password_length(c) : 0;

    if (code != CTL_DONE || least < 0) {
        return code != CTL_DONE ? code : c->failure;
    }
    code = ctl_ask_password(ctl_value(call, "--stdin") != NULL, true, least,
                            password);
    if (code == CTL_DONE) {
        values[1] = ctl_hash(c->pool, password, false);
    }
    explicit_bzero(password, sizeof password);
    if (!values[1]) {
        return CTL_FAILED;
    }
    return about(c,
                 "SELECT caldav.set_password(login, $2) FROM advolux.staff"
                 " WHERE login = $1",
                 2, values);
}

const ctl_command ctl_staff_commands[] = {
    { "staff", "list", "", 0, 0, "who there is, and whether CalDAV is on", NULL,
      list },
    { "staff", "show", "LOGIN", 1, 1, "all about one person", NULL, show },
    { "staff", "add", "LOGIN --name NAME", 1, 1, "add a staff member", fields,
      add },
    { "staff", "edit", "LOGIN", 1, 1, "change what the options say", fields,
      edit },
    { "staff", "remove", "LOGIN", 1, 1,
      "remove a person without items, or hand the items over", remove_options,
      remove_staff },
    { "staff", "password", "LOGIN", 1, 1,
      "set the CalDAV password: asked for twice, or one line of input",
      password_options, set_password },
    { "staff", "enable", "LOGIN", 1, 1, "switch CalDAV on", NULL, enable },
    { "staff", "disable", "LOGIN", 1, 1, "switch CalDAV off at once", NULL,
      enable },
    { .noun = NULL },
};
