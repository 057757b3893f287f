/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include <libpq-fe.h>

#include "conninfo.h"

/* An option's value; "" if it has none. */
static const char *option(const PQconninfoOption *options, const char *keyword)
{
    for (const PQconninfoOption *o = options; o && o->keyword; o++) {
        if (strcmp(o->keyword, keyword) == 0) {
            return o->val ? o->val : "";
        }
    }
    return "";
}

/* Whether the conninfo itself says an sslmode. */
static bool says_sslmode(const char *conninfo)
{
    PQconninfoOption *said = PQconninfoParse(conninfo, NULL);
    bool says = *option(said, "sslmode") != '\0';

    PQconninfoFree(said);
    return says;
}

#define NONE_SUCH "none-such"

/* libpq fills in what service and environment say, and gives up at a word that
 * it does not know before it looks for a host. */
static PGconn *unconnected_make(const char *conninfo)
{
    const char *const keywords[] = { "dbname", "target_session_attrs", NULL };
    const char *const values[] = { conninfo, NONE_SUCH, NULL };

    return PQconnectStartParams(keywords, values, 1);
}

static PQconninfoOption *resolved(const char *conninfo)
{
    PGconn *unconnected = unconnected_make(conninfo);
    PQconninfoOption *options = PQconninfo(unconnected);

    PQfinish(unconnected);
    return options;
}

/* One of a list's names, of this length: a socket, or an address of loopback.
 */
static bool is_here(const char *name, size_t length)
{
    static const char localhost[] = "localhost";

    return length == 0 || *name == '/' || *name == '@' ||
           (length == 3 && memcmp(name, "::1", 3) == 0) ||
           (length == strlen(localhost) &&
            strncasecmp(name, localhost, length) == 0) ||
           (length > 4 && memcmp(name, "127.", 4) == 0 &&
            strspn(name, "0123456789.") >= length);
}

conninfo_defaults conninfo_resolve(const char *conninfo)
{
    conninfo_defaults defaults = { .hosts = 0 };
    PQconninfoOption *options;
    const char *address, *host;
    bool here = true, more = true;

    conninfo = conninfo ? conninfo : "";
    options = resolved(conninfo);
    address = option(options, "hostaddr");
    host = option(options, "host");
    while (more) {
        size_t of_address = strcspn(address, ","), of_host = strcspn(host, ",");

        here = here && (of_address > 0 ? is_here(address, of_address)
                                       : is_here(host, of_host));
        more = address[of_address] || host[of_host];
        address += of_address + (address[of_address] != '\0');
        host += of_host + (host[of_host] != '\0');
        defaults.hosts++;
    }
    if (!here && strcmp(option(options, "sslmode"), "prefer") == 0 &&
        !says_sslmode(conninfo) && !getenv("PGSSLMODE")) {
        defaults.sslmode = "verify-full";
    }
    defaults.silence_is_said = *option(options, "tcp_user_timeout") != '\0';
    PQconninfoFree(options);
    return defaults;
}

/* Its first line. */
static const char *line(apr_pool_t *pool, const char *reason)
{
    return apr_pstrndup(pool, reason, strcspn(reason, "\n"));
}

/* What libpq objects to before it would connect. That a service is missing can
 * change without the conninfo. */
static const char *value_fault(apr_pool_t *pool, const char *conninfo)
{
    PGconn *unconnected = unconnected_make(conninfo);
    const char *reason = PQerrorMessage(unconnected);
    const char *fault = strstr(reason, NONE_SUCH) || strstr(reason, "service")
                            ? NULL
                            : line(pool, reason);

    PQfinish(unconnected);
    return fault;
}

/* libpq reads a port only when it connects. */
static const char *port_fault(apr_pool_t *pool, const char *ports)
{
    for (; *ports; ports += *ports == ',') {
        size_t length = strcspn(ports, ",");
        size_t digits = strspn(ports, "0123456789");
        const char *port = apr_pstrndup(pool, ports, length);

        if (digits != length || (length > 0 && (length > 5 || atoi(port) < 1 ||
                                                atoi(port) > 65535))) {
            return apr_psprintf(
                pool, "port is a number from 1 to 65535, not \"%s\"", port);
        }
        ports += length;
    }
    return NULL;
}

static const char *attrs_fault(apr_pool_t *pool, const char *attrs)
{
    static const char *const known[] = {
        "",        "any",     "read-write",    "read-only",
        "primary", "standby", "prefer-standby"
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(attrs, known[i]) == 0) {
            return NULL;
        }
    }
    return apr_psprintf(pool,
                        "target_session_attrs is any, read-write, read-only, "
                        "primary, standby or prefer-standby, not \"%s\"",
                        attrs);
}

const char *conninfo_fault(apr_pool_t *pool, const char *conninfo)
{
    char *reason = NULL;
    PQconninfoOption *options = PQconninfoParse(conninfo, &reason);
    const char *fault;

    if (!options) {
        fault = line(pool, reason ? reason : "no memory");
        PQfreemem(reason);
        return fault;
    }
    fault = port_fault(pool, option(options, "port"));
    if (!fault) {
        fault = attrs_fault(pool, option(options, "target_session_attrs"));
    }
    if (!fault) {
        fault = value_fault(pool, conninfo);
    }
    PQconninfoFree(options);
    return fault;
}

const char *conninfo_value(apr_pool_t *pool, const char *conninfo,
                           const char *keyword)
{
    PQconninfoOption *options = PQconninfoParse(conninfo ? conninfo : "", NULL);
    const char *value = option(options, keyword);

    value = *value ? apr_pstrdup(pool, value) : NULL;
    PQconninfoFree(options);
    return value;
}
