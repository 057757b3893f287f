/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <apr_strings.h>

#include "ctl.h"
#include "journal_words.h"
#include "printable.h"

static const ctl_option options[] = {
    { "--person", "LOGIN", "what this person's devices did" },
    { "--appointment", "ID", "of this appointment" },
    { "--task", "ID", "of this task" },
    { "--device", "TEXT", "of devices whose name holds this text" },
    { "--refused", NULL, "refusals alone" },
    { "--since", "WHEN", "not older than this day or time" },
    { "--limit", "COUNT", "the newest so many (100)" },
    { "--follow", NULL, "go on with what comes, until interrupted" },
    { .name = NULL },
};
enum { PERSON, APPOINTMENT, TASK, DEVICE, REFUSED, SINCE, LIMIT, AFTER, COUNT };

/* A key of the row as it was, as people know it. */
#define NAMED(column, table, key) \
    "coalesce((SELECT n." column " FROM " table " n WHERE n." key \
    "::text = j.before ->> f), j.before ->> f)"

/* What the row was; instants as the wall clock of its zone. */
#define WAS \
    "CASE WHEN f LIKE '%\\_at' THEN to_char((j.before ->> f)::timestamptz" \
    " AT TIME ZONE coalesce(j.before ->> 'time_zone', 'UTC')," \
    " 'YYYY-MM-DD HH24:MI')" \
    " WHEN f = 'main_editor' THEN " NAMED( \
        "login", "advolux.staff", \
        "staff_id") " WHEN f = 'matter_id' THEN " NAMED("number", \
                                                        "advolux.matter", \
                                                        "matter_id") " ELSE j.before ->> f END"

static const char query[] =
    "SELECT * FROM (SELECT j.journal_id AS id, j.at::timestamptz(0)::text AS at,"
    " coalesce(s.name, j.login) AS person, j.login, j.device, j.operation,"
    " j.kind, j.item_id AS item, coalesce(j.before ->> 'title', i.title) AS"
    " title, j.name, j.result, j.reason, (SELECT json_object_agg(f, " WAS
    " ORDER BY f) FROM unnest(j.changed) AS f WHERE f <> 'overrides') AS was,"
    " ''::text AS sentence,"
    " (SELECT array_to_string(array_agg(f || E'\\x1f' || coalesce(" WAS
    ", '') ORDER BY f), E'\\x1e') FROM unnest(j.changed) AS f) AS _changes"
    " FROM advolux.journal j LEFT JOIN advolux.staff s USING (staff_id)"
    " LEFT JOIN advolux.item i ON i.kind::text = j.kind"
    " AND i.item_id = j.item_id"
    " LEFT JOIN advolux.staff p ON p.login = $1"
    " WHERE ($1::text IS NULL OR CASE WHEN j.staff_id IS NULL"
    " OR p.staff_id IS NULL THEN j.login = $1"
    " ELSE j.staff_id = p.staff_id END)"
    " AND ($2::bigint IS NULL OR j.kind = 'appointment' AND j.item_id = $2::bigint)"
    " AND ($3::bigint IS NULL OR j.kind = 'task' AND j.item_id = $3::bigint)"
    " AND ($4::text IS NULL OR strpos(lower(j.device), lower($4)) > 0)"
    " AND ($5::text IS NULL OR j.result <> 'done')"
    " AND ($6::timestamptz IS NULL OR j.at >= $6::timestamptz)"
    " AND ($8::bigint IS NULL OR j.journal_id > $8::bigint)"
    " ORDER BY j.journal_id DESC LIMIT $7::bigint) AS newest ORDER BY id";

static const char *column(const PGresult *result, int row, const char *name)
{
    int number = PQfnumber(result, name);

    return PQgetisnull(result, row, number) ? NULL
                                            : PQgetvalue(result, row, number);
}

static const char *sentence(apr_pool_t *pool, const PGresult *result, int row)
{
    journal_entry entry = {
        .person = column(result, row, "person"),
        .device = column(result, row, "device"),
        .operation = column(result, row, "operation"),
        .kind = column(result, row, "kind"),
        .item = column(result, row, "item"),
        .title = column(result, row, "title"),
        .name = column(result, row, "name"),
        .result = column(result, row, "result"),
        .reason = column(result, row, "reason"),
        .changes = column(result, row, "_changes"),
    };

    return journal_sentence(pool, &entry);
}

static void print_rows(const ctl *c, PGresult *result)
{
    int rows = PQntuples(result), number = PQfnumber(result, "sentence");

    for (int row = 0; row < rows; row++) {
        char *text = apr_pstrdup(c->pool, sentence(c->pool, result, row));

        PQsetvalue(result, row, number, text, (int)strlen(text));
        if (!c->json) {
            printf("%s  ", PQgetvalue(result, row, 1));
            printable_text(stdout, text);
            putchar('\n');
        }
    }
    if (c->json) {
        ctl_print(c, result);
    }
    fflush(stdout);
}

/* Once a second: what has come in since. Only at an error does it end. */
static int follow(ctl *c, const char **values)
{
    apr_pool_t *own = c->pool, *round;
    PGresult *result;

    apr_pool_create(&round, own);
    values[LIMIT] = NULL;
    c->pool = round;
    do {
        sleep(1);
        result = ctl_query(c, query, COUNT, values);
        if (result && PQntuples(result) > 0) {
            print_rows(c, result);
            values[AFTER] =
                apr_pstrdup(own, PQgetvalue(result, PQntuples(result) - 1, 0));
        }
        apr_pool_clear(round);
    } while (result);
    c->pool = own;
    return c->failure;
}

static int journal(ctl *c, const ctl_call *call)
{
    const char *values[COUNT] = { NULL };
    const PGresult *last;
    PGresult *result;

    for (int i = 0; i < AFTER; i++) {
        values[i] = call->values[i];
    }
    values[LIMIT] = values[LIMIT] ? values[LIMIT] : "100";
    if (ctl_value(call, "--follow") && c->json) {
        return ctl_misused(call->command, "--follow prints sentences, no JSON");
    }
    last = ctl_query(
        c, "SELECT coalesce(max(journal_id), 0) FROM advolux.journal", 0, NULL);
    if (!last || !(result = ctl_query(c, query, COUNT, values))) {
        return c->failure;
    }
    print_rows(c, result);
    if (!ctl_value(call, "--follow")) {
        return CTL_DONE;
    }
    values[AFTER] = PQntuples(result) > 0
                        ? PQgetvalue(result, PQntuples(result) - 1, 0)
                        : PQgetvalue(last, 0, 0);
    return follow(c, values);
}

const ctl_command ctl_journal_commands[] = {
    { "journal", NULL, "", 0, 0,
      "who changed what, from where, what it was before, and what was refused",
      options, journal },
    { .noun = NULL },
};
