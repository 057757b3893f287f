/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "creation.h"
#include "database.h"

/* The one value of a query; NULL after a message. */
static const char *value_of(ctl *c, const char *sql)
{
    const PGresult *result = ctl_query(c, sql, 0, NULL);

    return result ? PQgetvalue(result, 0, 0) : NULL;
}

bool creation_is_possible(ctl *c)
{
    const char *encoding = value_of(c, "SHOW server_encoding");
    const char *standby =
        encoding ? value_of(c, "SELECT pg_is_in_recovery()") : NULL;
    const char *fault = standby ? database_server_fault(c->pool, c->pg) : NULL;

    if (!standby) {
        return false;
    }
    if (fault) {
        ctl_fail("%s", fault);
        return false;
    }
    if (strcmp(encoding, "UTF8") != 0) {
        ctl_fail("database %s is of encoding %s, which cannot hold every name: "
                 "make it anew (createdb -E UTF8 -T template0 NAME)",
                 PQdb(c->pg), encoding);
        return false;
    }
    if (*standby == 't') {
        ctl_fail("%s, port %s, is a standby, which cannot be changed: migrate "
                 "at its primary",
                 PQhost(c->pg), PQport(c->pg));
        return false;
    }
    return true;
}

/* A schema of ours would have come with the record of its steps. */
static bool has_no_other(ctl *c)
{
    const PGresult *result =
        ctl_query(c,
                  "SELECT nspname, nspowner::regrole FROM pg_namespace"
                  " WHERE nspname IN ('advolux', 'caldav') ORDER BY 1 LIMIT 1",
                  0, NULL);

    if (result && PQntuples(result) > 0) {
        ctl_fail(
            "database %s has a schema %s already, of %s, which `advoluxctl "
            "migrate` has not made: nothing was changed. Rename it (psql "
            "-d %s -c 'ALTER SCHEMA %s RENAME TO ...'); how a firm maps "
            "tables of its own stands in backend/sql/CONTRACT.md",
            PQdb(c->pg), PQgetvalue(result, 0, 0), PQgetvalue(result, 0, 1),
            PQdb(c->pg), PQgetvalue(result, 0, 0));
    }
    return result && PQntuples(result) == 0;
}

static bool is_superuser(ctl *c)
{
    const char *value =
        value_of(c, "SELECT rolsuper FROM pg_roles WHERE rolname = "
                    "current_user");

    if (value && *value != 't') {
        ctl_fail("the first time it makes roles, which %s may not: run it as a "
                 "superuser (sudo -u postgres advoluxctl migrate)",
                 PQuser(c->pg));
    }
    return value && *value == 't';
}

/* PostgreSQL's own are there before anybody makes one. */
static bool is_servers_own(const char *name)
{
    return strcmp(name, "postgres") == 0 || strncmp(name, "template", 8) == 0;
}

/* A line at the terminal that is the database's name. */
static bool name_is_typed(const ctl *c)
{
    char line[128] = "";

    fprintf(stderr, "Type the database's name to go on: ");
    if (!fgets(line, sizeof line, stdin)) {
        return false;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return strcmp(line, PQdb(c->pg)) == 0;
}

bool creation_is_wanted(ctl *c, int steps, bool agreed)
{
    const char *name;

    if (!has_no_other(c) || !is_superuser(c)) {
        return false;
    }
    if (agreed) {
        return true;
    }
    name = PQdb(c->pg);
    ctl_fail("database %s (%s, port %s; by %s) has no Advolux%s. This would "
             "make schemas advolux and caldav in it, and the roles "
             "advolux_owner, advolux_app and advolux_caldav: %d files",
             name, PQhost(c->pg), PQport(c->pg), c->said_by,
             is_servers_own(name) ? ", and is the server's own" : "", steps);
    if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && name_is_typed(c)) {
        return true;
    }
    ctl_fail("nothing was changed: say --create if that is meant, or another "
             "database (--database, PGDATABASE, /etc/advolux/admin.conf)");
    return false;
}
