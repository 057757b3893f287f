/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file database.h
 * Which database is meant. libpq would take one that is called as whoever runs
 * the program, which is PostgreSQL's own for its superuser: so it has to be
 * said.
 */
#ifndef ADVOLUX_CTL_DATABASE_H
#define ADVOLUX_CTL_DATABASE_H

#include "ctl.h"

/** The oldest PostgreSQL that the schema is for, as PQserverVersion counts. */
#define DATABASE_SERVER_LEAST 150000

/** Find it: --database, else ADVOLUX_DATABASE, else PGHOST, PGHOSTADDR,
 * PGPORT, PGDATABASE and PGSERVICE if any of them is set, else the file that
 * ADVOLUX_ADMIN_CONF names (/etc/advolux/admin.conf): lines of a conninfo, and
 * comments that begin with #. Sets c->database and c->said_by. Returns a
 * sentence in c->pool if none is named, or NULL. */
const char *database_find(ctl *c);

/** Why a server is too old, a sentence in the pool; NULL: it is not. */
const char *database_server_fault(apr_pool_t *pool, const PGconn *pg);

#endif
