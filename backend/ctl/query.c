/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>

#include "connect_reason.h"
#include "conninfo.h"
#include "ctl.h"
#include "database.h"
#include "rule.h"
#include "sqlstate.h"

/* SQLSTATE of a NOTICE that is ours (firm/carry.sql). */
#define OWN_NOTICE "01ADV"

static apr_status_t clear(void *result)
{
    PQclear(result);
    return APR_SUCCESS;
}

/* What our functions say of what they did; the server's own words are not for
 * who runs this program. */
static void say_notice(void *context, const PGresult *notice)
{
    const char *state = PQresultErrorField(notice, PG_DIAG_SQLSTATE);

    (void)context;
    if (state && strcmp(state, OWN_NOTICE) == 0) {
        ctl_fail("%s", PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY));
    }
}

PGconn *ctl_connect(ctl *c)
{
    static const char *const keywords[] = { "dbname", "client_encoding",
                                            "application_name", "sslmode",
                                            NULL };
    const char *values[] = { NULL, "UTF8", "advoluxctl", NULL, NULL };
    const char *fault;

    if (c->pg) {
        return c->pg;
    }
    fault = database_find(c);
    if (fault) {
        ctl_fail("%s", fault);
        c->failure = CTL_USAGE;
        return NULL;
    }
    values[0] = c->database;
    values[3] = conninfo_resolve(c->database).sslmode;
    c->pg = PQconnectdbParams(keywords, values, 1);
    if (PQstatus(c->pg) != CONNECTION_OK) {
        ctl_fail("cannot connect (by %s): %s\nSay where the store is with "
                 "--database or PGHOST, PGPORT, PGDATABASE, PGUSER; where "
                 "PostgreSQL runs: sudo -u postgres advoluxctl ...",
                 c->said_by, connect_reason(c->pool, PQerrorMessage(c->pg)));
        PQfinish(c->pg);
        c->pg = NULL;
        c->failure = CTL_UNKNOWN;
        return NULL;
    }
    PQsetNoticeReceiver(c->pg, say_notice, NULL);
    if (!ctl_accept(c, PQexec(c->pg, CTL_PINNED))) {
        PQfinish(c->pg);
        c->pg = NULL;
    }
    return c->pg;
}

/* Functions say these themselves, of what the caller gave and no row. */
static bool is_own_sentence(const char *state)
{
    return state &&
           (strcmp(state, "P0002") == 0 || strcmp(state, "55000") == 0);
}

const char *ctl_sentence(apr_pool_t *pool, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *constraint =
        PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *rule = constraint ? rule_sentence(constraint) : NULL;
    const sqlstate_meaning *meaning = sqlstate_find(state);

    if (is_own_sentence(state)) {
        return message;
    }
    if (rule) {
        return rule;
    }
    if (constraint) {
        return apr_psprintf(pool, "%s: rule %s", meaning->sentence, constraint);
    }
    if (state && strcmp(state, "42501") == 0) {
        return "PostgreSQL denied the permission: connect as advolux_owner";
    }
    return apr_psprintf(pool, "%s: %s", meaning->sentence,
                        message ? message : PQresultErrorMessage(result));
}

bool ctl_accept(ctl *c, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);

    apr_pool_cleanup_register(c->pool, result, clear, apr_pool_cleanup_null);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        c->failure =
            PQstatus(c->pg) == CONNECTION_OK ? CTL_FAILED : CTL_UNKNOWN;
        ctl_fail("%s", ctl_sentence(c->pool, result));
        return false;
    }
    return true;
}

PGresult *ctl_query(ctl *c, const char *sql, int count,
                    const char *const *values)
{
    PGresult *result;

    if (!ctl_connect(c)) {
        return NULL;
    }
    result = PQexecParams(c->pg, sql, count, NULL, values, NULL, NULL, 0);
    return ctl_accept(c, result) ? result : NULL;
}

int ctl_list(ctl *c, const char *sql, int count, const char *const *values)
{
    const PGresult *result = ctl_query(c, sql, count, values);

    if (!result) {
        return c->failure;
    }
    ctl_print(c, result);
    return CTL_DONE;
}
