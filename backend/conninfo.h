/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file conninfo.h
 * What is said to libpq where the admin's conninfo leaves it open.
 */
#ifndef ADVOLUX_CONNINFO_H
#define ADVOLUX_CONNINFO_H

#include <stdbool.h>

#include <apr_pools.h>

typedef struct conninfo_defaults {
    /** "verify-full" where a host is another machine and nothing says an
     * sslmode: neither the conninfo nor its service nor PGSSLMODE. NULL
     * otherwise: libpq's own "prefer", which a socket and loopback may have.
     * An sslmode of "prefer" in a service file counts as not said. */
    const char *sslmode;
    /** Something says how long a silent host is waited for: tcp_user_timeout.
     */
    bool silence_is_said;
    int hosts; /**< that libpq tries, one after the other; at least 1 */
} conninfo_defaults;

/** Ask libpq what conninfo (or URI), service and environment amount to. No
 * network; what is wrong with the conninfo is left for the connection to say.
 * conninfo may be NULL or "". Results live as long as the program. */
conninfo_defaults conninfo_resolve(const char *conninfo);

/** A conninfo with what its service says, and with the password that libpq
 * finds for the first host that has one (service, PGPASSWORD, password file),
 * in `pool`: a process whose user may read neither file can connect with it.
 * The conninfo itself if there is no password. No network. It is a secret. */
const char *conninfo_complete(apr_pool_t *pool, const char *conninfo);

/** Whether conninfo, its service or the environment says which database: libpq
 * else takes one of the user's name. True too of what has a fault. */
bool conninfo_names_database(const char *conninfo);

/** What a conninfo means by hosts and ports, service and environment too: two
 * with the same are one server's. In `pool`. No network. */
const char *conninfo_server(apr_pool_t *pool, const char *conninfo);

/** What libpq does not understand of a conninfo, a word or a value, as a line
 * in `pool`; NULL: it does. No network. */
const char *conninfo_fault(apr_pool_t *pool, const char *conninfo);

/** What conninfo itself says for a keyword of libpq's ("passfile",
 * "password"), in `pool`; NULL: nothing, or conninfo is NULL or has a fault. */
const char *conninfo_value(apr_pool_t *pool, const char *conninfo,
                           const char *keyword);

#endif
