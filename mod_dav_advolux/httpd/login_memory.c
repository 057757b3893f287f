/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "login_memory.h"

#include <unistd.h>

#include <httpd.h>
#include <ap_mpm.h>
#include <http_config.h>
#include <http_log.h>

#include <apr_shm.h>

APLOG_USE_MODULE(dav_advolux);

#define RETAINED "mod_dav_advolux-logins"
#define ALIGNED(size) (((size) + 63) / 64 * 64)

/* What outlives the module's own code at a restart. */
typedef struct retained {
    apr_size_t size; /* another version of the module may need another */
    advolux_login_memory memory;
} retained;

static const advolux_login_memory *current;

const advolux_login_memory *advolux_login_memory_get(void)
{
    return current;
}

/* Zeroed memory, shared if the system gives any. */
static char *allocate(server_rec *s, apr_size_t size)
{
    apr_shm_t *shared;
    apr_status_t status = apr_shm_create(&shared, size, NULL, s->process->pool);

    if (status == APR_SUCCESS) {
        return memset(apr_shm_baseaddr_get(shared), 0, size);
    }
    ap_log_error(APLOG_MARK, APLOG_WARNING, status, s,
                 "ADV0205: no shared memory: each process verifies logins and "
                 "counts wrong passwords for itself");
    return apr_pcalloc(s->process->pool, size);
}

static bool make(server_rec *s, retained *kept, apr_size_t size)
{
    char *memory = allocate(s, size);

    if (!advolux_fingerprint_key_make(&kept->memory.secret)) {
        ap_log_error(APLOG_MARK, APLOG_CRIT, 0, s,
                     "ADV0207: the system gives no random octets to keep "
                     "passwords by");
        return false;
    }
    kept->memory.cache = advolux_login_table_init(memory);
    memory += ALIGNED(advolux_login_table_size());
    kept->memory.throttle = advolux_throttle_table_init(memory);
    memory += ALIGNED(advolux_throttle_table_size());
    kept->memory.queue = advolux_hash_queue_init(memory);
    kept->size = size;
    return true;
}

/* Half of the processors hash, and a quarter of each process's threads never
 * waits for them: who is in is served. */
static void limit(advolux_hash_queue *queue)
{
    int processes = 1, threads = 1;

    ap_mpm_query(AP_MPMQ_MAX_DAEMONS, &processes);
    ap_mpm_query(AP_MPMQ_MAX_THREADS, &threads);
    threads = threads > 0 ? threads : 1;
    advolux_hash_queue_limit(queue,
                             (int)(sysconf(_SC_NPROCESSORS_ONLN) + 1) / 2,
                             processes * threads * 3 / 4, threads * 3 / 4);
}

static int share(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                 server_rec *s)
{
    retained *kept = ap_retained_data_get(RETAINED);
    apr_size_t size = ALIGNED(advolux_login_table_size()) +
                      ALIGNED(advolux_throttle_table_size()) +
                      advolux_hash_queue_size();

    (void)pconf;
    (void)plog;
    (void)ptemp;
    if (!kept) {
        kept = ap_retained_data_create(RETAINED, sizeof *kept);
    }
    if (kept->size != size && !make(s, kept, size)) {
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    limit(kept->memory.queue);
    current = &kept->memory;
    return OK;
}

void advolux_login_memory_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_post_config(share, NULL, NULL, APR_HOOK_MIDDLE);
}
