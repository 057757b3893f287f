/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>
#include <string.h>
#include <apr_file_io.h>
#include <apr_strings.h>

#include "conninfo.h"
#include "database.h"

#define ADMIN_CONF "/etc/advolux/admin.conf"
#define LINE_MAX_OCTETS 2048

/* The first of libpq's variables that says where; NULL: none does. */
static const char *place_in_environment(void)
{
    static const char *const names[] = { "PGDATABASE", "PGSERVICE", "PGHOST",
                                         "PGHOSTADDR", "PGPORT" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value && *value) {
            return names[i];
        }
    }
    return NULL;
}

static const char *admin_conf(void)
{
    const char *named = getenv("ADVOLUX_ADMIN_CONF");

    return named && *named ? named : ADMIN_CONF;
}

/* A fault of the file, as a sentence in the pool. */
static const char *file_fault(apr_pool_t *pool, const char *name,
                              apr_status_t status)
{
    char reason[120];

    return apr_psprintf(pool, "%s cannot be read: %s", name,
                        apr_strerror(status, reason, sizeof reason));
}

/* What the file says, without its comments: *conninfo is NULL if there is no
 * file. A sentence if it cannot be read, or has a password for all to see. */
static const char *read_file(apr_pool_t *pool, const char *name,
                             const char **conninfo)
{
    char line[LINE_MAX_OCTETS];
    apr_finfo_t info;
    apr_file_t *file;
    apr_status_t status =
        apr_file_open(&file, name, APR_FOPEN_READ, APR_FPROT_OS_DEFAULT, pool);
    const char *fault;

    *conninfo = NULL;
    if (status != APR_SUCCESS) {
        return APR_STATUS_IS_ENOENT(status) ? NULL
                                            : file_fault(pool, name, status);
    }
    *conninfo = "";
    while ((status = apr_file_gets(line, sizeof line, file)) == APR_SUCCESS) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[strspn(line, " \t")] != '#') {
            *conninfo = apr_pstrcat(pool, *conninfo, line, " ", NULL);
        }
    }
    fault = conninfo_fault(pool, *conninfo);
    if (!APR_STATUS_IS_EOF(status)) {
        fault = file_fault(pool, name, status);
    } else if (fault) {
        fault = apr_psprintf(pool, "%s: %s", name, fault);
    } else if (conninfo_value(pool, *conninfo, "password") &&
               apr_file_info_get(&info, APR_FINFO_PROT, file) == APR_SUCCESS &&
               (info.protection & (APR_GREAD | APR_WREAD))) {
        fault = apr_psprintf(pool,
                             "%s has a password that others may read: chmod "
                             "600, or say passfile=FILE in it",
                             name);
    }
    apr_file_close(file);
    return fault;
}

/* What says which database, and what it says; a fault, or NULL. */
static const char *look(const ctl *c, const char **by, const char **said)
{
    const char *fault;

    *by = c->database ? "--database" : "ADVOLUX_DATABASE";
    *said = c->database ? c->database : getenv("ADVOLUX_DATABASE");
    if (*said && **said) {
        return NULL;
    }
    *said = "";
    *by = place_in_environment();
    if (*by) {
        return NULL;
    }
    *by = admin_conf();
    fault = read_file(c->pool, *by, said);
    if (!fault && !*said) {
        *by = apr_psprintf(c->pool, "there is no %s, and the environment", *by);
        *said = "";
    }
    return fault;
}

const char *database_find(ctl *c)
{
    const char *by, *said, *fault;

    if (c->said_by) {
        return NULL;
    }
    fault = look(c, &by, &said);
    if (!fault && !conninfo_names_database(said)) {
        fault = apr_psprintf(
            c->pool,
            "which database? %s does not name one: say dbname= by --database "
            "or PGDATABASE, or write dbname=advolux into %s (and port=5100 for "
            "Advolux' own server)",
            by, admin_conf());
    }
    if (!fault) {
        c->said_by = by;
        c->database = said;
    }
    return fault;
}

const char *database_server_fault(apr_pool_t *pool, const PGconn *pg)
{
    return PQserverVersion(pg) >= DATABASE_SERVER_LEAST
               ? NULL
               : apr_psprintf(pool,
                              "PostgreSQL %s is too old: the schema needs "
                              "version %d or a later one",
                              PQparameterStatus(pg, "server_version"),
                              DATABASE_SERVER_LEAST / 10000);
}
