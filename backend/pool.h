/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file pool.h
 * What the calls need of the store: a connection for one round trip.
 */
#ifndef ADVOLUX_POOL_H
#define ADVOLUX_POOL_H

#include "connection.h"

/** As connection_run, on a connection of the store's that is given back before
 * the return. What PostgreSQL took back to end a deadlock is run again, a few
 * times; reads are, too, where the connection had died before. */
advolux_error *pool_run(advolux_store *store, apr_pool_t *pool,
                        const statement_call *calls, int count,
                        const PGresult **results);

#endif
