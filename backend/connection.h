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

/** Connect, and check encoding and the schema's version. Takes at most `time`,
 * and of it connect_timeout to connect (two seconds for each host of the
 * conninfo at least), but for the resolver's, if the conninfo has host names.
 * Not allocated in a pool: closed by connection_close. */
advolux_error *connection_open(apr_pool_t *pool,
                               const advolux_store_config *config,
                               apr_interval_time_t time, connection **made);

void connection_close(connection *c);

/** How many connections the server gives to the role and the database that are
 * not superusers'. */
int connection_server_gives(const connection *c);

/** Run calls in one round trip and one transaction. results[i] is call i's,
 * in binary format, cleared with the pool. A statement is prepared along with
 * its first use. Takes at most `time`, and at most the statements' time-outs.
 * After an error there are no results, and nothing was written unless the
 * connection is broken or a synchronous standby did not confirm it. */
advolux_error *connection_run(connection *c, apr_pool_t *pool,
                              const statement_call *calls, int count,
                              apr_interval_time_t time,
                              const PGresult **results);

/** Have PostgreSQL cancel what c waits for, and wait for its last word for at
 * most `time`. The request itself can hang as long as the host does. Close c
 * then. */
void connection_cancel(connection *c, apr_interval_time_t time);

/** The octets of the largest row or call that has gone over it, about: its
 * buffers are as large. */
size_t connection_largest_message(const connection *c);

/** Whether it must be closed instead of used again. */
bool connection_is_broken(const connection *c);

/** Whether it is broken because its answer was not waited for: the backend
 * may still be at work. */
bool connection_is_late(const connection *c);

/** The same as connection_is_broken after a look at its socket: has the server
 * hung up? */
bool connection_has_died(connection *c);

/** When connection_run last ended, by advolux_clock. */
apr_time_t connection_used_at(const connection *c);

#endif
