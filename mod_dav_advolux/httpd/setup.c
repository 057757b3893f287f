/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>
#include <unistd.h>

#include <httpd.h>
#include <ap_listen.h>
#include <http_config.h>
#include <http_core.h>
#include <http_log.h>
#include <http_main.h>
#include <unixd.h>

#include <apr_file_info.h>
#include <apr_hash.h>
#include <apr_strings.h>

#include "config.h"
#include "conninfo.h"
#include "obstacle.h"
#include "section.h"
#include "setup.h"

APLOG_USE_MODULE(dav_advolux);

/* A client asks for a hundred objects by their names at once. */
#define XML_BODY_LEAST (64 * 1024)

/* A <Location> of calendars, or what is meant to be one. */
typedef struct place {
    server_rec *s;
    const char *path; /* without a trailing '/' */
    const ap_directive_t *node;
    apr_hash_t *files; /* password files that were looked at */
} place;

static const char *argument(apr_pool_t *p, const place *at, const char *name)
{
    const ap_directive_t *found = section_find(p, at->s, at->path, name);

    return found ? found->args : NULL;
}

static bool says(apr_pool_t *p, const place *at, const char *name,
                 const char *value)
{
    const char *said = argument(p, at, name);

    return said && !strcasecmp(ap_getword_conf(p, &said), value);
}

/* The checks: a sentence, or NULL where all is well. */

static const char *lacks_advolux(apr_pool_t *p, const place *at)
{
    return says(p, at, "Dav", "advolux") && !says(p, at, "Advolux", "on")
               ? "Dav advolux serves nothing here without \"Advolux On\": say "
                 "it in the same <Location>"
               : NULL;
}

static const char *lacks_dav(apr_pool_t *p, const place *at)
{
    return says(p, at, "Advolux", "on") && !says(p, at, "Dav", "advolux")
               ? "\"Advolux On\" serves nothing here without mod_dav: say "
                 "\"Dav advolux\" in the same <Location>"
               : NULL;
}

static const char *is_second_root(apr_pool_t *p, const place *at)
{
    const advolux_server_config *config = ADVOLUX_SERVER(at->s);

    (void)p;
    return says(p, at, "Advolux", "on") && config->location &&
                   config->location != at->node
               ? "a virtual host has one <Location> with \"Advolux On\": the "
                 "last of them counts; remove this one, or give it a virtual "
                 "host of its own"
               : NULL;
}

/* httpd does not mind a virtual host that nobody can reach. */
static const char *lacks_listener(apr_pool_t *p, const place *at)
{
    const server_addr_rec *address = at->s->is_virtual ? at->s->addrs : NULL;
    apr_port_t port = 0;

    for (; address; address = address->next) {
        port = address->host_port;
        for (const ap_listen_rec *one = ap_listeners; one; one = one->next) {
            if (port == 0 || port == one->bind_addr->port) {
                return NULL;
            }
        }
    }
    return port ? apr_psprintf(p,
                               "no device can connect, since nothing listens "
                               "on port %d: say Listen %d",
                               port, port)
                : NULL;
}

static const char *lacks_login(apr_pool_t *p, const place *at)
{
    const char *type = argument(p, at, "AuthType");
    const char *require = argument(p, at, "Require");

    /* A client's certificate can be a login without an AuthType. */
    if (argument(p, at, "SSLUserName")) {
        return NULL;
    }
    return !type || !strcasecmp(type, "none") || !require ||
                   !strncasecmp(require, "all ", 4)
               ? "nobody can log in, so every request is refused: say "
                 "AuthType Basic, AuthName \"Advolux\", AuthBasicProvider "
                 "advolux and Require valid-user in the <Location>"
               : NULL;
}

static const char *lacks_provider(apr_pool_t *p, const place *at)
{
    return says(p, at, "AuthType", "basic") &&
                   !argument(p, at, "AuthBasicProvider") &&
                   !argument(p, at, "AuthUserFile")
               ? "AuthType Basic without a provider looks for passwords in a "
                 "file that is not named: say AuthBasicProvider advolux"
               : NULL;
}

/* A limit that is set, in octets; 0: none. */
static apr_int64_t limit(apr_pool_t *p, const place *at, const char *name)
{
    const char *said = argument(p, at, name);

    return said ? apr_atoi64(said) : 0;
}

static const char *limits_reports(apr_pool_t *p, const place *at)
{
    apr_int64_t octets = limit(p, at, "LimitXMLRequestBody");

    return octets > 0 && octets < XML_BODY_LEAST
               ? apr_psprintf(p,
                              "LimitXMLRequestBody %" APR_INT64_T_FMT
                              " refuses what clients ask (413): say "
                              "LimitXMLRequestBody 1000000 in the <Location>",
                              octets)
               : NULL;
}

static const char *limits_objects(apr_pool_t *p, const place *at)
{
    apr_int64_t octets = limit(p, at, "LimitRequestBody");
    apr_int64_t most;

    advolux_server_config_complete(ADVOLUX_SERVER(at->s));
    most = ADVOLUX_SERVER(at->s)->resource_size_max;
    return octets > 0 && octets < most
               ? apr_psprintf(
                     p,
                     "LimitRequestBody %" APR_INT64_T_FMT
                     " refuses appointments that clients are told "
                     "they may store: say LimitRequestBody %" APR_INT64_T_FMT
                     " in the <Location>, or a smaller "
                     "AdvoluxMaxResourceSize",
                     octets, most)
               : NULL;
}

/* httpd's parent reads it, mostly as root, before there are children. */
static const char *lacks_password_file(apr_pool_t *p, const place *at)
{
    const char *file =
        conninfo_value(p, ADVOLUX_SERVER(at->s)->database, "passfile");
    char *name = NULL;
    apr_status_t found;
    apr_finfo_t info;

    if (!file || apr_hash_get(at->files, file, APR_HASH_KEY_STRING)) {
        return NULL;
    }
    apr_hash_set(at->files, file, APR_HASH_KEY_STRING, file);
    found = apr_stat(&info, file,
                     APR_FINFO_MIN | APR_FINFO_OWNER | APR_FINFO_PROT, p);
    if (APR_STATUS_IS_EACCES(found)) {
        return apr_psprintf(p,
                            "the password file %s of AdvoluxDatabase cannot be "
                            "looked at: %s",
                            file, obstacle_here(p, file));
    }
    if (found != APR_SUCCESS) {
        return apr_psprintf(p,
                            "the password file %s of AdvoluxDatabase is not "
                            "there: correct passfile=FILE",
                            file);
    }
    if (!(info.protection &
          (APR_FPROT_GREAD | APR_FPROT_GWRITE | APR_FPROT_GEXECUTE |
           APR_FPROT_WREAD | APR_FPROT_WWRITE | APR_FPROT_WEXECUTE))) {
        return NULL;
    }
    apr_uid_name_get(&name, geteuid(), p);
    return apr_psprintf(
        p,
        "the password file %s of AdvoluxDatabase is for "
        "httpd's parent alone, and libpq does not read one that "
        "others may: chown %s %s; chmod 600 %s",
        file, name ? name : "root", file, file);
}

/* libpq reads it when a child connects, and says of one behind a directory that
 * the child's user may not enter that it does not exist. */
static const char *lacks_authority(apr_pool_t *p, const place *at)
{
    const char *conninfo = ADVOLUX_SERVER(at->s)->database;
    const char *file = conninfo_value(p, conninfo, "sslrootcert");
    const char *obstacle;

    if (!file || !strcmp(file, "system") ||
        apr_hash_get(at->files, file, APR_HASH_KEY_STRING)) {
        return NULL;
    }
    apr_hash_set(at->files, file, APR_HASH_KEY_STRING, file);
    obstacle = geteuid() == 0 ? obstacle_find(p, file, ap_unixd_config.user_id,
                                              ap_unixd_config.group_id)
                              : obstacle_here(p, file);
    return obstacle
               ? apr_psprintf(p,
                              "PostgreSQL's certificate cannot be verified by "
                              "sslrootcert=%s of AdvoluxDatabase: %s; chmod "
                              "a+rx the directory, a+r the file",
                              file, obstacle)
               : NULL;
}

/* httpd would answer 404 itself. */
static const char *lacks_slashes(apr_pool_t *p, const place *at)
{
    const core_dir_config *core =
        ap_get_core_module_config(at->s->lookup_defaults);

    (void)p;
    return core->allow_encoded_slashes
               ? NULL
               : "an appointment whose name holds a slash (%2F) is not found: "
                 "say AllowEncodedSlashes NoDecode in this server or virtual "
                 "host";
}

static const struct {
    const char *id;
    const char *(*look)(apr_pool_t *p, const place *at);
} checks[] = {
    { "ADV0702", lacks_advolux },   { "ADV0703", lacks_dav },
    { "ADV0704", is_second_root },  { "ADV0705", lacks_login },
    { "ADV0706", lacks_provider },  { "ADV0707", limits_reports },
    { "ADV0708", limits_objects },  { "ADV0709", lacks_password_file },
    { "ADV0712", lacks_slashes },   { "ADV0942", lacks_listener },
    { "ADV0713", lacks_authority },
};

static void look_at(apr_pool_t *p, const place *at)
{
    for (apr_size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        const char *sentence = checks[i].look(p, at);

        if (sentence) {
            ap_log_error(APLOG_MARK, APLOG_WARNING, 0, at->s,
                         "%s: <Location \"%s\"> (%s:%d): %s", checks[i].id,
                         *at->path ? at->path : "/", at->node->filename,
                         at->node->line_num, sentence);
        }
    }
}

static bool is_calendars(const ap_directive_t *node)
{
    const char *dav = section_argument(node->first_child, "Dav");
    const char *on = section_argument(node->first_child, "Advolux");

    return (dav && !strcasecmp(dav, "advolux")) ||
           (on && !strcasecmp(on, "on"));
}

/* Every section of calendars below `first`, other servers' left out. */
static void look_through(apr_pool_t *p, server_rec *s,
                         const ap_directive_t *first, apr_hash_t *files)
{
    for (; first; first = first->next) {
        place at = { .s = s, .node = first, .files = files };

        if (!first->first_child ||
            !strcasecmp(first->directive, "<VirtualHost")) {
            continue;
        }
        at.path = section_path(p, first);
        if (at.path && is_calendars(first)) {
            look_at(p, &at);
        }
        look_through(p, s, first->first_child, files);
    }
}

static void at_test(apr_pool_t *p, server_rec *first)
{
    apr_hash_t *files = apr_hash_make(p);

    for (server_rec *s = first; s; s = s->next) {
        look_through(p, s, section_of(s), files);
    }
}

static int at_start(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                    server_rec *s)
{
    (void)pconf;
    (void)plog;
    if (ap_state_query(AP_SQ_MAIN_STATE) != AP_SQ_MS_CREATE_PRE_CONFIG) {
        at_test(ptemp, s);
    }
    return OK;
}

/* Whose directives a section of calendars needs; httpd calls those of a module
 * that is not there unknown, and does not say whose they are. */
static const struct {
    const char *directive;
    const char *argument; /* what it begins with */
    const char *module, *name;
} needs[] = {
    { "AuthType", "", "mod_authn_core.c", "authn_core" },
    { "AuthBasicProvider", "", "mod_auth_basic.c", "auth_basic" },
    { "Require", "", "mod_authz_core.c", "authz_core" },
    { "Require", "valid-user", "mod_authz_user.c", "authz_user" },
    { "AuthBasicProvider", "file", "mod_authn_file.c", "authn_file" },
    { "AuthBasicProvider", "ldap", "mod_authnz_ldap.c", "authnz_ldap" },
    { "AuthLDAPURL", "", "mod_authnz_ldap.c", "authnz_ldap" },
    { "AuthUserFile", "", "mod_authn_file.c", "authn_file" },
    { "SetEnv", "", "mod_env.c", "env" },
    { "SSLUserName", "", "mod_ssl.c", "ssl" },
    { "SSLRequireSSL", "", "mod_ssl.c", "ssl" },
    { "Header", "", "mod_headers.c", "headers" },
    { "RequestHeader", "", "mod_headers.c", "headers" },
    { "SecRuleEngine", "", "mod_security2.c", "security2" },
    /* Of the virtual host around it. */
    { "SSLEngine", "", "mod_ssl.c", "ssl" },
    { "SSLCertificateFile", "", "mod_ssl.c", "ssl" },
    { "SSLVerifyClient", "", "mod_ssl.c", "ssl" },
    { "RemoteIPHeader", "", "mod_remoteip.c", "remoteip" },
    { "CustomLog", "", "mod_log_config.c", "log_config" },
};

static void miss_modules_of(const ap_directive_t *section)
{
    if (section->parent) {
        miss_modules_of(section->parent);
    }
    for (apr_size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        const char *said =
            section_argument(section->first_child, needs[i].directive);

        if (said &&
            !strncasecmp(said, needs[i].argument, strlen(needs[i].argument)) &&
            !ap_find_linked_module(needs[i].module)) {
            ap_log_error(APLOG_MARK, APLOG_ERR, 0, NULL,
                         "ADV0701: %s in the section at %s:%d needs mod_%s: "
                         "a2enmod %s",
                         needs[i].directive, section->filename,
                         section->line_num, needs[i].name, needs[i].name);
        }
    }
}

static void miss_modules(const ap_directive_t *first)
{
    for (; first; first = first->next) {
        if (first->first_child && is_calendars(first)) {
            miss_modules_of(first);
        }
        miss_modules(first->first_child);
    }
}

/* Before httpd stumbles over the first unknown directive. */
static int before_directives(apr_pool_t *pconf, apr_pool_t *plog,
                             apr_pool_t *ptemp)
{
    (void)pconf;
    (void)plog;
    (void)ptemp;
    miss_modules(ap_conftree);
    return OK;
}

static int refuse_to_start(apr_pool_t *pconf, apr_pool_t *plog,
                           apr_pool_t *ptemp)
{
    (void)pconf;
    (void)plog;
    (void)ptemp;
    ap_log_error(APLOG_MARK, APLOG_CRIT, 0, NULL,
                 "ADV0700: mod_dav_advolux needs mod_dav, which is not loaded "
                 "or comes later: a2enmod dav, or LoadModule dav_module before "
                 "LoadModule dav_advolux_module");
    return HTTP_INTERNAL_SERVER_ERROR;
}

void advolux_setup_without_mod_dav(apr_pool_t *p)
{
    (void)p;
    ap_hook_pre_config(refuse_to_start, NULL, NULL, APR_HOOK_REALLY_FIRST);
}

void advolux_setup_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_pre_config(before_directives, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_test_config(at_test, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(at_start, NULL, NULL, APR_HOOK_MIDDLE);
}
