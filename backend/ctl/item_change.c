/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <apr_strings.h>

#include "item.h"
#include "recurrence.h"
#include "series_days.h"

/* clang-format off */
#define COMMON_OPTIONS \
    { "--for", "LOGIN", "the main editor" }, \
    { "--title", "TEXT", "what it is" }, \
    { "--start", "WHEN", "YYYY-MM-DD (all-day) or \"YYYY-MM-DD HH:MM\"" }, \
    { "--time-zone", "ZONE", "IANA name (Europe/Berlin)" }, \
    { "--location", "TEXT", "where; as all texts, \"\" for none" }, \
    { "--description", "TEXT", "more about it" }, \
    { "--mode", "both|device|none", "CalDAV-Synchronisation" }, \
    { "--matter", "NUMBER", "Aktenzeichen" }, \
    { "--rrule", "RULE", "a series: FREQ=WEEKLY;COUNT=10" }, \
    { "--exdate", "WHEN,...", "starts that are left out" }, \
    { "--rdate", "WHEN,...", "starts beside the rule's" }, \
    { "--instance", "WHEN", "edit: one of a series, by its original start" }, \
    { "--status", "STATUS", "as iCalendar has it, lower case" }, \
    { "--class", "CLASS", "public, private or confidential" }, \
    { "--priority", "0-9", "1 is highest, 0 is none" }, \
    { "--categories", "LIST", "words, parted by ," }
/* clang-format on */

const ctl_option item_appointment_options[] = {
    COMMON_OPTIONS,
    { "--end", "WHEN", "as --start; all-day: the first day after" },
    { "--free", "yes|no", "whether the time counts as free" },
    { "--participants", "LOGINS", "all who take part beside the main editor" },
    { .name = NULL },
};

const ctl_option item_task_options[] = {
    COMMON_OPTIONS,
    { "--due", "WHEN", "as --start; \"\" for none" },
    { "--percent", "0-100", "how much is done; \"\" for not said" },
    { .name = NULL },
};

#define COMMON_FIELDS \
    { "--for", "main_editor", "advolux.staff_of(@)" }, \
        { "--title", "title", "@" }, { "--time-zone", "time_zone", "@" }, \
        { "--location", "location", "nullif(@, '')" }, \
        { "--description", "description", "nullif(@, '')" }, \
        { "--mode", "sync_mode", "@::advolux.sync_mode" }, \
        { "--matter", "matter_id", "advolux.matter_of(@)" }, \
        { "--rrule", "rrule", "nullif(upper(@), '')" }, \
        { "--exdate", "exdate", \
          "nullif(string_to_array(@, ','), '{}')::timestamp[]" }, \
        { "--rdate", "rdate", \
          "nullif(string_to_array(@, ','), '{}')::timestamp[]" }, \
        { "--status", "status", "nullif(@, '')" }, \
        { "--class", "class", "nullif(@, '')" }, \
        { "--priority", "priority", "@::int" }, \
        { "--categories", "categories", \
          "nullif(string_to_array(@, ','), '{}')" }

static const change_field appointment_fields[] = {
    COMMON_FIELDS,
    { "--free", "free", "@::boolean" },
    { .option = NULL },
};

static const change_field task_fields[] = {
    COMMON_FIELDS,
    { "--status", "completed_at", "CASE WHEN @ = 'completed' THEN now() END" },
    { "--percent", "percent", "nullif(@, '')::int" },
    { .option = NULL },
};

static const item_kind kinds[] = {
    { "appointment", "advolux.appointment", "appointment_id", "--end", "end_at",
      "end_date", true, appointment_fields },
    { "task", "advolux.task", "task_id", "--due", "due_at", "due_date", false,
      task_fields },
};

const item_kind *item_kind_of(const ctl_call *call)
{
    return &kinds[strcmp(call->command->noun, kinds[0].noun) != 0];
}

int item_begin(ctl *c, const item_kind *kind, const char *id,
               const char **before)
{
    const char *sql = apr_psprintf(
        c->pool,
        "WITH i AS MATERIALIZED (SELECT %s AS id FROM %s WHERE %s = $1::bigint"
        " FOR NO KEY UPDATE) SELECT caldav.snapshot('%s', id) FROM i",
        kind->key, kind->table, kind->key, kind->noun);
    const PGresult *result;

    if (!ctl_query(c, "BEGIN", 0, NULL) ||
        !(result = ctl_query(c, sql, 1, &id))) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return ctl_fail("there is no %s %s", kind->noun, id);
    }
    *before = PQgetvalue(result, 0, 0);
    return CTL_DONE;
}

/* Who runs this program, for the journal. */
static const char *program(apr_pool_t *pool)
{
    const char *user = getenv("SUDO_USER");
    const struct passwd *account = user ? NULL : getpwuid(getuid());

    return apr_psprintf(pool, "advoluxctl (%s)",
                        user      ? user
                        : account ? account->pw_name
                                  : "?");
}

int item_end(ctl *c, const item_kind *kind, const char *id,
             const char *operation, const char *before, int code)
{
    const char *values[] = { kind->noun, id, operation, program(c->pool),
                             before };

    if (code == CTL_DONE &&
        (!ctl_query(c,
                    "SELECT caldav.log_change($1::caldav.kind, $2::bigint, $3,"
                    " $4, $5::jsonb)",
                    5, values) ||
         !ctl_query(c, "COMMIT", 0, NULL))) {
        code = c->failure;
    }
    if (code != CTL_DONE && c->pg &&
        PQtransactionStatus(c->pg) != PQTRANS_IDLE) {
        ctl_query(c, "ROLLBACK", 0, NULL);
    }
    return code;
}

/* A series must be one that clients can show. */
static int check_series(ctl *c, const item_kind *kind, const char *id)
{
    const char *values[] = { kind->noun, id };
    const PGresult *result =
        ctl_query(c,
                  "SELECT rrule, to_char(starts, 'YYYYMMDD\"T\"HH24MISS')"
                  " FROM advolux.item WHERE kind = $1::caldav.kind"
                  " AND item_id = $2::bigint AND rrule IS NOT NULL",
                  2, values);
    const char *fault;

    if (!result) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return CTL_DONE;
    }
    if (PQgetisnull(result, 0, 1)) {
        return ctl_fail("a series needs a --start");
    }
    fault = ical_rrule_fault(c->pool, PQgetvalue(result, 0, 0),
                             PQgetvalue(result, 0, 1));
    if (fault) {
        return ctl_fail("--rrule: %s", fault);
    }
    return series_days_keep(c, kind->noun, id) ? CTL_DONE : c->failure;
}

/* --participants says all of them; who stays is not touched. */
static int set_participants(ctl *c, const ctl_call *call, const char *id)
{
    const char *values[] = { id, ctl_value(call, "--participants") };

    if (!values[1]) {
        return CTL_DONE;
    }
    if (!ctl_query(c,
                   "DELETE FROM advolux.participant"
                   " WHERE appointment_id = $1::bigint AND staff_id <> ALL ("
                   "SELECT advolux.staff_of(trim(login)) FROM"
                   " unnest(string_to_array($2, ',')) AS login)",
                   2, values) ||
        !ctl_query(c,
                   "INSERT INTO advolux.participant SELECT $1::bigint,"
                   " advolux.staff_of(trim(login)) FROM"
                   " unnest(string_to_array($2, ',')) AS login"
                   " ON CONFLICT DO NOTHING",
                   2, values)) {
        return c->failure;
    }
    return CTL_DONE;
}

static int finish(ctl *c, const ctl_call *call, const item_kind *kind,
                  const char *id)
{
    int code = set_participants(c, call, id);

    return code == CTL_DONE ? check_series(c, kind, id) : code;
}

int item_add(ctl *c, const ctl_call *call)
{
    const item_kind *kind = item_kind_of(call);
    const char *title = ctl_value(call, "--title"), *id = NULL;
    change *ch = change_make(c->pool);
    int code;

    if (!ctl_value(call, "--for") || !title || !*title) {
        return ctl_misused(call->command, "--for and --title must be given");
    }
    if (kind->must_end && !ctl_value(call, "--start")) {
        return ctl_misused(call->command, "--start is missing");
    }
    code = item_take_times(c, call, kind, true, ch);
    if (code != CTL_DONE) {
        return code;
    }
    change_take(ch, call, kind->fields);
    if (!ctl_query(c, "BEGIN", 0, NULL) ||
        !(id = change_insert(c, ch, kind->table, kind->key))) {
        return item_end(c, kind, id, "add", NULL, c->failure);
    }
    code = item_end(c, kind, id, "add", NULL, finish(c, call, kind, id));
    if (code == CTL_DONE) {
        printf(c->json ? "{\"id\": %s}\n" : "%s\n", id);
    }
    return code;
}

/* Of one instance: what an override has columns for. */
static const char *const of_series[] = { "--for",          "--mode",
                                         "--matter",       "--rrule",
                                         "--exdate",       "--rdate",
                                         "--participants", NULL };

/* The row to change: the item's, or with --instance its override's, made if
 * there is none. NULL after a message. */
static const char *row_to_change(ctl *c, const ctl_call *call,
                                 const item_kind *kind, const char *id)
{
    const char *values[] = { kind->noun, id, ctl_value(call, "--instance") };
    const PGresult *result;

    if (!values[2]) {
        return id;
    }
    result = ctl_query(c,
                       "SELECT advolux.make_override($1::caldav.kind,"
                       " $2::bigint, $3::timestamp)",
                       3, values);
    return result ? PQgetvalue(result, 0, 0) : NULL;
}

int item_edit(ctl *c, const ctl_call *call)
{
    const item_kind *kind = item_kind_of(call);
    const char *instance = ctl_value(call, "--instance");
    const char *id = call->operands[0], *row = NULL, *before = NULL;
    change *ch = change_make(c->pool);
    int code;

    for (int i = 0; instance && of_series[i]; i++) {
        if (ctl_value(call, of_series[i])) {
            return ctl_misused(call->command,
                               "%s is the whole series', not an instance's",
                               of_series[i]);
        }
    }
    code = item_take_times(c, call, kind, false, ch);
    if (code != CTL_DONE) {
        return code;
    }
    change_take(ch, call, kind->fields);
    if (change_is_empty(ch) && !ctl_value(call, "--participants")) {
        return ctl_misused(call->command, "nothing to change");
    }
    code = item_begin(c, kind, id, &before);
    if (code == CTL_DONE && !(row = row_to_change(c, call, kind, id))) {
        code = c->failure;
    }
    if (code == CTL_DONE && !change_is_empty(ch) &&
        !change_update(c, ch, instance ? "advolux.override" : kind->table,
                       instance ? "override_id" : kind->key, row)) {
        code = c->failure;
    }
    if (code == CTL_DONE) {
        code = finish(c, call, kind, id);
    }
    return item_end(c, kind, id, "edit", before, code);
}
