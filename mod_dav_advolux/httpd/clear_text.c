/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file clear_text.c
 * Where Basic passwords cross the network in the clear. Read from the
 * configuration's tree, since configtest starts nothing that could be asked.
 */
#include <httpd.h>
#include <ap_listen.h>
#include <http_config.h>
#include <http_core.h>
#include <http_log.h>

#include "config.h"
#include "plain_http.h"
#include "section.h"

APLOG_USE_MODULE(dav_advolux);

static bool is_loopback(const apr_sockaddr_t *address)
{
    if (address->family == APR_INET) {
        return *(const unsigned char *)&address->sa.sin.sin_addr == 127;
    }
#if APR_HAVE_IPV6
    if (address->family == APR_INET6) {
        const struct in6_addr *six = &address->sa.sin6.sin6_addr;

        return IN6_IS_ADDR_LOOPBACK(six) ||
               (IN6_IS_ADDR_V4MAPPED(six) && six->s6_addr[12] == 127);
    }
#endif
    return address->family != APR_INET; /* a UNIX socket */
}

/* Whether a listener brings requests of another host to one of the server's
 * addresses, without TLS of its own. */
static bool brings_strangers(const ap_listen_rec *listener,
                             const server_addr_rec *at)
{
    return !(listener->protocol && !strcasecmp(listener->protocol, "https")) &&
           !is_loopback(listener->bind_addr) &&
           (!at || at->host_port == 0 ||
            at->host_port == listener->bind_addr->port) &&
           (!at || !at->host_addr || !is_loopback(at->host_addr));
}

/* NULL: from this host alone. */
static const ap_listen_rec *open_listener(const server_rec *s)
{
    for (const ap_listen_rec *one = ap_listeners; one; one = one->next) {
        if (!s->is_virtual && brings_strangers(one, NULL)) {
            return one;
        }
        for (const server_addr_rec *at = s->is_virtual ? s->addrs : NULL; at;
             at = at->next) {
            if (brings_strangers(one, at)) {
                return one;
            }
        }
    }
    return NULL;
}

static bool has_tls(const server_rec *s)
{
    return section_has_tls(s) ||
           (s->server_scheme && !strcasecmp(s->server_scheme, "https"));
}

static bool is_clear_text(const server_rec *s)
{
    const advolux_server_config *config = ADVOLUX_SERVER(s);
    const char *type;

    if (!config->root || !config->location ||
        (config->plain_http != ADVOLUX_PLAIN_KEEP &&
         config->plain_http != ADVOLUX_PLAIN_UNSET)) {
        return false;
    }
    type = section_argument(config->location->first_child, "AuthType");
    return type && !strcasecmp(type, "Basic") && !has_tls(s) &&
           open_listener(s);
}

static void warn(server_rec *first)
{
    for (server_rec *s = first; s; s = s->next) {
        advolux_server_config *config = ADVOLUX_SERVER(s);

        config->clear_text = is_clear_text(s);
        if (config->clear_text) {
            ap_log_error(APLOG_MARK, APLOG_WARNING, 0, s,
                         "ADV0511: passwords for \"%s/\" cross the network in "
                         "the clear on port %d: this <Location> has AuthType "
                         "Basic (%s:%d), and its server no TLS. Say "
                         "AdvoluxPlainHTTP redirect or close, or Listen on "
                         "127.0.0.1; behind a proxy that does TLS say "
                         "ServerName https://NAME and UseCanonicalName On",
                         config->root, open_listener(s)->bind_addr->port,
                         config->location->filename,
                         config->location->line_num);
        }
    }
}

static void at_test(apr_pool_t *p, server_rec *s)
{
    (void)p;
    warn(s);
}

static int at_start(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                    server_rec *s)
{
    (void)pconf;
    (void)plog;
    (void)ptemp;
    if (ap_state_query(AP_SQ_MAIN_STATE) != AP_SQ_MS_CREATE_PRE_CONFIG) {
        warn(s);
    }
    return OK;
}

void advolux_clear_text_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_test_config(at_test, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(at_start, NULL, NULL, APR_HOOK_MIDDLE);
}
