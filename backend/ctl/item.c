/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>

#include "item.h"

static const ctl_option list_options[] = {
    { "--for", "LOGIN", "main editor or participant" },
    { "--from", "WHEN", "first day or time; with --to, series are expanded" },
    { "--to", "WHEN", "first day or time that is not listed any more" },
    { "--matter", "NUMBER", "of this matter" },
    { "--mode", "both|device|none", "of this CalDAV-Synchronisation" },
    { "--trash", NULL, "what is in the trash, instead of what is not" },
    { .name = NULL },
};

/* Days without a time, times without seconds. */
#define LOCAL(all_day, column) \
    "CASE WHEN " all_day " THEN to_char(" column ", 'YYYY-MM-DD')" \
    " ELSE to_char(" column ", 'YYYY-MM-DD HH24:MI') END"

#define COLUMNS(all_day, starts, ends, title, location, status) \
    "i.item_id AS id, " LOCAL(all_day, starts) " AS start, " LOCAL( \
        all_day, \
        ends) " AS end, " title " AS title, " location \
              " AS location, i.editor, to_json(i.participants) AS participants," \
              " i.sync_mode AS mode, i.matter, i.rrule, " status " AS status"

#define ITEM_COLUMNS \
    COLUMNS("i.all_day", "i.starts", "i.ends", "i.title", "i.location", \
            "i.status")

/* An instance says what its override says, if it has one. */
#define OF_OVERRIDE(column) \
    "CASE WHEN v.override_id IS NULL THEN i." column " ELSE v." column " END"
#define INSTANCE_COLUMNS \
    COLUMNS(OF_OVERRIDE("all_day"), "o.starts_at AT TIME ZONE z.zone", \
            "o.ends_at AT TIME ZONE z.zone", OF_OVERRIDE("title"), \
            OF_OVERRIDE("location"), OF_OVERRIDE("status")) \
    ", CASE WHEN i.rrule IS NOT NULL OR i.rdate IS NOT NULL" \
    " OR v.override_id IS NOT NULL THEN " LOCAL( \
        "i.all_day", "o.instance") " END AS instance"

/* All-day items are days of the person's, others the wall clock of theirs. */
#define WALL_CLOCK \
    "CASE WHEN " OF_OVERRIDE("all_day") " THEN s.time_zone ELSE " OF_OVERRIDE( \
        "time_zone") " END"

#define LISTED \
    " WHERE i.kind = $1::caldav.kind" \
    " AND ($2::text IS NULL OR i.editor = $2 OR $2 = ANY (i.participants))" \
    " AND ($3::text IS NULL OR i.matter = $3)" \
    " AND ($4::text IS NULL OR i.sync_mode::text = $4)" \
    " AND (i.trashed_at IS NOT NULL) = ($5::text IS NOT NULL)"

static int list(ctl *c, const ctl_call *call)
{
    const char *from = ctl_value(call, "--from"), *to = ctl_value(call, "--to");
    const char *values[] = { call->command->noun,
                             ctl_value(call, "--for"),
                             ctl_value(call, "--matter"),
                             ctl_value(call, "--mode"),
                             ctl_value(call, "--trash"),
                             from,
                             to };
    int code = ctl_demand_login(c, values[1]);

    if (code != CTL_DONE) {
        return code;
    }
    if (!from && !to) {
        return ctl_list(c,
                        "SELECT " ITEM_COLUMNS " FROM advolux.item i" LISTED
                        " ORDER BY coalesce(i.starts, i.ends), i.item_id",
                        5, values);
    }
    if (!from || !to) {
        return ctl_misused(call->command, "--from and --to go together");
    }
    return ctl_list(
        c,
        "SELECT " INSTANCE_COLUMNS " FROM advolux.item i"
        " JOIN advolux.staff s ON s.login = coalesce($2, i.editor)"
        " CROSS JOIN LATERAL advolux.item_occurrences(i.kind, i.item_id,"
        " caldav.instant($6::timestamp, s.time_zone),"
        " caldav.instant($7::timestamp, s.time_zone), s.time_zone) AS o"
        " LEFT JOIN advolux.override v ON v.override_id = o.override_id"
        " CROSS JOIN LATERAL (SELECT " WALL_CLOCK ") AS z (zone)" LISTED
        " ORDER BY o.starts_at, i.item_id",
        7, values);
}

static int show(ctl *c, const ctl_call *call)
{
    const char *values[] = { call->command->noun, call->operands[0] };
    const PGresult *result;

    result = ctl_query(
        c,
        "SELECT " ITEM_COLUMNS ", i.all_day,"
        " i.time_zone, i.description, to_json(i.exdate) AS exdate,"
        " to_json(i.rdate) AS rdate, i.class, i.priority,"
        " to_json(i.categories) AS categories, i.free, i.percent,"
        " i.completed_at::timestamptz(0)::text AS completed,"
        " i.from_deadline, i.created_at::timestamptz(0)::text AS created,"
        " i.modified_at::timestamptz(0)::text AS modified,"
        " i.trashed_at::timestamptz(0)::text AS trashed,"
        " (SELECT json_agg(json_build_object('login', l.login, 'name', e.name,"
        " 'uid', e.uid, 'access', e.access, 'client_text',"
        " s.body IS NOT NULL)) FROM caldav.entry e"
        " JOIN caldav.calendar c USING (calendar_id)"
        " JOIN caldav.login l USING (staff_id)"
        " LEFT JOIN caldav.source s USING (calendar_id, item_id)"
        " WHERE e.kind = i.kind AND e.item_id = i.item_id AND e.visible)"
        " AS caldav"
        " FROM advolux.item i WHERE i.kind = $1::caldav.kind"
        " AND i.item_id = $2::bigint",
        2, values);
    if (!result) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return ctl_fail("there is no %s %s", values[0], values[1]);
    }
    ctl_print_row(c, result);
    return CTL_DONE;
}

/* Change one column of an item that is as `needed` (SQL); what it is
 * `otherwise` ends the sentence. */
static int set_column(ctl *c, const ctl_call *call, const char *column,
                      const char *expression, const char *value,
                      const char *needed, const char *otherwise)
{
    const item_kind *kind = item_kind_of(call);
    const char *id = call->operands[0], *before = NULL;
    change *ch = change_make(c->pool);
    const PGresult *found;
    int code;

    change_set(ch, column, expression, value);
    code = item_begin(c, kind, id, &before);
    if (code == CTL_DONE && needed) {
        found = ctl_query(c,
                          apr_psprintf(c->pool,
                                       "SELECT FROM %s WHERE %s = $1::bigint"
                                       " AND %s",
                                       kind->table, kind->key, needed),
                          1, &id);
        code = !found ? c->failure
               : PQntuples(found) == 0
                   ? ctl_fail("%s %s %s", kind->noun, id, otherwise)
                   : CTL_DONE;
    }
    if (code == CTL_DONE && !change_update(c, ch, kind->table, kind->key, id)) {
        code = c->failure;
    }
    return item_end(c, kind, id, call->command->verb, before, code);
}

static const ctl_option remove_options[] = {
    { "--instance", "WHEN", "of a series, the one that starts then" },
    { .name = NULL },
};

/* Run a function of the series: it takes kind, item and a time of it. */
static int change_series(ctl *c, const ctl_call *call, const char *when,
                         const char *sql)
{
    const item_kind *kind = item_kind_of(call);
    const char *values[] = { kind->noun, call->operands[0], when };
    const char *before = NULL;
    int code;

    code = item_begin(c, kind, values[1], &before);
    if (code == CTL_DONE && !ctl_query(c, sql, 3, values)) {
        code = c->failure;
    }
    return item_end(c, kind, values[1], "edit", before, code);
}

static int end_series(ctl *c, const ctl_call *call)
{
    return change_series(c, call, call->operands[1],
                         "SELECT advolux.end_series($1::caldav.kind,"
                         " $2::bigint, $3::timestamp)");
}

static int remove_item(ctl *c, const ctl_call *call)
{
    const char *instance = ctl_value(call, "--instance");

    if (instance) {
        return change_series(c, call, instance,
                             "SELECT advolux.leave_out($1::caldav.kind,"
                             " $2::bigint, $3::timestamp)");
    }
    return set_column(c, call, "trashed_at", "now()", NULL,
                      "trashed_at IS NULL", "is in the trash already");
}

static int restore(ctl *c, const ctl_call *call)
{
    return set_column(c, call, "trashed_at", "NULL", NULL,
                      "trashed_at IS NOT NULL", "is not in the trash");
}

static int set_mode(ctl *c, const ctl_call *call)
{
    return set_column(c, call, "sync_mode", "@::advolux.sync_mode",
                      call->operands[1], NULL, NULL);
}

/* clang-format off */
#define COMMANDS(noun, a, options) \
    { noun, "list", "", 0, 0, "list them; with --from and --to, by day", \
      list_options, list }, \
    { noun, "show", "ID", 1, 1, "all about one", NULL, show }, \
    { noun, "add", a, 0, 0, "add one; prints its ID", options, item_add }, \
    { noun, "edit", "ID", 1, 1, "change what the options say", options, \
      item_edit }, \
    { noun, "mode", "ID both|device|none", 2, 2, \
      "set its CalDAV-Synchronisation", NULL, set_mode }, \
    { noun, "end", "ID WHEN", 2, 2, \
      "end a series: its last instance is the one before then", NULL, \
      end_series }, \
    { noun, "remove", "ID", 1, 1, \
      "put it into the trash; with --instance, leave one of a series out", \
      remove_options, remove_item }, \
    { noun, "restore", "ID", 1, 1, "take it out of the trash", NULL, restore }
/* clang-format on */

const ctl_command ctl_item_commands[] = {
    COMMANDS("appointment", "--for LOGIN --title TEXT --start WHEN",
             item_appointment_options),
    COMMANDS("task", "--for LOGIN --title TEXT", item_task_options),
    { .noun = NULL },
};
