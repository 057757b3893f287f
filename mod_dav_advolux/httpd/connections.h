/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file connections.h
 * How many connections to PostgreSQL the processes of this httpd have together,
 * and the end of those that nobody uses.
 */
#ifndef ADVOLUX_CONNECTIONS_H
#define ADVOLUX_CONNECTIONS_H

#include <httpd.h>

#include "config.h"
#include "store.h"

/** This process's part of what AdvoluxConnections says for the server of a
 * conninfo. NULL without shared memory. In a child, in `p`. */
slot_share *advolux_connections_share(apr_pool_t *p,
                                      const advolux_server_config *config);

/** How many connections one process may have: what its threads can use. */
int advolux_connections_of_process(const advolux_server_config *config);

/** Look after the stores (array of advolux_store *) of this process, in a
 * thread of its own that ends with `p`. */
void advolux_connections_tend(apr_pool_t *p, apr_array_header_t *stores);

void advolux_connections_register_hooks(apr_pool_t *p);

#endif
