/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "advoluxctl.h"
#include "conninfo.h"
#include "sqlstate.h"

static apr_status_t clear(void *result)
{
    PQclear(result);
    return APR_SUCCESS;
}

static bool connect_once(ctl *c)
{
    const char *const keywords[] = { "dbname", "client_encoding",
                                     "application_name", "sslmode", NULL };
    const char *const values[] = { c->database, "UTF8", "advoluxctl",
                                   conninfo_resolve(c->database).sslmode,
                                   NULL };

    if (c->pg) {
        return true;
    }
    c->pg = PQconnectdbParams(keywords, values, 1);
    if (PQstatus(c->pg) != CONNECTION_OK) {
        ctl_fail("cannot connect: %s"
                 "Say where the store is with --database or PGHOST, PGPORT, "
                 "PGDATABASE, PGUSER.",
                 PQerrorMessage(c->pg));
        return false;
    }
    return true;
}

/* The owner may read the server's own words, but never a row's values. */
static void explain(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *constraint =
        PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    const sqlstate_meaning *meaning = sqlstate_find(state);

    if (constraint) {
        ctl_fail("%s: rule %s", meaning->sentence, constraint);
    } else if (meaning->kind == ADVOLUX_E_REFUSED) {
        ctl_fail("%s: connect as advolux_owner", meaning->sentence);
    } else {
        ctl_fail("%s: %s", meaning->sentence,
                 PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    }
}

PGresult *ctl_query(ctl *c, const char *sql, int count,
                    const char *const *values)
{
    PGresult *result;
    ExecStatusType status;

    if (!connect_once(c)) {
        return NULL;
    }
    result = PQexecParams(c->pg, sql, count, NULL, values, NULL, NULL, 0);
    apr_pool_cleanup_register(c->pool, result, clear, apr_pool_cleanup_null);
    status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        explain(result);
        return NULL;
    }
    return result;
}

static void print_json_string(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        if ((unsigned char)*text < ' ' || *text == '"' || *text == '\\') {
            printf("\\u%04x", (unsigned char)*text);
        } else {
            putchar(*text);
        }
    }
    putchar('"');
}

static void print_json(const PGresult *result)
{
    const Oid boolean = 16, integers[] = { 20, 21, 23 };

    putchar('[');
    for (int row = 0; row < PQntuples(result); row++) {
        printf("%s\n  {", row ? "," : "");
        for (int i = 0; i < PQnfields(result); i++) {
            const char *value = PQgetvalue(result, row, i);
            Oid type = PQftype(result, i);

            printf("%s", i ? ", " : "");
            print_json_string(PQfname(result, i));
            printf(": ");
            if (PQgetisnull(result, row, i)) {
                printf("null");
            } else if (type == boolean) {
                printf("%s", *value == 't' ? "true" : "false");
            } else if (type == integers[0] || type == integers[1] ||
                       type == integers[2]) {
                printf("%s", value);
            } else {
                print_json_string(value);
            }
        }
        putchar('}');
    }
    puts(PQntuples(result) ? "\n]" : "]");
}

/* Columns are counted in characters, not octets. */
static int width(const char *text)
{
    int characters = 0;

    for (; *text; text++) {
        characters += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return characters;
}

static void print_cell(const char *text, int columns, bool last)
{
    printf("%s%*s", text, last ? 0 : columns - width(text) + 2, "");
}

static void print_table(const PGresult *result)
{
    int fields = PQnfields(result);

    for (int row = -1; row < PQntuples(result); row++) {
        for (int i = 0; i < fields; i++) {
            int columns = width(PQfname(result, i));

            for (int other = 0; other < PQntuples(result); other++) {
                int needed = width(PQgetvalue(result, other, i));

                columns = needed > columns ? needed : columns;
            }
            print_cell(row < 0 ? PQfname(result, i)
                               : PQgetvalue(result, row, i),
                       columns, i + 1 == fields);
        }
        putchar('\n');
    }
}

void ctl_print(const ctl *c, const PGresult *result)
{
    if (c->json) {
        print_json(result);
    } else {
        print_table(result);
    }
}

int ctl_list(ctl *c, const ctl_command *command, int argc, char **argv,
             const char *sql)
{
    ctl_option options[] = { { "--json", true, NULL }, { NULL, true, NULL } };
    const PGresult *result;

    if (!ctl_parse(command, argc, argv, options, NULL, 0)) {
        return CTL_USAGE;
    }
    c->json = options[0].value != NULL;
    result = ctl_query(c, sql, 0, NULL);
    if (!result) {
        return CTL_FAILED;
    }
    ctl_print(c, result);
    return CTL_DONE;
}
