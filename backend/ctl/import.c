/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <apr_file_io.h>
#include <apr_strings.h>

#include "calendar_file.h"
#include "ctl.h"
#include "printable.h"
#include "statement.h"
#include "text.h"

/* Objects in one statement: few enough that progress is seen. */
#define BATCH 500
#define FILE_MAX (512 * 1024 * 1024)

static const ctl_option options[] = {
    { "--for", "LOGIN", "whose calendars they come into" },
    { "--skip-faults", NULL, "leave out what is bad, and import the rest" },
    { "--quiet", NULL, "no progress" },
    { .name = NULL },
};

/* What became of a file's objects. */
typedef struct tally {
    int created, changed, unchanged, kept;
} tally;

/* What is stored of a file. */
typedef struct storing {
    ctl *c;
    const ctl_call *call;
    const char *name;
    const apr_array_header_t *objects; /* calendar_object */
    apr_array_header_t *faults;        /* calendar_fault; more are added */
    tally sum;
} storing;

/* The file's text in `pool`; NULL after a message. */
static const char *read_file(apr_pool_t *pool, const char *name,
                             apr_size_t *length)
{
    apr_file_t *file;
    apr_finfo_t info;
    char *text, reason[120];
    apr_status_t status =
        apr_file_open(&file, name, APR_FOPEN_READ, APR_FPROT_OS_DEFAULT, pool);

    if (status == APR_SUCCESS) {
        status =
            apr_file_info_get(&info, APR_FINFO_SIZE | APR_FINFO_TYPE, file);
    }
    if (status != APR_SUCCESS) {
        ctl_fail("%s: %s", name, apr_strerror(status, reason, sizeof reason));
        return NULL;
    }
    if (info.filetype != APR_REG || info.size > FILE_MAX) {
        ctl_fail("%s: no file, or larger than 512 MiB", name);
        return NULL;
    }
    text = apr_palloc(pool, (apr_size_t)info.size + 1);
    status = apr_file_read_full(file, text, (apr_size_t)info.size, length);
    if (status != APR_SUCCESS && !APR_STATUS_IS_EOF(status)) {
        ctl_fail("%s: %s", name, apr_strerror(status, reason, sizeof reason));
        return NULL;
    }
    text[*length] = '\0';
    apr_file_close(file);
    return text;
}

static void progress(const ctl_call *call, const char *name, int done, int all)
{
    bool terminal = isatty(STDERR_FILENO);

    if (!ctl_value(call, "--quiet")) {
        fputs(terminal ? "\r" : "", stderr);
        printable_say(stderr, "%s: %d of %d%s", name, done, all,
                      terminal && done < all ? "" : "\n");
        fflush(stderr);
    }
}

static const calendar_object *object_at(const storing *s, int i)
{
    return &APR_ARRAY_IDX(s->objects, i, calendar_object);
}

/* Send objects [from, to) that are of one kind; the result is cleared with the
 * pool. */
static PGresult *send_range(const storing *s, int from, int to)
{
    apr_pool_t *pool = s->c->pool;
    apr_array_header_t *uids = apr_array_make(pool, BATCH, sizeof(char *));
    apr_array_header_t *texts = apr_array_make(pool, BATCH, sizeof(char *));
    apr_array_header_t *jsons = apr_array_make(pool, BATCH, sizeof(char *));
    const char *values[5];

    for (int i = from; i < to; i++) {
        APR_ARRAY_PUSH(uids, const char *) = object_at(s, i)->uid;
        APR_ARRAY_PUSH(texts, const char *) = object_at(s, i)->text;
        APR_ARRAY_PUSH(jsons, const char *) = object_at(s, i)->json;
    }
    values[0] = ctl_value(s->call, "--for");
    values[1] = statement_kind(object_at(s, from)->kind);
    values[2] = statement_array(pool, uids);
    values[3] = statement_array(pool, texts);
    values[4] =
        apr_pstrcat(pool, "[", apr_array_pstrcat(pool, jsons, ','), "]", NULL);
    return PQexecParams(
        s->c->pg,
        "SELECT created, changed, unchanged, cardinality(kept),"
        " array_to_string(kept[1:20], ', ') FROM caldav.import($1,"
        " 'advoluxctl', $2::caldav.kind, $3::text[], $4::text[], $5::jsonb)",
        5, NULL, values, NULL, NULL, 0);
}

static void count(storing *s, const PGresult *result)
{
    tally *sum = &s->sum;

    sum->created += atoi(PQgetvalue(result, 0, 0));
    sum->changed += atoi(PQgetvalue(result, 0, 1));
    sum->unchanged += atoi(PQgetvalue(result, 0, 2));
    sum->kept += atoi(PQgetvalue(result, 0, 3));
    if (atoi(PQgetvalue(result, 0, 3)) > 0) {
        ctl_fail("kept as they are, for no client may change them: UID %s",
                 PQgetvalue(result, 0, 4));
    }
}

/* Whether it is a row that the database refuses, and not the whole import: a
 * value, a rule of a table, a limit, a trigger of the firm's. */
static bool is_of_a_row(const PGresult *result)
{
    static const char *const states[] = { "22", "23", "54", "P0", "ADV" };
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

    for (size_t i = 0; state && i < sizeof states / sizeof *states; i++) {
        if (!strncmp(state, states[i], strlen(states[i]))) {
            return true;
        }
    }
    return false;
}

static void leave_out(storing *s, int i, const PGresult *result)
{
    calendar_fault *fault = apr_array_push(s->faults);

    fault->line = object_at(s, i)->line;
    fault->uid = object_at(s, i)->uid;
    fault->reason = ctl_sentence(s->faults->pool, result);
    fault->reason = apr_pstrdup(s->faults->pool, fault->reason);
}

/* Store objects [from, to) that are of one kind. What the database refuses is
 * left out by --skip-faults: it is looked for half by half. */
static bool store_range(storing *s, int from, int to)
{
    bool skip = ctl_value(s->call, "--skip-faults") != NULL;
    int middle = from + (to - from) / 2;
    PGresult *result;

    if (skip && !ctl_query(s->c, "SAVEPOINT part", 0, NULL)) {
        return false;
    }
    result = send_range(s, from, to);
    if (!skip || PQresultStatus(result) == PGRES_TUPLES_OK ||
        !is_of_a_row(result)) {
        if (!ctl_accept(s->c, result)) {
            return false;
        }
        count(s, result);
        return !skip || ctl_query(s->c, "RELEASE part", 0, NULL);
    }
    if (to - from == 1) {
        leave_out(s, from, result);
    }
    PQclear(result);
    return ctl_query(s->c, "ROLLBACK TO part", 0, NULL) &&
           (to - from == 1 ||
            (store_range(s, from, middle) && store_range(s, middle, to)));
}

/* All objects of a file in one transaction. */
static int store(storing *s)
{
    ctl *c = s->c;
    apr_pool_t *own = c->pool, *batch;
    bool good = ctl_query(c, "BEGIN", 0, NULL) != NULL;

    apr_pool_create(&batch, own);
    c->pool = batch;
    for (int from = 0, to; good && from < s->objects->nelts; from = to) {
        for (to = from; to < s->objects->nelts && to - from < BATCH &&
                        object_at(s, to)->kind == object_at(s, from)->kind;
             to++) {
        }
        good = store_range(s, from, to);
        apr_pool_clear(batch);
        if (good) {
            progress(s->call, s->name, to, s->objects->nelts);
        }
    }
    c->pool = own;
    good = good && ctl_query(c, "COMMIT", 0, NULL);
    if (!good && c->pg) {
        PQclear(PQexec(c->pg, "ROLLBACK"));
    }
    /* Plans of before think that there is little. What Advolux keeps is read by
     * its keys. */
    good = good && ctl_query(c, "ANALYZE caldav.entry, caldav.source", 0, NULL);
    return good ? CTL_DONE : c->failure;
}

/* "FILE:LINE"; a fault of the whole file has no line. */
static const char *place(apr_pool_t *pool, const char *name,
                         const calendar_fault *fault)
{
    return fault->line ? apr_psprintf(pool, "%s:%d", name, fault->line) : name;
}

static void print_faults(ctl *c, const char *name,
                         const apr_array_header_t *faults)
{
    const calendar_fault *all = (const calendar_fault *)faults->elts;

    for (int i = 0; i < faults->nelts; i++) {
        const char *uid =
            all[i].uid ? ical_printable(c->pool, all[i].uid) : NULL;

        ctl_fail("left out: %s: %s%s%s%s", place(c->pool, name, &all[i]),
                 uid ? "UID " : "", uid ? uid : "", uid ? ": " : "",
                 all[i].reason);
    }
}

static void report_faults(const apr_array_header_t *faults)
{
    const calendar_fault *all = (const calendar_fault *)faults->elts;

    printf(", \"left_out\": [");
    for (int i = 0; i < faults->nelts; i++) {
        printf("%s{\"line\": %d, \"uid\": ", i ? ", " : "", all[i].line);
        if (all[i].uid) {
            ctl_print_json_string(all[i].uid);
        } else {
            printf("null");
        }
        printf(", \"reason\": ");
        ctl_print_json_string(all[i].reason);
        printf("}");
    }
    printf("]");
}

static void report(const ctl *c, const char *name, const tally *sum,
                   const apr_array_header_t *faults, bool first)
{
    if (!c->json) {
        printable_say(stdout,
                      "%s: %d created, %d changed, %d unchanged, %d kept", name,
                      sum->created, sum->changed, sum->unchanged, sum->kept);
        if (faults->nelts > 0) {
            printf(", %d left out", faults->nelts);
        }
        printf("\n");
        return;
    }
    printf("%s\n  {\"file\": ", first ? "" : ",");
    ctl_print_json_string(name);
    printf(", \"created\": %d, \"changed\": %d, \"unchanged\": %d, \"kept\": "
           "%d",
           sum->created, sum->changed, sum->unchanged, sum->kept);
    report_faults(faults);
    printf("}");
}

static int import_file(ctl *c, const ctl_call *call, const char *name,
                       const char *zone, bool *first)
{
    calendar_file file;
    storing s = { .c = c, .call = call, .name = name };
    apr_size_t length;
    const char *text = read_file(c->pool, name, &length);
    int code;

    if (!text) {
        return CTL_FAILED;
    }
    calendar_file_read(c->pool, text, length, zone, &file);
    if (file.faults->nelts > 0 && !ctl_value(call, "--skip-faults")) {
        const calendar_fault *first_of_all =
            &APR_ARRAY_IDX(file.faults, 0, calendar_fault);

        return ctl_fail("%s: %s Nothing of this file is imported.",
                        place(c->pool, name, first_of_all),
                        first_of_all->reason);
    }
    s.objects = file.objects;
    s.faults = file.faults;
    code = store(&s);
    calendar_file_sort(file.faults);
    print_faults(c, name, file.faults);
    if (code == CTL_DONE) {
        report(c, name, &s.sum, file.faults, *first);
        *first = false;
        fflush(stdout);
    }
    if (code == CTL_DONE && file.ignored > 0) {
        ctl_fail("%s: components that are neither VEVENT nor VTODO: %d", name,
                 file.ignored);
    }
    return code == CTL_DONE && (s.sum.kept > 0 || file.ignored > 0 ||
                                file.faults->nelts > 0)
               ? CTL_WARNING
               : code;
}

static int import(ctl *c, const ctl_call *call)
{
    const char *login = ctl_value(call, "--for"), *zone;
    apr_pool_t *own = c->pool, *each;
    const PGresult *result;
    bool first = true;
    int code = CTL_DONE;

    if (!login) {
        return ctl_misused(call->command, "--for is missing");
    }
    result = ctl_query(c,
                       "SELECT time_zone FROM caldav.collection"
                       " WHERE login = $1 AND kind = 'appointment'",
                       1, &login);
    if (!result) {
        return c->failure;
    }
    if (PQntuples(result) == 0) {
        return ctl_fail("CalDAV is not switched on for %s: see `advoluxctl "
                        "staff list`",
                        login);
    }
    zone = PQgetvalue(result, 0, 0);
    apr_pool_create(&each, own);
    c->pool = each;
    fputs(c->json ? "[" : "", stdout);
    for (int i = 0; i < call->operand_count; i++) {
        int one = import_file(c, call, call->operands[i], zone, &first);

        code = one > code ? one : code;
        apr_pool_clear(each);
    }
    fputs(c->json ? "\n]\n" : "", stdout);
    c->pool = own;
    return code;
}

const ctl_command ctl_import_commands[] = {
    { "import", NULL, "--for LOGIN FILE...", 1, INT_MAX,
      "store iCalendar and vCalendar files, each whole or not at all; what was "
      "imported before is passed over",
      options, import },
    { .noun = NULL },
};
