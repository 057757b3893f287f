/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_fnmatch.h>
#include <apr_strings.h>
#include <apr_tables.h>

#include "ctl.h"

#define MIGRATION "[0-9][0-9][0-9]_*.sql"

static const ctl_option options[] = {
    { "--sql", "DIRECTORY", "where the migrations are (as installed)" },
    { "--dry-run", NULL, "say what is missing, and do nothing" },
    { .name = NULL },
};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of the migrations, in order; NULL after a message. */
static apr_array_header_t *migrations(apr_pool_t *pool, const char *directory)
{
    apr_array_header_t *names = apr_array_make(pool, 20, sizeof(char *));
    apr_finfo_t info;
    apr_dir_t *dir;

    if (apr_dir_open(&dir, directory, pool) != APR_SUCCESS) {
        ctl_fail("the directory %s cannot be read: say where the migrations "
                 "are with --sql",
                 directory);
        return NULL;
    }
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        if (apr_fnmatch(MIGRATION, info.name, 0) == APR_SUCCESS) {
            APR_ARRAY_PUSH(names, const char *) = apr_pstrdup(pool, info.name);
        }
    }
    apr_dir_close(dir);
    if (names->nelts == 0) {
        ctl_fail("there are no migrations in %s", directory);
        return NULL;
    }
    qsort(names->elts, (size_t)names->nelts, sizeof(char *), by_name);
    return names;
}

static const char *read_sql(apr_pool_t *pool, const char *path)
{
    apr_file_t *file;
    apr_finfo_t info;
    char *text;
    apr_size_t length;

    if (apr_file_open(&file, path, APR_FOPEN_READ, APR_FPROT_OS_DEFAULT,
                      pool) != APR_SUCCESS ||
        apr_file_info_get(&info, APR_FINFO_SIZE, file) != APR_SUCCESS) {
        return NULL;
    }
    text = apr_palloc(pool, (apr_size_t)info.size + 1);
    if (apr_file_read_full(file, text, (apr_size_t)info.size, &length) !=
        APR_SUCCESS) {
        return NULL;
    }
    text[length] = '\0';
    apr_file_close(file);
    return text;
}

/* Run a script of several statements; false after a message. */
static bool run_script(ctl *c, const char *sql)
{
    return ctl_connect(c) && ctl_accept(c, PQexec(c->pg, sql));
}

/* Whether a migration has been applied; -1 after a message. */
static int is_applied(ctl *c, const char *number)
{
    const PGresult *result =
        ctl_query(c, "SELECT to_regclass('caldav.migration') IS NULL", 0, NULL);

    if (result && *PQgetvalue(result, 0, 0) == 't') {
        return 0;
    }
    result = result ? ctl_query(c,
                                "SELECT FROM caldav.migration"
                                " WHERE number = $1::int",
                                1, &number)
                    : NULL;
    return result ? PQntuples(result) : -1;
}

static void print_state(const ctl *c, const char *name, const char *state,
                        bool first)
{
    if (!c->json) {
        printf("%s %s\n", state, name);
        return;
    }
    printf("%s\n  {\"migration\": ", first ? "" : ",");
    ctl_print_json_string(name);
    printf(", \"state\": \"%s\"}", state);
}

/* One transaction, alone: two hosts may be installed at the same moment. */
static int apply(ctl *c, const char *directory, const char *file, bool dry,
                 bool first)
{
    const char *name = apr_pstrndup(c->pool, file, strlen(file) - 4);
    const char *values[] = { apr_pstrndup(c->pool, name, 3), name };
    const char *sql = NULL;
    int applied;

    if (!run_script(c, "SET client_min_messages = warning; BEGIN;"
                       " SELECT pg_advisory_xact_lock(hashtext("
                       "'caldav.migration'))")) {
        return c->failure;
    }
    applied = is_applied(c, values[0]);
    if (applied == 0 && !dry) {
        sql =
            read_sql(c->pool, apr_pstrcat(c->pool, directory, "/", file, NULL));
    }
    if (applied == 0 && !dry &&
        (!sql || !run_script(c, sql) || !run_script(c, "RESET ROLE") ||
         !ctl_query(c,
                    "INSERT INTO caldav.migration (number, name)"
                    " VALUES ($1::int, $2)",
                    2, values))) {
        applied = -1;
    }
    if (!run_script(c, applied < 0 ? "ROLLBACK" : "COMMIT") || applied < 0) {
        return ctl_fail("%s failed, nothing of it was kept", name);
    }
    print_state(c, name,
                applied ? "already applied"
                : dry   ? "missing"
                        : "applied",
                first);
    return applied || !dry ? CTL_DONE : CTL_WARNING;
}

static int migrate(ctl *c, const ctl_call *call)
{
    const char *directory = ctl_value(call, "--sql");
    apr_array_header_t *names;
    int code = CTL_DONE;

    directory = directory ? directory : ADVOLUX_SQL_DIRECTORY;
    names = migrations(c->pool, directory);
    fputs(names && c->json ? "[" : "", stdout);
    for (int i = 0; names && i < names->nelts && code < CTL_FAILED; i++) {
        int one = apply(c, directory, APR_ARRAY_IDX(names, i, const char *),
                        ctl_value(call, "--dry-run") != NULL, i == 0);

        code = one > code ? one : code;
    }
    fputs(names && c->json ? "\n]\n" : "", stdout);
    return names ? code : CTL_FAILED;
}

const ctl_command ctl_migrate_commands[] = {
    { "migrate", NULL, "", 0, 0,
      "bring the database up to date; the first time as a superuser", options,
      migrate },
    { .noun = NULL },
};
