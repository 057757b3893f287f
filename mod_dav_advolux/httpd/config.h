/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file config.h
 * What the directives of httpd.conf come to, and what lives per server process.
 */
#ifndef ADVOLUX_CONFIG_H
#define ADVOLUX_CONFIG_H

#include <stdbool.h>

#include <httpd.h>
#include <http_config.h>

#include "account.h"
#include "content_line.h"
#include "store.h"

/** The one symbol that httpd looks for in a build with hidden visibility. */
extern module AP_MODULE_DECLARE_DATA dav_advolux_module
    __attribute__((visibility("default")));

typedef struct advolux_login_cache advolux_login_cache;
typedef struct advolux_throttle advolux_throttle;

/** AdvoluxPlainHTTP: what requests without TLS get. */
typedef enum advolux_plain {
    ADVOLUX_PLAIN_UNSET = -1,
    ADVOLUX_PLAIN_KEEP,
    ADVOLUX_PLAIN_REDIRECT,
    ADVOLUX_PLAIN_CLOSE
} advolux_plain;

/** Per server (vhost): directives in server context. */
typedef struct advolux_server_config {
    const char *database;        /**< AdvoluxDatabase: conninfo; NULL unset */
    int connections_max;         /**< AdvoluxConnections; 0: a third of what
                                      the server gives */
    int connect_timeout;         /**< AdvoluxConnectTimeout, seconds */
    int statement_timeout;       /**< AdvoluxStatementTimeout, seconds */
    int timeout;                 /**< AdvoluxTimeout, seconds */
    int login_cache_ttl;         /**< AdvoluxLoginCache, seconds; 0 = off */
    int throttle_failures;       /**< AdvoluxLoginThrottle: failures ... */
    int throttle_seconds;        /**< ... within seconds; 0 = off */
    const char *root;            /**< path of the <Location> with Advolux On;
                                      no trailing '/' ("" for "/"); NULL if
                                      this vhost serves no calendars */
    apr_off_t resource_size_max; /**< AdvoluxMaxResourceSize, octets */
    int quota_items;             /**< AdvoluxQuota: items ... */
    int quota_megabytes;         /**< ... and memory; 0 = without end */
    int request_seconds;         /**< AdvoluxRequestLimits: seconds of work */
    int request_megabytes;       /**< ... and memory */
    advolux_plain plain_http;    /**< AdvoluxPlainHTTP */
    int tls_port;                /**< where it redirects to */
    const ap_directive_t *location; /**< the <Location> of root; while the
                                         configuration is read */
    bool clear_text; /**< passwords cross the network in the clear */
    /* AdvoluxCertificate, absolute, or NULL; AdvoluxCertificatePasswords,
     * "file:/..." or "exec:/..."; and the certificate once it was read. */
    const char *certificate_file;
    const char *certificate_passwords;
    struct certificate *certificate;
    const char *conninfo; /**< database with its password, which the parent
                               has read; a secret */
    /* Made in child_init; shared by vhosts with the same database. */
    advolux_store *store;
    advolux_memory *memory;
    advolux_login_cache *login_cache;
    advolux_throttle *throttle;
} advolux_server_config;

#define ADVOLUX_SERVER(s) \
    ((advolux_server_config *)ap_get_module_config((s)->module_config, \
                                                   &dav_advolux_module))

extern const command_rec advolux_directives[];
void *advolux_server_config_create(apr_pool_t *p, server_rec *s);
void *advolux_server_config_merge(apr_pool_t *p, void *base, void *add);

/** Give every setting that no directive made its default. */
void advolux_server_config_complete(advolux_server_config *config);

void *advolux_directory_config_create(apr_pool_t *p, char *path);
void *advolux_directory_config_merge(apr_pool_t *p, void *base, void *add);

/** Whether the request's <Location> has "Advolux On". */
bool advolux_is_on(const request_rec *r);

/** From now on the request may wait for PostgreSQL as long as AdvoluxTimeout
 * says, in all. */
void advolux_request_allow(request_rec *r);

/** Limits for reading a client's object, from the server's directives. */
ical_limits advolux_limits(request_rec *r);

#endif
