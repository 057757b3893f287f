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

/* libpq fills in what service and environment say, and gives up at a word that
 * it does not know before it looks for a host. */
static PQconninfoOption *resolved(const char *conninfo)
{
    const char *const keywords[] = { "dbname", "target_session_attrs", NULL };
    const char *const values[] = { conninfo, "none-such", NULL };
    PGconn *unconnected = PQconnectStartParams(keywords, values, 1);
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
    PQconninfoFree(options);
    return defaults;
}

const char *conninfo_fault(apr_pool_t *pool, const char *conninfo)
{
    char *reason = NULL;
    PQconninfoOption *options = PQconninfoParse(conninfo, &reason);
    const char *fault = options
                            ? NULL
                            : apr_pstrndup(pool, reason ? reason : "no memory",
                                           reason ? strcspn(reason, "\n") : 9);

    PQfreemem(reason);
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
