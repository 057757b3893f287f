/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

#include "account.h"
#include "clock.h"
#include "connect_reason.h"
#include "connection.h"
#include "conninfo.h"
#include "row.h"
#include "sqlstate.h"

/* What the server is given beyond its own time-out before it counts as gone. */
#define GRACE apr_time_from_sec(1)

struct connection {
    PGconn *pg;
    int statement_timeout; /* milliseconds */
    bool broken;
    bool late;        /* an answer was not waited for */
    bool unconfirmed; /* a commit did not wait for the standby */
    int server_gives; /* connections */
    size_t largest;   /* message, octets */
    bool prepared[STATEMENTS];
    apr_time_t used_at;
};

/* Settings that the statements rely on; later ones win over an admin's. */
static const char settings[] =
    " -c search_path=pg_catalog -c DateStyle=ISO,YMD -c TimeZone=UTC"
    " -c IntervalStyle=postgres -c jit=off"
    " -c plan_cache_mode=force_generic_plan"
    " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
    " -c default_transaction_isolation=read\\ committed"
    " -c idle_in_transaction_session_timeout=10s"
    " -c client_connection_check_interval=2s"
    " -c lock_timeout=3s";

/* The options of the conninfo or the environment, and ours behind them. */
static const char *quota(apr_pool_t *pool, const advolux_store_config *config)
{
    return config->quota_items > 0
               ? apr_psprintf(pool,
                              " -c caldav.quota_items=%d"
                              " -c caldav.quota_octets=%" APR_INT64_T_FMT,
                              config->quota_items,
                              (apr_int64_t)config->quota_megabytes << 20)
               : "";
}

static const char *options(apr_pool_t *pool, const advolux_store_config *config)
{
    PQconninfoOption *parsed = PQconninfoParse(config->conninfo, NULL);
    const char *given = getenv("PGOPTIONS");
    const char *all;

    for (PQconninfoOption *o = parsed; o && o->keyword; o++) {
        if (strcmp(o->keyword, "options") == 0 && o->val) {
            given = o->val;
        }
    }
    all =
        apr_psprintf(pool, "%s%s -c statement_timeout=%d%s", given ? given : "",
                     settings, config->statement_timeout, quota(pool, config));
    PQconninfoFree(parsed);
    return all;
}

/* Wait for the socket; false at the end of the time. */
static bool wait_for(PGconn *pg, short events, apr_time_t end)
{
    struct pollfd fd = { .fd = PQsocket(pg), .events = events };
    apr_time_t now = advolux_clock();
    int ready;

    while (now < end) {
        ready = poll(&fd, 1, (int)apr_time_as_msec(end - now) + 1);
        if (ready > 0) {
            return true;
        }
        now = advolux_clock();
    }
    return false;
}

/* Connect, host after host. Each has its share of the time, so that one that
 * does not answer does not keep the next from being asked; libpq waits for two
 * seconds at least. A host that then falls silent is given up after the same
 * time, unless the conninfo says another: what was sent to it is not
 * acknowledged any more, not even by its kernel. */
static advolux_error *start(apr_pool_t *pool,
                            const advolux_store_config *config,
                            apr_interval_time_t time, PGconn **pg)
{
    conninfo_defaults defaults = conninfo_resolve(config->conninfo);
    int seconds = (int)apr_time_sec(time);
    const char *const keywords[] = { "tcp_user_timeout", "dbname",
                                     "options",          "client_encoding",
                                     "application_name", "connect_timeout",
                                     "sslmode",          NULL };
    const char *const values[] = {
        defaults.silence_is_said
            ? NULL
            : apr_itoa(pool, config->connect_timeout * 1000),
        config->conninfo ? config->conninfo : "",
        options(pool, config),
        "UTF8",
        "mod_dav_advolux",
        apr_itoa(pool, seconds > defaults.hosts ? seconds / defaults.hosts : 1),
        defaults.sslmode,
        NULL
    };
    const char *reason;

    *pg = PQconnectdbParams(keywords, values, 1);
    if (PQstatus(*pg) == CONNECTION_OK) {
        return NULL;
    }
    reason = connect_reason(pool, PQerrorMessage(*pg));
    return advolux_error_make(
        pool, ADVOLUX_E_UNAVAILABLE, "cannot connect to PostgreSQL: %s%s",
        reason,
        defaults.sslmode &&
                (strstr(reason, "SSL") || strstr(reason, "certificate"))
            ? " (for another machine sslmode is verify-full: name the CA of its"
              " certificate by sslrootcert=FILE, or say another sslmode)"
            : "");
}

/* A commit that was not to be waited for any longer says so in a warning and
 * succeeds, in any language and with no SQLSTATE of its own; the place in
 * PostgreSQL's source that says it is always the same. */
static void hear(void *context, const PGresult *notice)
{
    connection *c = context;
    const char *place = PQresultErrorField(notice, PG_DIAG_SOURCE_FUNCTION);

    if (place && strcmp(place, "SyncRepWaitForLSN") == 0) {
        c->unconfirmed = true;
    }
}

/* Whether it is the schema that this program knows, and a role that cannot read
 * deadlines. One that can would not leak any by itself, since no statement asks
 * for them; but the firm was promised that it is impossible, and a 503 costs no
 * device anything and ends with the REVOKE (handbook S18). */
static advolux_error *check(connection *c, apr_pool_t *pool,
                            apr_interval_time_t time)
{
    statement_call call = { .id = STATEMENT_CHECK };
    const PGresult *result;
    advolux_error *error = connection_run(c, pool, &call, 1, time, &result);
    int found;

    if (error) {
        if (strcmp(error->sqlstate, "42501") == 0) {
            error->reason = "PostgreSQL denied this role the schema caldav: "
                            "connect as advolux_caldav";
        }
        return error;
    }
    c->server_gives = row_int(result, 0, 4);
    found = row_int(result, 0, 0);
    if (found != ADVOLUX_SCHEMA_VERSION) {
        return advolux_error_make(
            pool, ADVOLUX_E_SCHEMA,
            "the schema is of version %d, this program needs version %d: %s",
            found, ADVOLUX_SCHEMA_VERSION,
            found < ADVOLUX_SCHEMA_VERSION ? "run advoluxctl migrate"
                                           : "install the newer program");
    }
    if (strcmp(row_text(result, 0, 3), "UTF8") != 0) {
        return advolux_error_make(
            pool, ADVOLUX_E_SCHEMA,
            "database %s is of encoding %s, which cannot hold every name: it "
            "has to be UTF8 (createdb -E UTF8 -T template0, then pg_restore)",
            PQdb(c->pg), row_text(result, 0, 3));
    }
    if (row_bool(result, 0, 2)) {
        return advolux_error_make(
            pool, ADVOLUX_E_PRIVILEGED,
            "role %s can read deadlines, so nothing is served: say "
            "user=advolux_caldav in AdvoluxDatabase, and REVOKE ALL ON "
            "advolux.deadline FROM PUBLIC, advolux_caldav",
            row_text(result, 0, 1));
    }
    return NULL;
}

advolux_error *connection_open(apr_pool_t *pool,
                               const advolux_store_config *config,
                               apr_interval_time_t time, connection **made)
{
    apr_interval_time_t to_connect = apr_time_from_sec(config->connect_timeout);
    apr_time_t end = advolux_clock() + time;
    connection *c = calloc(1, sizeof *c);
    advolux_error *error;

    if (!c) {
        return advolux_error_make(pool, ADVOLUX_E_UNAVAILABLE,
                                  "no memory for a connection");
    }
    c->statement_timeout = config->statement_timeout;
    error = start(pool, config, time < to_connect ? time : to_connect, &c->pg);
    PQsetNoticeReceiver(c->pg, hear, c);
    if (!error &&
        (PQsetnonblocking(c->pg, 1) != 0 || !PQenterPipelineMode(c->pg))) {
        error = advolux_error_make(pool, ADVOLUX_E_FAULT,
                                   "libpq refused pipeline mode");
    }
    if (!error) {
        error = check(c, pool, end - advolux_clock());
    }
    if (error) {
        connection_close(c);
        return error;
    }
    *made = c;
    return NULL;
}

void connection_close(connection *c)
{
    PQfinish(c->pg);
    free(c);
}

int connection_server_gives(const connection *c)
{
    return c->server_gives;
}

void connection_cancel(connection *c, apr_interval_time_t time)
{
    PGcancel *cancel = PQgetCancel(c->pg);
    char reason[256];

    if (cancel && PQcancel(cancel, reason, sizeof reason)) {
        wait_for(c->pg, POLLIN, advolux_clock() + time);
    }
    PQfreeCancel(cancel);
}

bool connection_is_broken(const connection *c)
{
    return c->broken;
}

bool connection_is_late(const connection *c)
{
    return c->late;
}

bool connection_has_died(connection *c)
{
    struct pollfd fd = { .fd = PQsocket(c->pg), .events = POLLIN };

    /* Twice: a farewell, then the end of the stream. */
    for (int i = 0; i < 2 && !c->broken && poll(&fd, 1, 0) != 0; i++) {
        c->broken = !PQconsumeInput(c->pg) || PQstatus(c->pg) != CONNECTION_OK;
    }
    return c->broken;
}

apr_time_t connection_used_at(const connection *c)
{
    return c->used_at;
}

static bool send_call(connection *c, const statement_call *call)
{
    const statement *s = &statements[call->id];

    return (c->prepared[call->id] ||
            PQsendPrepare(c->pg, s->name, s->sql, 0, NULL)) &&
           PQsendQueryPrepared(c->pg, s->name, s->parameters, call->values,
                               call->lengths, call->formats, 1);
}

/* The next result of the pipeline; NULL also where one statement's end. */
static PGresult *next_result(connection *c, apr_time_t end)
{
    while (!c->broken && PQisBusy(c->pg)) {
        int unsent = PQflush(c->pg);

        if (unsent < 0 && PQstatus(c->pg) == CONNECTION_BAD) {
            c->broken = true;
        } else if (!wait_for(c->pg, unsent > 0 ? POLLIN | POLLOUT : POLLIN,
                             end)) {
            c->broken = c->late = true;
        } else if (!PQconsumeInput(c->pg)) {
            c->broken = true;
        }
    }
    return c->broken ? NULL : PQgetResult(c->pg);
}

/* Take the one result of a step; returns the SQLSTATE if it failed, else NULL.
 * *result is NULL then. What follows a failure in the pipeline is skipped by
 * the server and says nothing of its own. */
static const char *take(connection *c, apr_pool_t *pool, apr_time_t end,
                        PGresult **result)
{
    PGresult *taken = next_result(c, end);
    ExecStatusType status = PQresultStatus(taken);
    const char *state = NULL;

    *result = NULL;
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        *result = taken;
    } else {
        state = PQresultErrorField(taken, PG_DIAG_SQLSTATE);
        state = apr_pstrdup(pool, state ? state : "");
        if (PQstatus(c->pg) != CONNECTION_OK || !taken) {
            c->broken = true;
        }
        PQclear(taken);
    }
    if (!c->broken) {
        PQclear(next_result(c, end));
    }
    return state;
}

/* libpq's buffers grow with the largest message and never shrink. */
static void note_message(connection *c, size_t octets)
{
    if (octets > c->largest) {
        c->largest = octets;
    }
}

static void note_result(connection *c, const PGresult *result)
{
    int rows = PQntuples(result);

    if (rows > 0) {
        note_message(c, PQresultMemorySize(result) / (size_t)rows);
    }
}

static void note_call(connection *c, const statement_call *call)
{
    size_t octets = 0;

    for (int i = 0; i < statements[call->id].parameters; i++) {
        if (call->formats[i]) {
            octets += (size_t)call->lengths[i];
        } else if (call->values[i]) {
            octets += strlen(call->values[i]);
        }
    }
    note_message(c, octets);
}

size_t connection_largest_message(const connection *c)
{
    return c->largest;
}

static apr_status_t clear(void *result)
{
    PQclear(result);
    return APR_SUCCESS;
}

/* Read everything up to the pipeline's end, so that the connection is ready
 * again whatever happened. */
static advolux_error *receive(connection *c, apr_pool_t *pool,
                              const statement_call *calls, int count,
                              const PGresult **results, apr_time_t end)
{
    const char *failed = NULL, *what = "", *state;
    PGresult *result;

    for (int i = 0; i < count && !c->broken; i++) {
        const statement *s = &statements[calls[i].id];

        for (int step = c->prepared[calls[i].id]; step < 2 && !c->broken;
             step++) {
            state = take(c, pool, end, &result);
            if (state && !failed) {
                failed = state;
                what = s->name;
            }
            if (step == 0) {
                PQclear(result);
                c->prepared[calls[i].id] = !state;
            } else if (result) {
                apr_pool_cleanup_register(pool, result, clear,
                                          apr_pool_cleanup_null);
                note_result(c, result);
                advolux_account_hold(calls[i].account, pool,
                                     PQresultMemorySize(result));
                results[i] = result;
            }
        }
    }
    if (!c->broken) {
        result = next_result(c, end);
        if (PQresultStatus(result) != PGRES_PIPELINE_SYNC) {
            /* A COMMIT that failed (a deferred check) reports here. */
            state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
            if (!failed) {
                failed = apr_pstrdup(pool, state ? state : "");
                what = statements[calls[count - 1].id].name;
            }
            c->broken = true;
        }
        PQclear(result);
    }
    if (failed && *failed) {
        c->broken =
            c->broken || sqlstate_find(failed)->sequel == SQLSTATE_RENEW;
        return sqlstate_error(pool, failed, what);
    }
    if (c->broken || failed) {
        c->broken = true;
        return advolux_error_make(
            pool, ADVOLUX_E_UNAVAILABLE, "%s",
            c->late ? "PostgreSQL did not answer in time"
                    : "the connection to PostgreSQL was lost");
    }
    if (c->unconfirmed) {
        return advolux_error_make(
            pool, ADVOLUX_E_UNAVAILABLE,
            "the synchronous standby did not confirm the write: it is not "
            "certain to outlive this server");
    }
    return NULL;
}

advolux_error *connection_run(connection *c, apr_pool_t *pool,
                              const statement_call *calls, int count,
                              apr_interval_time_t time,
                              const PGresult **results)
{
    apr_interval_time_t most =
        GRACE + count * apr_time_from_msec(c->statement_timeout);
    apr_time_t end = advolux_clock() + (time < most ? time : most);
    advolux_error *error;
    bool sent = true;

    c->unconfirmed = false;

    for (int i = 0; i < count && sent; i++) {
        results[i] = NULL;
        sent = send_call(c, &calls[i]);
        note_call(c, &calls[i]);
    }
    if (!sent || !PQpipelineSync(c->pg)) {
        c->broken = true;
        return advolux_error_make(pool, ADVOLUX_E_UNAVAILABLE,
                                  "the connection to PostgreSQL was lost");
    }
    error = receive(c, pool, calls, count, results, end);
    c->used_at = advolux_clock();
    return error;
}
