/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stddef.h>
#include <stdlib.h>

#include <apr_fnmatch.h>
#include <apr_strings.h>

#include "allowance.h"
#include "config.h"
#include "conninfo.h"

/* Values before any directive has said otherwise; `UNSET` lets a vhost inherit.
 */
#define UNSET -1
enum {
    CONNECTIONS_THIRD = 0, /* of what the server gives */
    CONNECT_TIMEOUT = 5,
    STATEMENT_TIMEOUT = 15,
    LOGIN_CACHE_TTL = 7 * 86400,
    THROTTLE_FAILURES = 10,
    THROTTLE_SECONDS = 60,
    RESOURCE_SIZE_MAX = 1024 * 1024,
    QUOTA_ITEMS = 100000,
    QUOTA_MEGABYTES = 1024,
    REQUEST_SECONDS = 60,
    REQUEST_MEGABYTES = 128,
    TLS_PORT = 8443 /* handbook, S10 */
};

typedef struct directory_config {
    int on;
} directory_config;

void *advolux_directory_config_create(apr_pool_t *p, char *path)
{
    directory_config *config = apr_palloc(p, sizeof *config);

    (void)path;
    config->on = UNSET;
    return config;
}

void *advolux_directory_config_merge(apr_pool_t *p, void *base, void *add)
{
    directory_config *merged = apr_pmemdup(p, add, sizeof *merged);

    if (merged->on == UNSET) {
        merged->on = ((directory_config *)base)->on;
    }
    return merged;
}

bool advolux_is_on(const request_rec *r)
{
    const directory_config *config =
        ap_get_module_config(r->per_dir_config, &dav_advolux_module);

    return config->on == 1;
}

void *advolux_server_config_create(apr_pool_t *p, server_rec *s)
{
    advolux_server_config *config = apr_pcalloc(p, sizeof *config);

    (void)s;
    config->connections_max = UNSET;
    config->connect_timeout = UNSET;
    config->statement_timeout = UNSET;
    config->timeout = UNSET;
    config->login_cache_ttl = UNSET;
    config->throttle_failures = UNSET;
    config->throttle_seconds = UNSET;
    config->resource_size_max = UNSET;
    config->quota_items = UNSET;
    config->quota_megabytes = UNSET;
    config->request_seconds = UNSET;
    config->request_megabytes = UNSET;
    config->plain_http = ADVOLUX_PLAIN_UNSET;
    config->tls_port = UNSET;
    return config;
}

void *advolux_server_config_merge(apr_pool_t *p, void *base, void *add)
{
    const advolux_server_config *main = base;
    advolux_server_config *merged = apr_pmemdup(p, add, sizeof *merged);

#define INHERIT(field, unset) \
    if (merged->field == (unset)) { \
        merged->field = main->field; \
    }
    INHERIT(database, NULL)
    INHERIT(connections_max, UNSET)
    INHERIT(connect_timeout, UNSET)
    INHERIT(statement_timeout, UNSET)
    INHERIT(timeout, UNSET)
    INHERIT(login_cache_ttl, UNSET)
    INHERIT(throttle_failures, UNSET)
    INHERIT(throttle_seconds, UNSET)
    INHERIT(resource_size_max, UNSET)
    INHERIT(quota_items, UNSET)
    INHERIT(quota_megabytes, UNSET)
    INHERIT(request_seconds, UNSET)
    INHERIT(request_megabytes, UNSET)
    INHERIT(plain_http, ADVOLUX_PLAIN_UNSET)
    INHERIT(tls_port, UNSET)
    INHERIT(root, NULL)
    INHERIT(certificate_file, NULL)
    INHERIT(certificate_passwords, NULL)
    INHERIT(location, NULL)
#undef INHERIT
    return merged;
}

void advolux_server_config_complete(advolux_server_config *config)
{
#define DEFAULT(field, unset, value) \
    if (config->field == (unset)) { \
        config->field = (value); \
    }
    DEFAULT(database, NULL, "")
    DEFAULT(connections_max, UNSET, CONNECTIONS_THIRD)
    DEFAULT(connect_timeout, UNSET, CONNECT_TIMEOUT)
    DEFAULT(statement_timeout, UNSET, STATEMENT_TIMEOUT)
    DEFAULT(timeout, UNSET, 2 * config->statement_timeout)
    DEFAULT(login_cache_ttl, UNSET, LOGIN_CACHE_TTL)
    DEFAULT(throttle_failures, UNSET, THROTTLE_FAILURES)
    DEFAULT(throttle_seconds, UNSET, THROTTLE_SECONDS)
    DEFAULT(resource_size_max, UNSET, RESOURCE_SIZE_MAX)
    DEFAULT(quota_items, UNSET, QUOTA_ITEMS)
    DEFAULT(quota_megabytes, UNSET, QUOTA_MEGABYTES)
    DEFAULT(request_seconds, UNSET, REQUEST_SECONDS)
    DEFAULT(request_megabytes, UNSET, REQUEST_MEGABYTES)
    DEFAULT(plain_http, ADVOLUX_PLAIN_UNSET, ADVOLUX_PLAIN_KEEP)
    DEFAULT(tls_port, UNSET, TLS_PORT)
#undef DEFAULT
}

void advolux_request_allow(request_rec *r)
{
    advolux_allowance_set(
        r->pool, apr_time_from_sec(ADVOLUX_SERVER(r->server)->timeout));
}

ical_limits advolux_limits(request_rec *r)
{
    ical_limits limits = ical_limits_default;

    limits.octets = (apr_size_t)ADVOLUX_SERVER(r->server)->resource_size_max;
    return limits;
}

/* A whole number from `least` to `most`, or a sentence that says so. */
static const char *number(cmd_parms *cmd, const char *text, long least,
                          long most, long *value)
{
    char *end;

    *value = strtol(text, &end, 10);
    if (end == text || *end || *value < least || *value > most) {
        return apr_psprintf(cmd->pool,
                            "%s takes a whole number from %ld to "
                            "%ld, not \"%s\"",
                            cmd->cmd->name, least, most, text);
    }
    return NULL;
}

/* What a directive with one number sets, and between which limits. */
typedef struct number_setting {
    apr_size_t offset;
    long least, most;
} number_setting;

static const char *set_number(cmd_parms *cmd, void *directory, const char *text)
{
    const number_setting *setting = cmd->info;
    advolux_server_config *config = ADVOLUX_SERVER(cmd->server);
    const char *fault;
    long value;

    (void)directory;
    fault = number(cmd, text, setting->least, setting->most, &value);
    if (!fault) {
        *(int *)(void *)((char *)config + setting->offset) = (int)value;
    }
    return fault;
}

#define NUMBER(field, least, most) \
    (void *)&(number_setting) \
    { \
        offsetof(advolux_server_config, field), (least), (most) \
    }

static const char *set_database(cmd_parms *cmd, void *directory,
                                const char *conninfo)
{
    const char *fault = conninfo_fault(cmd->pool, conninfo);

    (void)directory;
    /* What libpq says of a fault may quote the password. */
    if (fault ? strstr(conninfo, "password")
              : conninfo_value(cmd->pool, conninfo, "password")) {
        return "AdvoluxDatabase must not name a password: mod_info would show "
               "it. Use a password file (passfile=...) or a service file";
    }
    if (fault) {
        return apr_psprintf(cmd->pool,
                            "AdvoluxDatabase takes what libpq does (host=, "
                            "port=, dbname=, user=, passfile=, ...): %s",
                            fault);
    }
    ADVOLUX_SERVER(cmd->server)->database = conninfo;
    return NULL;
}

static const char *set_throttle(cmd_parms *cmd, void *directory,
                                const char *failures, const char *seconds)
{
    advolux_server_config *config = ADVOLUX_SERVER(cmd->server);
    const char *fault;
    long value;

    (void)directory;
    fault = number(cmd, failures, 0, 100000, &value);
    if (!fault) {
        config->throttle_failures = (int)value;
        fault = number(cmd, seconds, 0, 86400, &value);
        config->throttle_seconds = (int)value;
    }
    if (!fault &&
        (config->throttle_failures == 0) != (config->throttle_seconds == 0)) {
        fault = "AdvoluxLoginThrottle takes failures and seconds of 1 and "
                "more, or \"0 0\" for no throttle";
    }
    return fault;
}

static const char *set_quota(cmd_parms *cmd, void *directory, const char *items,
                             const char *megabytes)
{
    advolux_server_config *config = ADVOLUX_SERVER(cmd->server);
    const char *fault;
    long value;

    (void)directory;
    fault = number(cmd, items, 0, 100000000, &value);
    if (!fault) {
        config->quota_items = (int)value;
        fault = number(cmd, megabytes, 0, 10000000, &value);
        config->quota_megabytes = (int)value;
    }
    if (!fault &&
        (config->quota_items == 0) != (config->quota_megabytes == 0)) {
        fault = "AdvoluxQuota takes items and megabytes of 1 and more, or "
                "\"0 0\" for no quota";
    }
    return fault;
}

static const char *set_request_limits(cmd_parms *cmd, void *directory,
                                      const char *seconds,
                                      const char *megabytes)
{
    advolux_server_config *config = ADVOLUX_SERVER(cmd->server);
    const char *fault;
    long value;

    (void)directory;
    fault = number(cmd, seconds, 1, 3600, &value);
    if (!fault) {
        config->request_seconds = (int)value;
        fault = number(cmd, megabytes, 64, 65536, &value);
        config->request_megabytes = (int)value;
    }
    return fault;
}

static const char *set_resource_size(cmd_parms *cmd, void *directory,
                                     const char *text)
{
    const char *fault;
    long value;

    (void)directory;
    fault = number(cmd, text, 1024, 1L << 30, &value);
    if (!fault) {
        ADVOLUX_SERVER(cmd->server)->resource_size_max = value;
    }
    return fault;
}

static const char *set_certificate(cmd_parms *cmd, void *directory,
                                   const char *file)
{
    const char *path = ap_server_root_relative(cmd->pool, file);

    (void)directory;
    ADVOLUX_SERVER(cmd->server)->certificate_file = path;
    return path ? NULL : "AdvoluxCertificate takes the path of a file";
}

static const char *set_certificate_passwords(cmd_parms *cmd, void *directory,
                                             const char *source)
{
    const char *path = NULL;

    (void)directory;
    if (!strncmp(source, "file:", 5) || !strncmp(source, "exec:", 5)) {
        path = ap_server_root_relative(cmd->pool, source + 5);
    }
    if (!path || !source[5]) {
        return "AdvoluxCertificatePasswords takes file:PATH or exec:PROGRAM; "
               "the passwords themselves do not belong here";
    }
    ADVOLUX_SERVER(cmd->server)->certificate_passwords = apr_pstrcat(
        cmd->pool, apr_pstrmemdup(cmd->pool, source, 5), path, NULL);
    return NULL;
}

static const char *set_plain_http(cmd_parms *cmd, void *directory,
                                  const char *what, const char *port)
{
    static const char *const names[] = { [ADVOLUX_PLAIN_KEEP] = "keep",
                                         [ADVOLUX_PLAIN_REDIRECT] = "redirect",
                                         [ADVOLUX_PLAIN_CLOSE] = "close" };
    advolux_server_config *config = ADVOLUX_SERVER(cmd->server);
    const char *fault = NULL;
    long value = TLS_PORT;
    int i = 0;

    (void)directory;
    while (i <= ADVOLUX_PLAIN_CLOSE && strcasecmp(names[i], what)) {
        i++;
    }
    if (i > ADVOLUX_PLAIN_CLOSE || (port && i != ADVOLUX_PLAIN_REDIRECT)) {
        return apr_psprintf(cmd->pool,
                            "%s takes keep, close, or redirect and the port "
                            "of HTTPS, not \"%s%s%s\"",
                            cmd->cmd->name, what, port ? " " : "",
                            port ? port : "");
    }
    if (port) {
        fault = number(cmd, port, 1, 65535, &value);
    }
    config->plain_http = (advolux_plain)i;
    config->tls_port = (int)value;
    return fault;
}

static bool is_in_location(const ap_directive_t *node)
{
    while (node && strcasecmp(node->directive, "<Location")) {
        node = node->parent;
    }
    return node != NULL;
}

static const char *set_on(cmd_parms *cmd, void *directory, int on)
{
    directory_config *config = directory;
    apr_size_t length;

    if (!cmd->path || cmd->path[0] != '/' || apr_fnmatch_test(cmd->path) ||
        !is_in_location(cmd->directive)) {
        return "Advolux belongs in <Location \"/path/\">: its path is the root "
               "of the calendars";
    }
    length = strlen(cmd->path);
    if (cmd->path[length - 1] == '/') {
        length--;
    }
    config->on = on;
    if (on) {
        ADVOLUX_SERVER(cmd->server)->root =
            apr_pstrmemdup(cmd->pool, cmd->path, length);
        ADVOLUX_SERVER(cmd->server)->location = cmd->directive->parent;
    }
    return NULL;
}

const command_rec advolux_directives[] = {
    AP_INIT_FLAG("Advolux", set_on, NULL, ACCESS_CONF,
                 "On: this <Location> is the root of the calendars"),
    AP_INIT_TAKE1("AdvoluxDatabase", set_database, NULL, RSRC_CONF,
                  "libpq connection string of the Advolux server"),
    AP_INIT_TAKE1("AdvoluxConnections", set_number,
                  NUMBER(connections_max, 1, 1000), RSRC_CONF,
                  "most connections to PostgreSQL, of all processes"),
    AP_INIT_TAKE1("AdvoluxConnectTimeout", set_number,
                  NUMBER(connect_timeout, 1, 300), RSRC_CONF,
                  "seconds to wait for a connection to PostgreSQL"),
    AP_INIT_TAKE1("AdvoluxStatementTimeout", set_number,
                  NUMBER(statement_timeout, 1, 3600), RSRC_CONF,
                  "seconds that a query may take"),
    AP_INIT_TAKE1("AdvoluxTimeout", set_number, NUMBER(timeout, 1, 7200),
                  RSRC_CONF,
                  "seconds that a request may wait for PostgreSQL in all"),
    AP_INIT_TAKE1("AdvoluxLoginCache", set_number,
                  NUMBER(login_cache_ttl, 0, 90 * 86400), RSRC_CONF,
                  "seconds that a verified login is remembered after its last "
                  "use; 0: not at all"),
    AP_INIT_TAKE2("AdvoluxLoginThrottle", set_throttle, NULL, RSRC_CONF,
                  "failed logins allowed, and in how many seconds; 0 0: off"),
    AP_INIT_TAKE2("AdvoluxQuota", set_quota, NULL, RSRC_CONF,
                  "items and megabytes that clients may write for a person; "
                  "0 0: without end"),
    AP_INIT_TAKE2("AdvoluxRequestLimits", set_request_limits, NULL, RSRC_CONF,
                  "seconds that a request may work, and megabytes that it may "
                  "hold"),
    AP_INIT_TAKE1("AdvoluxMaxResourceSize", set_resource_size, NULL, RSRC_CONF,
                  "octets of the largest object that a client may store"),
    AP_INIT_TAKE1("AdvoluxCertificate", set_certificate, NULL, RSRC_CONF,
                  "the .p12, .jks or .pem file of this server's certificate"),
    AP_INIT_TAKE1("AdvoluxCertificatePasswords", set_certificate_passwords,
                  NULL, RSRC_CONF,
                  "where its passwords are: file:PATH or exec:PROGRAM"),
    AP_INIT_TAKE12("AdvoluxPlainHTTP", set_plain_http, NULL, RSRC_CONF,
                   "what requests without TLS get: keep, close, or redirect "
                   "and the port of HTTPS"),
    { NULL }
};
