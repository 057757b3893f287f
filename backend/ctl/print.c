/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "printable.h"

/* Types by what JSON makes of them; all others are strings. */
enum { OID_BOOL = 16, OID_JSON = 114, OID_JSONB = 3802 };
static const Oid numbers[] = { 20, 21, 23, 26, 700, 701, 1700 };

void ctl_print_json_string(const char *text)
{
    putchar('"');
    printable_json(stdout, text, true);
    putchar('"');
}

static bool is_json(Oid type)
{
    return type == OID_JSON || type == OID_JSONB;
}

static bool is_number(Oid type)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (type == numbers[i]) {
            return true;
        }
    }
    return false;
}

static void print_json_value(const PGresult *result, int row, int column)
{
    const char *value = PQgetvalue(result, row, column);
    Oid type = PQftype(result, column);

    if (PQgetisnull(result, row, column)) {
        fputs("null", stdout);
    } else if (type == OID_BOOL) {
        fputs(*value == 't' ? "true" : "false", stdout);
    } else if (is_json(type) || is_number(type)) {
        printable_json(stdout, value, false);
    } else {
        ctl_print_json_string(value);
    }
}

static void print_json(const PGresult *result)
{
    putchar('[');
    for (int row = 0; row < PQntuples(result); row++) {
        printf("%s\n  {", row ? "," : "");
        for (int i = 0; i < PQnfields(result); i++) {
            if (*PQfname(result, i) == '_') {
                continue;
            }
            printf("%s", i ? ", " : "");
            ctl_print_json_string(PQfname(result, i));
            printf(": ");
            print_json_value(result, row, i);
        }
        putchar('}');
    }
    puts(PQntuples(result) ? "\n]" : "]");
}

/* A value as people read it. */
static const char *plain_value(const PGresult *result, int row, int column)
{
    const char *value = PQgetvalue(result, row, column);

    return PQftype(result, column) != OID_BOOL || !*value ? value
           : *value == 't'                                ? "yes"
                                                          : "no";
}

static void print_cell(const char *text, int columns, bool last)
{
    printable_text(stdout, text);
    printf("%*s", last ? 0 : columns - printable_width(text) + 2, "");
}

static int column_width(const PGresult *result, int column)
{
    int widest = printable_width(PQfname(result, column));

    for (int row = 0; row < PQntuples(result); row++) {
        int needed = printable_width(plain_value(result, row, column));

        widest = needed > widest ? needed : widest;
    }
    return widest;
}

static void print_table(apr_pool_t *pool, const PGresult *result)
{
    int fields = PQnfields(result);
    int *widths = apr_palloc(pool, ((size_t)fields + 1) * sizeof *widths);

    for (int i = 0; i < fields; i++) {
        widths[i] = column_width(result, i);
    }
    for (int row = -1; row < PQntuples(result); row++) {
        for (int i = 0; i < fields; i++) {
            print_cell(row < 0 ? PQfname(result, i)
                               : plain_value(result, row, i),
                       widths[i], i + 1 == fields);
        }
        putchar('\n');
    }
}

void ctl_print(const ctl *c, const PGresult *result)
{
    if (c->json) {
        print_json(result);
    } else {
        print_table(c->pool, result);
    }
}

void ctl_print_row(const ctl *c, const PGresult *result)
{
    int columns = 0;

    if (c->json) {
        print_json(result);
        return;
    }
    for (int i = 0; i < PQnfields(result); i++) {
        int needed = printable_width(PQfname(result, i));

        columns = needed > columns ? needed : columns;
    }
    for (int i = 0; i < PQnfields(result); i++) {
        if (!PQgetisnull(result, 0, i)) {
            print_cell(PQfname(result, i), columns, false);
            printable_text(stdout, plain_value(result, 0, i));
            putchar('\n');
        }
    }
}
