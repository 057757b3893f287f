/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file module.c
 * The module record: hooks in, and what a server process makes when it starts.
 */
#include <httpd.h>
#include <http_config.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>

#include <apr_hash.h>
#include <apr_strings.h>

#include "authn.h"
#include "config.h"
#include "connections.h"
#include "conninfo.h"
#include "counters.h"
#include "login_memory.h"
#include "message.h"
#include "metrics.h"
#include "plain_http.h"
#include "request_log.h"
#include "resource.h"
#include "setup.h"
#include "scale.h"
#include "timezone.h"
#include "tls.h"
#include "version.h"
#include "well_known.h"

#define ACQUIRE_TIMEOUT_MS 5000

/* What vhosts with the same database share. */
typedef struct process {
    advolux_store *store;
    advolux_memory *memory;
    advolux_login_cache *login_cache;
    advolux_throttle *throttle;
} process;

static process *process_make(apr_pool_t *p, const advolux_server_config *config)
{
    const advolux_login_memory *memory = advolux_login_memory_get();
    process *made = apr_palloc(p, sizeof *made);
    advolux_store_config store = {
        .conninfo = config->conninfo,
        .connections_max = advolux_connections_of_process(config),
        .slots = advolux_connections_share(p, config),
        .connect_timeout = config->connect_timeout,
        .statement_timeout = config->statement_timeout * 1000,
        .quota_items = config->quota_items,
        .quota_megabytes = config->quota_megabytes,
        .acquire_timeout = ACQUIRE_TIMEOUT_MS,
    };

    made->memory =
        advolux_memory_create(p, (apr_size_t)config->request_megabytes << 20);
    made->store = advolux_store_create(p, &store);
    made->login_cache =
        advolux_login_cache_create(p, memory->cache, &memory->secret,
                                   config->database, config->login_cache_ttl);
    made->throttle = advolux_throttle_create(
        p, memory->throttle, &memory->secret, config->throttle_failures,
        config->throttle_seconds);
    return made;
}

/* The parent reads the passwords of connections, so that their files may be
 * root's alone; a restart reads them anew. */
static int read_passwords(apr_pool_t *pconf, apr_pool_t *plog,
                          apr_pool_t *ptemp, server_rec *first)
{
    (void)plog;
    (void)ptemp;
    for (server_rec *s = first; s; s = s->next) {
        ADVOLUX_SERVER(s)->conninfo =
            conninfo_complete(pconf, ADVOLUX_SERVER(s)->database);
    }
    return OK;
}

/* Nothing is opened here: a PostgreSQL that is down must not keep httpd and
 * its other sites from starting. */
static void child_init(apr_pool_t *p, server_rec *first)
{
    apr_hash_t *processes = apr_hash_make(p);
    apr_array_header_t *stores = apr_array_make(p, 4, sizeof(advolux_store *));

    ical_zone_init();
    ical_scale_init();
    for (server_rec *s = first; s; s = s->next) {
        advolux_server_config *config = ADVOLUX_SERVER(s);
        process *shared;

        advolux_server_config_complete(config);
        if (!config->root) {
            continue;
        }
        shared = apr_hash_get(processes, config->database, APR_HASH_KEY_STRING);
        if (!shared) {
            shared = process_make(p, config);
            APR_ARRAY_PUSH(stores, advolux_store *) = shared->store;
            apr_hash_set(processes, config->database, APR_HASH_KEY_STRING,
                         shared);
        }
        config->store = shared->store;
        config->memory = shared->memory;
        config->login_cache = shared->login_cache;
        config->throttle = shared->throttle;
    }
    advolux_connections_tend(p, stores);
}

/* post_config, but of the first of the two passes. */
static int announce(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                    server_rec *s)
{
    (void)pconf;
    (void)plog;
    (void)ptemp;
    if (ap_state_query(AP_SQ_MAIN_STATE) != AP_SQ_MS_CREATE_PRE_CONFIG) {
        ap_log_error(APLOG_MARK, APLOG_NOTICE, 0, s,
                     "ADV0714: mod_dav_advolux %s, schema %d", ADVOLUX_VERSION,
                     ADVOLUX_SCHEMA_VERSION);
    }
    return OK;
}

/* post_read_request: before anybody asks PostgreSQL anything. */
static int allow(request_rec *r)
{
    if (!r->main && !r->prev && ADVOLUX_SERVER(r->server)->root) {
        advolux_request_allow(r);
    }
    return DECLINED;
}

#define NO_FILE "advolux-no-file"

/* translate_name: the <Location> is known here, but not in map_to_storage. */
static int recognise(request_rec *r)
{
    if (dav_get_provider(r) == &advolux_dav_provider) {
        apr_table_setn(r->notes, NO_FILE, "");
    }
    return DECLINED;
}

/* map_to_storage: a path of the calendars is no file, whatever lies below
 * DocumentRoot: mod_dir would lead to an index.html there. */
static int keep_from_files(request_rec *r)
{
    return apr_table_get(r->notes, NO_FILE) ? OK : DECLINED;
}

static void register_hooks(apr_pool_t *p)
{
    static const char *const before_mod_dav[] = { "mod_dav.c", NULL };

    if (!dav_register_provider) {
        advolux_setup_without_mod_dav(p);
        return;
    }
    dav_register_provider(p, "advolux", &advolux_dav_provider);
    advolux_method_register(p);
    advolux_authn_register_hooks(p);
    advolux_tls_register_hooks(p);
    advolux_connections_register_hooks(p);
    advolux_counters_register_hooks(p);
    advolux_message_register_hooks(p);
    advolux_request_log_register_hooks(p);
    advolux_metrics_register_hooks(p);
    ap_hook_post_read_request(allow, NULL, NULL, APR_HOOK_FIRST);
    ap_hook_translate_name(recognise, NULL, NULL, APR_HOOK_FIRST);
    ap_hook_map_to_storage(keep_from_files, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(announce, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(read_passwords, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(child_init, NULL, NULL, APR_HOOK_MIDDLE);
    advolux_clear_text_register_hooks(p);
    advolux_setup_register_hooks(p);
    advolux_symptom_register_hooks(p);
    ap_hook_quick_handler(advolux_plain_http, NULL, NULL,
                          APR_HOOK_REALLY_FIRST);
    ap_hook_quick_handler(advolux_well_known, NULL, NULL, APR_HOOK_FIRST);
    ap_hook_handler(advolux_method_handler, NULL, before_mod_dav,
                    APR_HOOK_FIRST);
    dav_hook_method_precondition(advolux_method_precondition, NULL, NULL,
                                 APR_HOOK_MIDDLE);
    dav_hook_gather_reports(advolux_gather_reports, NULL, NULL,
                            APR_HOOK_MIDDLE);
    dav_hook_deliver_report(advolux_deliver_report, NULL, NULL,
                            APR_HOOK_MIDDLE);
}

AP_DECLARE_MODULE(dav_advolux) = { STANDARD20_MODULE_STUFF,
                                   advolux_directory_config_create,
                                   advolux_directory_config_merge,
                                   advolux_server_config_create,
                                   advolux_server_config_merge,
                                   advolux_directives,
                                   register_hooks,
                                   0 };
