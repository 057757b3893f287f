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

#define ATTRS "target_session_attrs"

/* libpq fills in what service, environment and password file say, and gives up
 * at a word that it does not know before it looks for a host: the value that
 * one keyword is given, which is not seen then. */
static PGconn *unconnected_make(const char *conninfo, const char *unseen)
{
    const char *const keywords[] = { "dbname", unseen, NULL };
    const char *const values[] = { conninfo, NONE_SUCH, NULL };

    return PQconnectStartParams(keywords, values, 1);
}

static PQconninfoOption *resolved(const char *conninfo, const char *unseen)
{
    PGconn *unconnected = unconnected_make(conninfo, unseen);
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
    options = resolved(conninfo, ATTRS);
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

bool conninfo_names_database(const char *conninfo)
{
    const char *const keywords[] = { "dbname", "user", ATTRS, NULL };
    const char *const values[] = { conninfo, NONE_SUCH, NONE_SUCH, NULL };
    PGconn *unconnected = PQconnectStartParams(keywords, values, 1);
    const char *name = PQdb(unconnected);
    bool named = !name || strcmp(name, NONE_SUCH) != 0;

    PQfinish(unconnected);
    return named;
}

const char *conninfo_server(apr_pool_t *pool, const char *conninfo)
{
    PQconninfoOption *options = resolved(conninfo ? conninfo : "", ATTRS);
    const char *server =
        apr_psprintf(pool, "%s|%s|%s", option(options, "host"),
                     option(options, "hostaddr"), option(options, "port"));

    PQconninfoFree(options);
    return server;
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
    PGconn *unconnected = unconnected_make(conninfo, ATTRS);
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
        fault = attrs_fault(pool, option(options, ATTRS));
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

/* conninfo with one more "keyword='value'". */
static const char *with(apr_pool_t *pool, const char *conninfo,
                        const char *keyword, const char *value)
{
    char *quoted = apr_palloc(pool, 2 * strlen(value) + 1), *end = quoted;

    for (; *value; value++) {
        if (*value == '\'' || *value == '\\') {
            *end++ = '\\';
        }
        *end++ = *value;
    }
    *end = '\0';
    return apr_psprintf(pool, "%s %s='%s'", conninfo, keyword, quoted);
}

/* `conninfo`, and what `options` say otherwise than `others`: of one keyword,
 * or (NULL) of all but the service. */
static const char *with_difference(apr_pool_t *pool, const char *conninfo,
                                   const PQconninfoOption *options,
                                   const PQconninfoOption *others,
                                   const char *keyword)
{
    for (const PQconninfoOption *o = options; o && o->keyword; o++) {
        bool meant = keyword ? strcmp(o->keyword, keyword) == 0
                             : strcmp(o->keyword, "service") != 0;

        if (meant && o->val && *o->val && strcmp(o->val, NONE_SUCH) != 0 &&
            strcmp(o->val, option(others, o->keyword)) != 0) {
            conninfo = with(pool, conninfo, o->keyword, o->val);
        }
    }
    return conninfo;
}

/* What the conninfo's service adds to what it says itself. */
static const char *with_service(apr_pool_t *pool, const char *said,
                                const char *conninfo)
{
    static const struct {
        const char *unseen, *keyword;
    } looks[] = { { ATTRS, NULL }, { "channel_binding", ATTRS } };
    const char *whole = said;

    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        PQconninfoOption *options = resolved(conninfo, looks[i].unseen);
        PQconninfoOption *others = resolved(said, looks[i].unseen);

        whole = with_difference(pool, whole, options, others, looks[i].keyword);
        PQconninfoFree(options);
        PQconninfoFree(others);
    }
    return whole;
}

/* The i-th of a list; "" after its end. */
static const char *nth(apr_pool_t *pool, const char *list, int i)
{
    while (i > 0 && *list) {
        i -= *list++ == ',';
    }
    return apr_pstrndup(pool, list, strcspn(list, ","));
}

/* The password that libpq has for one of the hosts; NULL: none. */
static const char *password_of(apr_pool_t *pool, const char *conninfo, int host)
{
    static const char *const lists[] = { "host", "hostaddr", "port" };
    PQconninfoOption *options = resolved(conninfo, ATTRS);
    PGconn *unconnected;
    const char *password;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const char *list = option(options, lists[i]);

        if (strchr(list, ',')) {
            conninfo = with(pool, conninfo, lists[i], nth(pool, list, host));
        }
    }
    unconnected = unconnected_make(conninfo, ATTRS);
    password = PQpass(unconnected);
    password = password && *password ? apr_pstrdup(pool, password) : NULL;
    PQfinish(unconnected);
    PQconninfoFree(options);
    return password;
}

const char *conninfo_complete(apr_pool_t *pool, const char *conninfo)
{
    PQconninfoOption *options;
    const char *said, *whole, *password = NULL;
    int hosts;

    conninfo = conninfo ? conninfo : "";
    options = PQconninfoParse(conninfo, NULL);
    said = with_difference(pool, "", options, NULL, NULL);
    whole =
        *option(options, "service") ? with_service(pool, said, conninfo) : said;
    PQconninfoFree(options);
    hosts = conninfo_resolve(whole).hosts;
    for (int host = 0; host < hosts && !password; host++) {
        password = password_of(pool, whole, host);
    }
    return password ? with(pool, whole, "password", password) : conninfo;
}
