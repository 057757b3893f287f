/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include <ap_mpm.h>
#include <http_config.h>
#include <http_log.h>

#include <apr_shm.h>
#include <apr_strings.h>

#include "connections.h"
#include "conninfo.h"

APLOG_USE_MODULE(dav_advolux);

#define RETAINED "mod_dav_advolux-connections"
#define TIDY_EVERY 250000000 /* nanoseconds */

/* What a graceful restart leaves alone: the processes before it still hold
 * theirs. */
typedef struct retained {
    apr_shm_t *memory;
    apr_size_t size; /* another version of the module may have another */
} retained;

static slots *all; /* NULL: there is no shared memory */

slot_share *advolux_connections_share(apr_pool_t *p,
                                      const advolux_server_config *config)
{
    return all ? slots_open(p, all, conninfo_server(p, config->database),
                            config->connections_max)
               : NULL;
}

int advolux_connections_of_process(const advolux_server_config *config)
{
    int threads = 1;

    ap_mpm_query(AP_MPMQ_MAX_THREADS, &threads);
    threads = threads > 1 ? threads : 1;
    return config->connections_max > 0 && config->connections_max < threads
               ? config->connections_max
               : threads;
}

typedef struct tender {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    bool end;
    apr_array_header_t *stores;
} tender;

static void *tend(void *data)
{
    tender *own = data;
    struct timespec until;

    pthread_mutex_lock(&own->mutex);
    while (!own->end) {
        pthread_mutex_unlock(&own->mutex);
        for (int i = 0; i < own->stores->nelts; i++) {
            advolux_store_tidy(APR_ARRAY_IDX(own->stores, i, advolux_store *));
        }
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += TIDY_EVERY;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_mutex_lock(&own->mutex);
        if (!own->end) {
            pthread_cond_timedwait(&own->ended, &own->mutex, &until);
        }
    }
    pthread_mutex_unlock(&own->mutex);
    return NULL;
}

static apr_status_t end(void *data)
{
    tender *own = data;

    pthread_mutex_lock(&own->mutex);
    own->end = true;
    pthread_cond_signal(&own->ended);
    pthread_mutex_unlock(&own->mutex);
    pthread_join(own->thread, NULL);
    return APR_SUCCESS;
}

/* Signals are for httpd's own threads. */
void advolux_connections_tend(apr_pool_t *p, apr_array_header_t *stores)
{
    tender *own = apr_pcalloc(p, sizeof *own);
    pthread_condattr_t attributes;
    sigset_t every, before;

    own->stores = stores;
    pthread_mutex_init(&own->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&own->ended, &attributes);
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    if (stores->nelts > 0 &&
        pthread_create(&own->thread, NULL, tend, own) == 0) {
        apr_pool_cleanup_register(p, own, end, apr_pool_cleanup_null);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static int share(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                 server_rec *s)
{
    retained *kept = ap_retained_data_get(RETAINED);
    apr_status_t status = APR_SUCCESS;

    (void)pconf;
    (void)plog;
    (void)ptemp;
    if (!kept) {
        kept = ap_retained_data_create(RETAINED, sizeof *kept);
    }
    if (!kept->memory || kept->size != slots_size()) {
        kept->size = slots_size();
        status =
            apr_shm_create(&kept->memory, kept->size, NULL, s->process->pool);
        if (status == APR_SUCCESS) {
            memset(apr_shm_baseaddr_get(kept->memory), 0, kept->size);
        } else {
            kept->memory = NULL;
            ap_log_error(APLOG_MARK, APLOG_WARNING, status, s,
                         "ADV0521: no shared memory: AdvoluxConnections counts "
                         "for each process by itself");
        }
    }
    all = kept->memory ? apr_shm_baseaddr_get(kept->memory) : NULL;
    return OK;
}

void advolux_connections_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_post_config(share, NULL, NULL, APR_HOOK_MIDDLE);
}
