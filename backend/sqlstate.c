/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>

#include "sqlstate.h"

#define ENCODING \
    "the encoding of the database cannot hold a text: it has to be UTF8"

/* The first row whose prefix fits counts: states before their classes. Only
 * what a client can mend by another value is the client's: what else fails may
 * go well later, and a client must keep what it has until then. */
static const sqlstate_meaning meanings[] = {
    { "08", ADVOLUX_E_UNAVAILABLE, "the connection to PostgreSQL was lost",
      SQLSTATE_RENEW },
    { "57P0", ADVOLUX_E_UNAVAILABLE,
      "PostgreSQL is shutting down or starting up", SQLSTATE_RENEW },
    { "57014", ADVOLUX_E_UNAVAILABLE,
      "PostgreSQL did not finish within the statement time-out",
      SQLSTATE_KEEP },
    { "53", ADVOLUX_E_UNAVAILABLE,
      "PostgreSQL is out of connections, memory or disk space", SQLSTATE_KEEP },
    { "55P03", ADVOLUX_E_UNAVAILABLE, "a row stayed locked for too long",
      SQLSTATE_KEEP },
    { "40001", ADVOLUX_E_UNAVAILABLE, "another change came in between",
      SQLSTATE_REPEAT },
    { "40P01", ADVOLUX_E_UNAVAILABLE, "two changes waited for each other",
      SQLSTATE_REPEAT },
    { "25P0", ADVOLUX_E_UNAVAILABLE,
      "PostgreSQL ended the transaction or is read-only", SQLSTATE_RENEW },
    { "25006", ADVOLUX_E_UNAVAILABLE, "PostgreSQL is a read-only standby",
      SQLSTATE_RENEW },
    { "0A000", ADVOLUX_E_UNAVAILABLE,
      "the schema changed while the connection was open", SQLSTATE_RENEW },
    { "26000", ADVOLUX_E_UNAVAILABLE,
      "the server forgot a prepared statement (is a pooler in between?)",
      SQLSTATE_RENEW },
    { "42P01", ADVOLUX_E_SCHEMA,
      "a view of schema caldav is missing: run advoluxctl migrate",
      SQLSTATE_RENEW },
    { "3F000", ADVOLUX_E_SCHEMA,
      "schema caldav is missing: run advoluxctl migrate", SQLSTATE_RENEW },
    { "42883", ADVOLUX_E_SCHEMA,
      "a function of schema caldav is missing: run advoluxctl migrate",
      SQLSTATE_RENEW },
    { "42703", ADVOLUX_E_SCHEMA,
      "a column of schema caldav is missing: run advoluxctl migrate",
      SQLSTATE_RENEW },
    { "42704", ADVOLUX_E_SCHEMA,
      "a type of schema caldav is missing: run advoluxctl migrate",
      SQLSTATE_RENEW },
    { "XX000", ADVOLUX_E_FAULT,
      "what the connection remembers is gone from the database (was a backup "
      "put back?), or PostgreSQL has a defect",
      SQLSTATE_RENEW },
    { "28000", ADVOLUX_E_LOGIN,
      "no such login, CalDAV is off for it, or its password changed",
      SQLSTATE_KEEP },
    { "ADV01", ADVOLUX_E_REFUSED,
      "Advolux does not let a calendar client change this item",
      SQLSTATE_KEEP },
    { "42501", ADVOLUX_E_FAULT,
      "PostgreSQL denies the module's role a right (was a view made anew "
      "without its GRANT?): advoluxctl check names it",
      SQLSTATE_RENEW },
    { "P0", ADVOLUX_E_FAULT,
      "a trigger or function in the database gave up: PostgreSQL's log has its "
      "words",
      SQLSTATE_KEEP },
    { "22021", ADVOLUX_E_FAULT, ENCODING, SQLSTATE_RENEW },
    { "22P05", ADVOLUX_E_FAULT, ENCODING, SQLSTATE_RENEW },
    { "22001", ADVOLUX_E_INVALID, "a text is too long for its column",
      SQLSTATE_KEEP },
    { "22003", ADVOLUX_E_INVALID, "a number is too large for its column",
      SQLSTATE_KEEP },
    { "22007", ADVOLUX_E_INVALID, "a time cannot be stored", SQLSTATE_KEEP },
    { "22008", ADVOLUX_E_INVALID, "a time cannot be stored", SQLSTATE_KEEP },
    { "54000", ADVOLUX_E_INVALID, "a text is too long for an index",
      SQLSTATE_KEEP },
    { "23514", ADVOLUX_E_INVALID, "a value breaks a rule of the store",
      SQLSTATE_KEEP },
    { "23P01", ADVOLUX_E_INVALID, "a value breaks a rule of the store",
      SQLSTATE_KEEP },
    { "", ADVOLUX_E_FAULT, "PostgreSQL failed", SQLSTATE_KEEP }
};

const sqlstate_meaning *sqlstate_find(const char *state)
{
    const sqlstate_meaning *meaning = meanings;

    if (!state) {
        state = "";
    }
    while (strncmp(state, meaning->prefix, strlen(meaning->prefix)) != 0) {
        meaning++;
    }
    return meaning;
}

advolux_error *sqlstate_error(apr_pool_t *pool, const char *state,
                              const char *what)
{
    const sqlstate_meaning *meaning = sqlstate_find(state);
    advolux_error *error;

    error = advolux_error_make(pool, meaning->kind, "%s (%s, SQLSTATE %s)",
                               meaning->sentence, what,
                               state && *state ? state : "unknown");
    apr_cpystrn(error->sqlstate, state ? state : "", sizeof error->sqlstate);
    return error;
}
