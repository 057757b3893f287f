/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>
#include <apr_tables.h>

#include "creation.h"
#include "ctl.h"
#include "module_rights.h"
#include "series_days.h"
#include "sql_file.h"

#define STEP "[0-9][0-9][0-9]_*.sql"

static const ctl_option options[] = {
    { "--sql", "DIRECTORY", "where the schema's files are (as installed)" },
    { "--create", NULL, "make the schema in a database without an Advolux" },
    { "--dry-run", NULL, "say what would be done, and do nothing" },
    { .name = NULL },
};

/* What came of a file. */
typedef enum { APPLIED, MISSING, ALREADY_APPLIED, FIRMS_OWN } outcome;

typedef struct line {
    const char *name;
    outcome what;
} line;

/* Bringing a database up to date. */
typedef struct migration {
    ctl *c;
    const char *directory;
    bool dry;                  /* say, and do nothing */
    bool agreed;               /* to make the schema where there is none */
    bool fresh;                /* a database without the schema */
    bool stepped;              /* steps were applied, or are missing */
    apr_array_header_t *lines; /* to be printed, once it is true */
} migration;

static void note(const migration *m, const char *name, outcome what)
{
    APR_ARRAY_PUSH(m->lines, line) = (line){ name, what };
}

/* Run statements; false after a message. */
static bool run(ctl *c, const char *sql)
{
    return ctl_connect(c) && ctl_accept(c, PQexec(c->pg, sql));
}

/* Run a file's statements; false after a message that says where it failed. */
static bool run_file(const migration *m, const char *name)
{
    const char *text = sql_file_text(m->c->pool, m->directory, name);
    PGresult *result = text ? PQexec(m->c->pg, text) : NULL;
    const char *position =
        PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);

    if (result && ctl_accept(m->c, result)) {
        return true;
    }
    if (position) {
        ctl_fail("%s failed in line %d, nothing was changed", name,
                 sql_file_line(text, atoi(position)));
    } else {
        ctl_fail("%s failed, nothing was changed", name);
    }
    return false;
}

/* --- steps ------------------------------------------------------------------
 */

/* The last step that was applied, 0 if there is no schema yet; -1 after a
 * message. */
static int version_found(ctl *c)
{
    const PGresult *result =
        ctl_query(c, "SELECT to_regclass('caldav.migration') IS NULL", 0, NULL);

    if (result && *PQgetvalue(result, 0, 0) == 't') {
        return 0;
    }
    result = result ? ctl_query(c, "SELECT max(number) FROM caldav.migration",
                                0, NULL)
                    : NULL;
    return result ? atoi(PQgetvalue(result, 0, 0)) : -1;
}

/* Whether a step was applied; -1 after a message. */
static int is_applied(ctl *c, const char *number)
{
    const PGresult *result = ctl_query(
        c, "SELECT FROM caldav.migration WHERE number = $1::int", 1, &number);

    return result ? PQntuples(result) : -1;
}

/* Apply a file as the step of that number; false after a message. */
static bool apply_step(migration *m, const char *name, const char *number)
{
    const char *values[] = { number, strrchr(name, '/') + 1 };

    m->stepped = true;
    note(m, name, m->dry ? MISSING : APPLIED);
    return m->dry || (run_file(m, name) && run(m->c, "RESET ROLE") &&
                      ctl_query(m->c,
                                "INSERT INTO caldav.migration (number, name)"
                                " VALUES ($1::int, $2)",
                                2, values));
}

/* The first step makes a fresh database; an older schema is brought there by a
 * bridge from its last step, if there is one. */
static bool apply_first(migration *m, const char *name, const char *number,
                        int found)
{
    const char *bridge = apr_psprintf(m->c->pool, "bridge_%03d.sql", found);
    const apr_array_header_t *bridges;

    if (found == 0) {
        m->fresh = true;
        return apply_step(m, name, number);
    }
    bridges = sql_files(m->c->pool, m->directory, "schema", bridge);
    if (bridges && bridges->nelts == 0) {
        ctl_fail("the schema is at step %d, from which this version knows no "
                 "way: migrate with an earlier version first",
                 found);
    }
    return bridges && bridges->nelts > 0 &&
           apply_step(m, APR_ARRAY_IDX(bridges, 0, sql_file).name, number);
}

/* The steps, in order; NULL after a message, which may be that the schema is
 * ahead of them: what they make would not fit it. */
static const apr_array_header_t *steps_for(const migration *m, int found)
{
    const apr_array_header_t *steps =
        sql_files(m->c->pool, m->directory, "schema", STEP);

    if (steps && steps->nelts == 0) {
        ctl_fail("there are no steps in %s/schema", m->directory);
        return NULL;
    }
    if (steps &&
        found > atoi(APR_ARRAY_IDX(steps, steps->nelts - 1, sql_file).base)) {
        ctl_fail("the schema is at step %d, which this version does not know: "
                 "install the newer program",
                 found);
        return NULL;
    }
    return steps;
}

/* Apply the steps that are missing; false after a message. */
static bool apply_steps(migration *m)
{
    int found = version_found(m->c);
    const apr_array_header_t *steps = found >= 0 ? steps_for(m, found) : NULL;
    bool done = steps && (found > 0 ||
                          creation_is_wanted(m->c, steps->nelts, m->agreed));

    for (int i = 0; done && i < steps->nelts; i++) {
        const sql_file *step = &APR_ARRAY_IDX(steps, i, sql_file);
        const char *number = apr_pstrndup(m->c->pool, step->base, 3);
        int applied = found == 0 ? 0 : is_applied(m->c, number);

        if (applied > 0) {
            note(m, step->name, ALREADY_APPLIED);
        } else {
            done = applied == 0 &&
                   (i == 0 ? apply_first(m, step->name, number, found)
                           : apply_step(m, step->name, number));
        }
    }
    return done;
}

/* --- functions, views and triggers -------------------------------------------
 */

/* Whether a file is other than it was when it was last run; -1 after a
 * message. */
static int is_changed(const migration *m, const char *name)
{
    const char *values[] = { name, NULL };
    const PGresult *result;

    if (m->stepped) {
        return 1;
    }
    values[1] = sql_file_text(m->c->pool, m->directory, name);
    result = values[1] ? ctl_query(m->c,
                                   "SELECT FROM caldav.script WHERE name = $1"
                                   " AND checksum = encode(sha256(convert_to("
                                   "$2, 'UTF8')), 'hex')",
                                   2, values)
                       : NULL;
    return result ? PQntuples(result) == 0 : -1;
}

/* Run a file as the owner, and record it. */
static bool run_script(const migration *m, const char *name)
{
    const char *values[] = { name,
                             sql_file_text(m->c->pool, m->directory, name) };

    return values[1] && run(m->c, "SET LOCAL ROLE advolux_owner") &&
           run_file(m, name) && run(m->c, "RESET ROLE") &&
           ctl_query(m->c,
                     "INSERT INTO caldav.script (name, checksum)"
                     " VALUES ($1, encode(sha256(convert_to($2, 'UTF8')),"
                     " 'hex')) ON CONFLICT (name) DO UPDATE"
                     " SET checksum = EXCLUDED.checksum, run_at = now()",
                     2, values);
}

/* Run what is changed in a folder. A file may replace what a step has dropped:
 * so after a step, all are run. */
static bool run_folder(migration *m, const char *folder)
{
    const apr_array_header_t *files =
        sql_files(m->c->pool, m->directory, folder, "*.sql");
    bool done = files != NULL;

    for (int i = 0; done && i < files->nelts; i++) {
        const char *name = APR_ARRAY_IDX(files, i, sql_file).name;
        int changed = is_changed(m, name);

        note(m, name,
             changed <= 0 ? ALREADY_APPLIED
             : m->dry     ? MISSING
                          : APPLIED);
        done = changed == 0 || (changed > 0 && (m->dry || run_script(m, name)));
    }
    return done;
}

/* Whether the firm's part is its own; -1 after a message. */
static int is_firms_own(const migration *m)
{
    const PGresult *result;

    if (m->fresh) {
        return 0;
    }
    result = ctl_query(m->c,
                       "SELECT FROM caldav.setting"
                       " WHERE name = 'firm' AND value = 'own'",
                       0, NULL);
    return result ? PQntuples(result) : -1;
}

/* Forget files that are no more, and those of a part that is the firm's own. */
static bool forget_others(const migration *m)
{
    const char *names = "";

    for (int i = 0; i < m->lines->nelts; i++) {
        names = apr_pstrcat(m->c->pool, names, "\n",
                            APR_ARRAY_IDX(m->lines, i, line).name, NULL);
    }
    return ctl_query(m->c,
                     "DELETE FROM caldav.script"
                     " WHERE name <> ALL (string_to_array($1, E'\n'))",
                     1, &names) != NULL;
}

/* Functions name what is not there yet, views and triggers do not: so they
 * come in this order. */
static bool run_scripts(migration *m)
{
    int own;

    if (!run_folder(m, "caldav")) {
        return false;
    }
    own = is_firms_own(m);
    if (own > 0) {
        note(m, "firm", FIRMS_OWN);
    }
    return own >= 0 && (own > 0 || run_folder(m, "firm")) &&
           run_folder(m, "caldav/views") && (m->dry || forget_others(m));
}

/* Up to PostgreSQL 14, and in a cluster upgraded from there, everybody may put
 * functions and operators into schema public, which every session searches that
 * is not told otherwise. Who may not change that is told by `check`. */
static bool close_public(const migration *m)
{
    return run(
        m->c, "DO $$ DECLARE v_role text; BEGIN"
              " FOR v_role IN SELECT coalesce(quote_ident(r.rolname), 'PUBLIC')"
              " FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) AS a"
              " LEFT JOIN pg_roles r ON r.oid = a.grantee"
              " WHERE n.nspname = 'public' AND a.privilege_type = 'CREATE'"
              " AND (a.grantee = 0 OR r.rolname = 'advolux_caldav') LOOP"
              " EXECUTE 'REVOKE CREATE ON SCHEMA public FROM ' || v_role;"
              " END LOOP; END $$");
}

/* --- the command -------------------------------------------------------------
 */

/* What somebody has taken from the module's role: the files that grant it are
 * run again, as after a step. */
static bool restore_rights(migration *m)
{
    int missing = m->fresh ? 0 : module_rights_missing(m->c);

    m->stepped = m->stepped || missing > 0;
    return missing == 0 ||
           (missing > 0 && (m->dry || module_rights_grant(m->c)));
}

/* A firm whose contract has no series yet has their days made by the migrate
 * after it has. */
static bool keep_days(migration *m)
{
    const PGresult *said = ctl_query(
        m->c, "SELECT to_regclass('caldav.series') IS NOT NULL", 0, NULL);

    return said && (*PQgetvalue(said, 0, 0) == 'f' ||
                    series_days_keep(m->c, NULL, NULL));
}

/* One transaction, alone: two hosts may be installed at the same moment. */
static bool bring_up_to_date(migration *m)
{
    bool done = creation_is_possible(m->c) &&
                run(m->c, "SET client_min_messages = warning;"
                          " SET check_function_bodies = off; BEGIN") &&
                (m->dry || run(m->c, "SELECT pg_advisory_xact_lock(hashtext("
                                     "'caldav.migration'))")) &&
                (m->dry || close_public(m)) && apply_steps(m) &&
                restore_rights(m) && run_scripts(m) && (m->dry || keep_days(m));

    if (m->c->pg && PQstatus(m->c->pg) == CONNECTION_OK) {
        done = run(m->c, done && !m->dry ? "COMMIT" : "ROLLBACK") && done;
    }
    return done;
}

/* As JSON all of it, for a person what is not as it was. */
static void print_lines(const migration *m)
{
    static const char *const words[] = {
        [APPLIED] = "applied",
        [MISSING] = "missing",
        [ALREADY_APPLIED] = "already applied",
        [FIRMS_OWN] = "kept",
    };
    bool silent = m->lines->nelts > 0;

    for (int i = 0; i < m->lines->nelts; i++) {
        const line *l = &APR_ARRAY_IDX(m->lines, i, line);

        if (m->c->json) {
            printf("%s\n  {\"migration\": ", i ? "," : "[");
            ctl_print_json_string(l->name);
            printf(", \"state\": \"%s\"}", words[l->what]);
        } else if (l->what != ALREADY_APPLIED) {
            printf("%s %s\n", words[l->what], l->name);
            silent = silent && l->what == FIRMS_OWN;
        }
    }
    if (m->c->json) {
        puts(m->lines->nelts ? "\n]" : "[]");
    } else if (silent) {
        puts("the schema is up to date");
    }
}

static int migrate(ctl *c, const ctl_call *call)
{
    const char *directory = ctl_value(call, "--sql");
    migration m = {
        .c = c,
        .directory = directory ? directory : ADVOLUX_SQL_DIRECTORY,
        .dry = ctl_value(call, "--dry-run") != NULL,
        .agreed = ctl_value(call, "--dry-run") || ctl_value(call, "--create"),
        .lines = apr_array_make(c->pool, 60, sizeof(line)),
    };
    bool done = bring_up_to_date(&m);
    int code = done ? CTL_DONE : c->failure;

    if (!done) {
        apr_array_clear(m.lines); /* nothing of it is true any more */
    }
    for (int i = 0; i < m.lines->nelts; i++) {
        if (APR_ARRAY_IDX(m.lines, i, line).what == MISSING) {
            code = CTL_WARNING;
        }
    }
    print_lines(&m);
    return code;
}

const ctl_command ctl_migrate_commands[] = {
    { "migrate", NULL, "", 0, 0,
      "bring the database up to date; the first time as a superuser", options,
      migrate },
    { .noun = NULL },
};
