/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "change.h"

/* Deadlines are never synchronised (S18), and nothing of them is written to
 * the journal. */

static const ctl_option options[] = {
    { "--for", "LOGIN", "whose it is" },
    { "--title", "TEXT", "what it is" },
    { "--due", "YYYY-MM-DD", "the last day" },
    { "--kind", "deadline|advance", "Frist or Vorfrist" },
    { "--matter", "NUMBER", "Aktenzeichen; \"\" for none" },
    { "--note", "TEXT", "more about it; \"\" for none" },
    { "--done", "yes|no", "whether it is met" },
    { .name = NULL },
};

static const change_field fields[] = {
    { "--for", "staff_id", "advolux.staff_of(@)" },
    { "--title", "title", "@" },
    { "--due", "due_date", "@::date" },
    { "--kind", "kind", "@" },
    { "--matter", "matter_id", "advolux.matter_of(@)" },
    { "--note", "note", "nullif(@, '')" },
    { "--done", "done_at", "CASE WHEN @::boolean THEN now() END" },
    { .option = NULL },
};

static const ctl_option list_options[] = {
    { "--for", "LOGIN", "of this person" },
    { "--from", "YYYY-MM-DD", "first day" },
    { "--to", "YYYY-MM-DD", "first day that is not listed any more" },
    { "--matter", "NUMBER", "of this matter" },
    { "--open", NULL, "that is not met yet" },
    { "--trash", NULL, "what is in the trash, instead of what is not" },
    { .name = NULL },
};

#define COLUMNS \
    "SELECT d.deadline_id AS id, d.due_date::text AS due, d.title, d.kind," \
    " s.login AS for, m.number AS matter," \
    " d.done_at::timestamptz(0)::text AS done"
#define TABLES \
    " FROM advolux.deadline d JOIN advolux.staff s USING (staff_id)" \
    " LEFT JOIN advolux.matter m USING (matter_id)"

static int missing(const char *id)
{
    return ctl_fail("there is no deadline %s", id);
}

static int list(ctl *c, const ctl_call *call)
{
    int code = ctl_demand_login(c, ctl_value(call, "--for"));

    if (code != CTL_DONE) {
        return code;
    }
    return ctl_list(c,
                    COLUMNS TABLES
                    " WHERE ($1::text IS NULL OR s.login = $1)"
                    " AND ($2::date IS NULL OR d.due_date >= $2)"
                    " AND ($3::date IS NULL OR d.due_date < $3)"
                    " AND ($4::text IS NULL OR m.number = $4)"
                    " AND ($5::text IS NULL OR d.done_at IS NULL)"
                    " AND (d.trashed_at IS NOT NULL) = ($6::text IS NOT NULL)"
                    " ORDER BY d.due_date, d.deadline_id",
                    6, call->values);
}

static int show(ctl *c, const ctl_call *call)
{
    const PGresult *result =
        ctl_query(c,
                  COLUMNS ", d.note, d.trashed_at::timestamptz(0)::text AS"
                          " trashed" TABLES " WHERE d.deadline_id = $1::bigint",
                  1, call->operands);

    if (!result) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return missing(call->operands[0]);
    }
    ctl_print_row(c, result);
    return CTL_DONE;
}

static int add(ctl *c, const ctl_call *call)
{
    change *ch = change_make(c->pool);
    const char *id;

    const char *title = ctl_value(call, "--title");

    if (!ctl_value(call, "--for") || !title || !*title ||
        !ctl_value(call, "--due")) {
        return ctl_misused(call->command,
                           "--for, --title and --due must be given");
    }
    change_take(ch, call, fields);
    id = change_insert(c, ch, "advolux.deadline", "deadline_id");
    if (!id) {
        return c->failure;
    }
    printf(c->json ? "{\"id\": %s}\n" : "%s\n", id);
    return CTL_DONE;
}

/* Run a statement that returns a row if it found the deadline: whether it was
 * as needed. What it is `otherwise` ends the sentence. */
static int run_on(ctl *c, const ctl_call *call, const char *sql,
                  const char *otherwise)
{
    const char *id = call->operands[0];
    const PGresult *result = ctl_query(c, sql, 1, &id);

    if (!result) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return missing(id);
    }
    return *PQgetvalue(result, 0, 0) == 't'
               ? CTL_DONE
               : ctl_fail("deadline %s %s", id, otherwise);
}

static int edit(ctl *c, const ctl_call *call)
{
    change *ch = change_make(c->pool);
    int code;

    change_take(ch, call, fields);
    if (change_is_empty(ch)) {
        return ctl_misused(call->command, "nothing to change");
    }
    code = run_on(c, call,
                  "SELECT true FROM advolux.deadline"
                  " WHERE deadline_id = $1::bigint",
                  "");
    if (code == CTL_DONE && !change_update(c, ch, "advolux.deadline",
                                           "deadline_id", call->operands[0])) {
        code = c->failure;
    }
    return code;
}

#define BEFORE \
    " FROM advolux.deadline before WHERE d.deadline_id = $1::bigint" \
    " AND before.deadline_id = d.deadline_id"

static int remove_deadline(ctl *c, const ctl_call *call)
{
    return run_on(c, call,
                  "UPDATE advolux.deadline d"
                  " SET trashed_at = coalesce(d.trashed_at, now())" BEFORE
                  " RETURNING before.trashed_at IS NULL",
                  "is in the trash already");
}

static int restore(ctl *c, const ctl_call *call)
{
    return run_on(c, call,
                  "UPDATE advolux.deadline d SET trashed_at = NULL" BEFORE
                  " RETURNING before.trashed_at IS NOT NULL",
                  "is not in the trash");
}

const ctl_command ctl_deadline_commands[] = {
    { "deadline", "list", "", 0, 0, "deadlines by day", list_options, list },
    { "deadline", "show", "ID", 1, 1, "all about one", NULL, show },
    { "deadline", "add", "--for LOGIN --title TEXT --due YYYY-MM-DD", 0, 0,
      "add a deadline; prints its ID. It is never synchronised", options, add },
    { "deadline", "edit", "ID", 1, 1, "change what the options say", options,
      edit },
    { "deadline", "remove", "ID", 1, 1, "put it into the trash", NULL,
      remove_deadline },
    { "deadline", "restore", "ID", 1, 1, "take it out of the trash", NULL,
      restore },
    { .noun = NULL },
};
