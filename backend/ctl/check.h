/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file check.h
 * `advoluxctl check`: one row of a table for each thing that must be right
 * before a device can synchronise (the handbook's "Testen", and more).
 */
#ifndef ADVOLUX_CTL_CHECK_H
#define ADVOLUX_CTL_CHECK_H

#include "ctl.h"
#include "language.h"
#include "module_rights.h"

/** How a check went; those that matter more are greater. */
typedef enum check_level {
    CHECK_OK,
    CHECK_SKIPPED, /**< it could not be looked at: something else is missing */
    CHECK_WARNING,
    CHECK_FAILURE
} check_level;

typedef struct check_finding {
    check_level level;
    const char *cause; /**< a sentence, in the user's language */
    const char *mend;  /**< a command or what to set, in the user's language;
                            NULL if there is nothing to do */
} check_finding;

/** What the checks look at, and what one leaves to the next. */
typedef struct check {
    ctl *c;
    const ctl_call *call;
    PGconn *module;   /**< as the module's role; NULL until it is connected */
    const char *url;  /**< of the server, ends in "/" */
    const char *root; /**< path of the calendars, once it is known */
    const char *password; /**< of --person */
    bool http_answers;
    const char *href, *etag; /**< of an entry of --person; NULL: none seen */
} check;

/** What mends too few connections (the members of a wording). */
#define CHECK_TOO_MANY \
    { "max_connections in postgresql.conf, or a smaller AdvoluxConnections", \
      "max_connections in postgresql.conf erhöhen, oder " \
      "AdvoluxConnections verkleinern" }

typedef check_finding (*check_function)(check *k);

/** What mends it, where it is the same in both languages: commands. */
#define CHECK_MEND(text) (&(const wording){ text, text })

/** A finding; `cause` is printf-style in both languages, and `mend` NULL if
 * there is nothing to do. */
check_finding check_found(check *k, check_level level, const wording *mend,
                          const wording *cause, ...);

/** It could not be looked at, because of what. */
check_finding check_skipped(check *k, const wording *because);

/** The first value that a query answers, in the pool; NULL if there is none,
 * it fails, or pg is NULL. No message. */
const char *check_ask(check *k, PGconn *pg, const char *sql);

/** Why what needs PostgreSQL is skipped. */
extern const wording check_no_server;

check_finding check_server(check *k), check_schema(check *k),
    check_role(check *k), check_rights(check *k), check_deadlines(check *k),
    check_planted(check *k), check_proof(check *k), check_people(check *k),
    check_zones(check *k), check_rows(check *k), check_clock(check *k),
    check_connections(check *k), check_durability(check *k),
    check_transactions(check *k), check_listener(check *k),
    check_well_known(check *k), check_certificate(check *k),
    check_login(check *k), check_sync(check *k), check_etags(check *k);

#endif
