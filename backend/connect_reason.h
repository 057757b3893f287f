/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file connect_reason.h
 * Why a connection to PostgreSQL was not made.
 */
#ifndef ADVOLUX_CONNECT_REASON_H
#define ADVOLUX_CONNECT_REASON_H

#include <apr_pools.h>

/** What PQerrorMessage says of the last way that libpq tried, as one line in
 * `pool`. libpq goes through the addresses of a host, and may try each with TLS
 * and without; it has a line for every try, with lines that begin with a tab
 * and the server's DETAIL and HINT behind it, and what it ended at is the last
 * one. It names hosts and roles, never a row. */
const char *connect_reason(apr_pool_t *pool, const char *message);

#endif
