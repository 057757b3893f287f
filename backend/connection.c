/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

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
    " -c client_connection_check_interval=2s";

/* The options of the conninfo or the environment, and ours behind them. */
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
    all = apr_psprintf(pool, "%s%s -c statement_timeout=%d", given ? given : "",
                       settings, config->statement_timeout);
    PQconninfoFree(parsed);
    return all;
}

/* Wait for the socket; false at the deadline. */
static bool wait_for(PGconn *pg, short events, apr_time_t deadline)
{
    struct pollfd fd = { .fd = PQsocket(pg), .events = events };
    apr_time_t now = apr_time_now();
    int ready;

    while (now < deadline) {
        ready = poll(&fd, 1, (int)apr_time_as_msec(deadline - now) + 1);
        if (ready > 0) {
            return true;
        }
        now = apr_time_now();
    }
    return false;
}

/* libpq's message in one line; it names hosts and roles, never a row. */
static const char *connect_reason(apr_pool_t *pool, PGconn *pg)
{
    char *reason = apr_pstrdup(pool, PQerrorMessage(pg));
    size_t length = strlen(reason);

    while (length > 0 && reason[length - 1] == '\n') {
        reason[--length] = '\0';
    }
    for (char *c = reason; *c; c++) {
        if ((unsigned char)*c < ' ') {
            *c = ' ';
        }
    }
    return reason;
}

/* Connect, host after host. Each has its share of the time, so that one that
 * does not answer does not keep the next from being asked; libpq waits for two
 * seconds at least. */
static advolux_error *start(apr_pool_t *pool,
                            const advolux_store_config *config, PGconn **pg)
{
    conninfo_defaults defaults = conninfo_resolve(config->conninfo);
    const char *const keywords[] = { "dbname",
                                     "options",
                                     "client_encoding",
                                     "application_name",
                                     "connect_timeout",
                                     "sslmode",
                                     NULL };
    const char *const values[] = {
        config->conninfo ? config->conninfo : "",
        options(pool, config),
        "UTF8",
        "mod_dav_advolux",
        apr_itoa(pool, config->connect_timeout > defaults.hosts
                           ? config->connect_timeout / defaults.hosts
                           : 1),
        defaults.sslmode,
        NULL
    };
    const char *reason;

    *pg = PQconnectdbParams(keywords, values, 1);
    if (PQstatus(*pg) == CONNECTION_OK) {
        return NULL;
    }
    reason = connect_reason(pool, *pg);
    return advolux_error_make(
        pool, ADVOLUX_E_UNAVAILABLE, "cannot connect to PostgreSQL: %s%s",
        reason,
        defaults.sslmode &&
                (strstr(reason, "SSL") || strstr(reason, "certificate"))
            ? " (for another machine sslmode is verify-full: name the CA of its"
              " certificate by sslrootcert=FILE, or say another sslmode)"
            : "");
}

static void ignore_notice(void *context, const PGresult *notice)
{
    (void)context;
    (void)notice;
}

/* Whether it is the schema that this program knows, and a role that cannot read
 * deadlines. One that can would not leak any by itself, since no statement asks
 * for them; but the firm was promised that it is impossible, and a 503 costs no
 * device anything and ends with the REVOKE (handbook S18). */
static advolux_error *check(connection *c, apr_pool_t *pool)
{
    statement_call call = { .id = STATEMENT_CHECK };
    const PGresult *result;
    advolux_error *error = connection_run(c, pool, &call, 1, &result);
    int found;

    if (error) {
        if (error->kind == ADVOLUX_E_REFUSED) {
            error->kind = ADVOLUX_E_FAULT;
            error->reason = "PostgreSQL denied this role the schema caldav: "
                            "connect as advolux_caldav";
        }
        return error;
    }
    found = row_int(result, 0, 0);
    if (found != ADVOLUX_SCHEMA_VERSION) {
        return advolux_error_make(
            pool, ADVOLUX_E_SCHEMA,
            "the schema is of version %d, this program needs version %d: %s",
            found, ADVOLUX_SCHEMA_VERSION,
            found < ADVOLUX_SCHEMA_VERSION ? "run advoluxctl migrate"
                                           : "install the newer program");
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
                               connection **made)
{
    connection *c = calloc(1, sizeof *c);
    advolux_error *error;

    if (!c) {
        return advolux_error_make(pool, ADVOLUX_E_UNAVAILABLE,
                                  "no memory for a connection");
    }
    c->statement_timeout = config->statement_timeout;
    error = start(pool, config, &c->pg);
    PQsetNoticeReceiver(c->pg, ignore_notice, NULL);
    if (!error &&
        (PQsetnonblocking(c->pg, 1) != 0 || !PQenterPipelineMode(c->pg))) {
        error = advolux_error_make(pool, ADVOLUX_E_FAULT,
                                   "libpq refused pipeline mode");
    }
    if (!error) {
        error = check(c, pool);
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

bool connection_is_broken(const connection *c)
{
    return c->broken;
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
static PGresult *next_result(connection *c, apr_time_t deadline)
{
    while (!c->broken && PQisBusy(c->pg)) {
        int unsent = PQflush(c->pg);

        if (unsent < 0 && PQstatus(c->pg) == CONNECTION_BAD) {
            c->broken = true;
        } else if (!wait_for(c->pg, unsent > 0 ? POLLIN | POLLOUT : POLLIN,
                             deadline)) {
            c->broken = true;
        } else if (!PQconsumeInput(c->pg)) {
            c->broken = true;
        }
    }
    return c->broken ? NULL : PQgetResult(c->pg);
}

/* Take the one result of a step; returns the SQLSTATE if it failed, else NULL.
 * *result is NULL then. What follows a failure in the pipeline is skipped by
 * the server and says nothing of its own. */
static const char *take(connection *c, apr_pool_t *pool, apr_time_t deadline,
                        PGresult **result)
{
    PGresult *taken = next_result(c, deadline);
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
        PQclear(next_result(c, deadline));
    }
    return state;
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
                              const PGresult **results, apr_time_t deadline)
{
    const char *failed = NULL, *what = "", *state;
    PGresult *result;

    for (int i = 0; i < count && !c->broken; i++) {
        const statement *s = &statements[calls[i].id];

        for (int step = c->prepared[calls[i].id]; step < 2 && !c->broken;
             step++) {
            state = take(c, pool, deadline, &result);
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
                results[i] = result;
            }
        }
    }
    if (!c->broken) {
        result = next_result(c, deadline);
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
            apr_time_now() >= deadline
                ? "PostgreSQL did not answer in time"
                : "the connection to PostgreSQL was lost");
    }
    return NULL;
}

advolux_error *connection_run(connection *c, apr_pool_t *pool,
                              const statement_call *calls, int count,
                              const PGresult **results)
{
    apr_time_t deadline = apr_time_now() + GRACE +
                          count * apr_time_from_msec(c->statement_timeout);
    advolux_error *error;
    bool sent = true;

    for (int i = 0; i < count && sent; i++) {
        results[i] = NULL;
        sent = send_call(c, &calls[i]);
    }
    if (!sent || !PQpipelineSync(c->pg)) {
        c->broken = true;
        return advolux_error_make(pool, ADVOLUX_E_UNAVAILABLE,
                                  "the connection to PostgreSQL was lost");
    }
    error = receive(c, pool, calls, count, results, deadline);
    c->used_at = apr_time_now();
    return error;
}
