/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file connection.h
 * One connection to PostgreSQL, always in pipeline mode, never within a
 * transaction between two calls. Used by one thread at a time.
 */
#ifndef ADVOLUX_CONNECTION_H
#define ADVOLUX_CONNECTION_H

#include <apr_time.h>
#include <libpq-fe.h>

#include "statement.h"

typedef struct connection connection;

/** Connect, and check the schema's version. Takes at most connect_timeout (two
 * seconds for each host of the conninfo at least) and the time-out of one
 * statement, but for the resolver's, if the conninfo has host names. Not
 * allocated in a pool: closed by connection_close. */
advolux_error *connection_open(apr_pool_t *pool,
                               const advolux_store_config *config,
                               connection **made);

void connection_close(connection *c);

/** Run calls in one round trip and one transaction. results[i] is call i's,
 * in binary format, cleared with the pool. A statement is prepared along with
 * its first use. After an error there are no results, and nothing was written
 * unless the connection is broken. */
advolux_error *connection_run(connection *c, apr_pool_t *pool,
                              const statement_call *calls, int count,
                              const PGresult **results);

/** Whether it must be closed instead of used again. */
bool connection_is_broken(const connection *c);

/** The same after a look at its socket: has the server hung up? */
bool connection_has_died(connection *c);

/** When connection_run last ended. */
apr_time_t connection_used_at(const connection *c);

#endif
