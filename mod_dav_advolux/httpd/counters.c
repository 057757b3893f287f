/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "counters.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <apr_shm.h>
#include <apr_strings.h>
#include <http_config.h>
#include <http_log.h>

#include "config.h"

APLOG_USE_MODULE(dav_advolux);

#define RETAINED "mod_dav_advolux-counters"
#define PROCESSES 1024

/* A process's connections: it alone writes them, and whoever adds up finds out
 * whether it has died. */
typedef struct process_stores {
    atomic_int pid; /* 0: free */
    atomic_uint open, busy;
} process_stores;

typedef struct shared {
    advolux_counters counters;
    atomic_uint_least64_t made, failed, waited;
    process_stores processes[PROCESSES];
} shared;

/* What outlives the module's own code at a restart. */
typedef struct retained {
    apr_shm_t *memory;
    apr_size_t size; /* another version of the module may count other things */
} retained;

static shared own; /* if there is no shared memory */
static shared *all = &own;
static process_stores *place; /* this process's; NULL: it has none */
static atomic_uint told[3];   /* what it has added to made, failed, waited */

const int64_t advolux_latencies[ADVOLUX_LATENCIES] = {
    1000, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 2500000, 10000000,
};

static const struct kind_row {
    const char *name, *method, *report;
} kinds[ADVOLUX_REQUEST_KINDS] = {
    [ADVOLUX_REQUEST_GET] = { "get", "GET", NULL },
    [ADVOLUX_REQUEST_PUT] = { "put", "PUT", NULL },
    [ADVOLUX_REQUEST_DELETE] = { "delete", "DELETE", NULL },
    [ADVOLUX_REQUEST_MOVE] = { "move", "MOVE", NULL },
    [ADVOLUX_REQUEST_OPTIONS] = { "options", "OPTIONS", NULL },
    [ADVOLUX_REQUEST_PROPFIND] = { "propfind", "PROPFIND", NULL },
    [ADVOLUX_REQUEST_PROPPATCH] = { "proppatch", "PROPPATCH", NULL },
    [ADVOLUX_REQUEST_MULTIGET] = { "multiget", "REPORT", "calendar-multiget" },
    [ADVOLUX_REQUEST_QUERY] = { "query", "REPORT", "calendar-query" },
    [ADVOLUX_REQUEST_SYNC] = { "sync", "REPORT", "sync-collection" },
    [ADVOLUX_REQUEST_FREE_BUSY] = { "freebusy", "REPORT", "free-busy-query" },
    [ADVOLUX_REQUEST_OTHER] = { "other", "", NULL },
};

static const char *const events[ADVOLUX_LOGIN_EVENTS] = {
    [ADVOLUX_LOGIN_CACHED] = "cached", [ADVOLUX_LOGIN_VERIFIED] = "verified",
    [ADVOLUX_LOGIN_DENIED] = "denied", [ADVOLUX_LOGIN_THROTTLED] = "throttled",
    [ADVOLUX_LOGIN_BUSY] = "busy",     [ADVOLUX_LOGIN_FAULT] = "fault",
};

const char *advolux_request_kind_name(advolux_request_kind kind)
{
    return kinds[kind].name;
}

const char *advolux_login_event_name(advolux_login_event event)
{
    return events[event];
}

advolux_request_kind advolux_request_kind_of(const char *method,
                                             const char *report)
{
    int i = 0;

    if (!strcmp(method, "HEAD")) {
        method = "GET";
    }
    while (
        i < ADVOLUX_REQUEST_OTHER &&
        (strcmp(kinds[i].method, method) ||
         (kinds[i].report && (!report || strcmp(kinds[i].report, report))))) {
        i++;
    }
    return (advolux_request_kind)i;
}

static void add(atomic_uint_least64_t *counter, uint64_t amount)
{
    atomic_fetch_add_explicit(counter, amount, memory_order_relaxed);
}

const advolux_counters *advolux_counters_get(void)
{
    return &all->counters;
}

void advolux_count_request(advolux_request_kind kind, int status,
                           int64_t microseconds)
{
    int class = status / 100 - 1, i = 0;

    if (class < 0 || class >= ADVOLUX_STATUS_CLASSES) {
        class = ADVOLUX_STATUS_CLASSES - 1;
    }
    while (i < ADVOLUX_LATENCIES && microseconds > advolux_latencies[i]) {
        i++;
    }
    add(&all->counters.requests[kind].status[class], 1);
    add(&all->counters.requests[kind].latency[i], 1);
    add(&all->counters.requests[kind].microseconds,
        microseconds > 0 ? (uint64_t)microseconds : 0);
}

void advolux_count_login(advolux_login_event event)
{
    add(&all->counters.logins[event], 1);
}

/* What has come since this process told last; another thread may have told
 * more meanwhile. */
static void add_since(atomic_uint_least64_t *sum, unsigned now,
                      atomic_uint *had)
{
    unsigned before = atomic_load(had);

    while (now > before && !atomic_compare_exchange_weak(had, &before, now)) {
    }
    if (now > before) {
        add(sum, now - before);
    }
}

void advolux_count_store(const advolux_store_stats *stats)
{
    add_since(&all->made, stats->made, &told[0]);
    add_since(&all->failed, stats->failed, &told[1]);
    add_since(&all->waited, stats->waited, &told[2]);
    if (place) {
        atomic_store(&place->open, stats->open);
        atomic_store(&place->busy, stats->busy);
    }
}

static bool lives(const process_stores *one)
{
    int pid = atomic_load(&one->pid);

    return pid && (kill(pid, 0) == 0 || errno != ESRCH);
}

advolux_store_stats advolux_counted_stores(void)
{
    advolux_store_stats sum = { .made = (unsigned)all->made,
                                .failed = (unsigned)all->failed,
                                .waited = (unsigned)all->waited };

    for (int i = 0; i < PROCESSES; i++) {
        if (lives(&all->processes[i])) {
            sum.open += atomic_load(&all->processes[i].open);
            sum.busy += atomic_load(&all->processes[i].busy);
        }
    }
    return sum;
}

static apr_status_t leave(void *unused)
{
    (void)unused;
    if (place) {
        atomic_store(&place->pid, 0);
        place = NULL;
    }
    return APR_SUCCESS;
}

/* Without a free place the process's connections are not seen. */
static void enter(apr_pool_t *p, server_rec *s)
{
    (void)s;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        atomic_store(&told[i], 0);
    }
    for (int i = 0; i < PROCESSES && !place; i++) {
        process_stores *one = &all->processes[i];
        int held = atomic_load(&one->pid);

        if ((held == 0 || !lives(one)) &&
            atomic_compare_exchange_strong(&one->pid, &held, (int)getpid())) {
            atomic_store(&one->open, 0);
            atomic_store(&one->busy, 0);
            place = one;
        }
    }
    apr_pool_cleanup_register(p, NULL, leave, apr_pool_cleanup_null);
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
    if (!kept->memory || kept->size != sizeof *all) {
        kept->size = sizeof *all;
        status =
            apr_shm_create(&kept->memory, sizeof *all, NULL, s->process->pool);
        if (status == APR_SUCCESS) {
            memset(apr_shm_baseaddr_get(kept->memory), 0, sizeof *all);
        } else {
            kept->memory = NULL;
            ap_log_error(APLOG_MARK, APLOG_WARNING, status, s,
                         "ADV0520: no shared memory: each process counts its "
                         "own requests alone");
        }
    }
    all = kept->memory ? apr_shm_baseaddr_get(kept->memory) : &own;
    return OK;
}

void advolux_counters_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_post_config(share, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(enter, NULL, NULL, APR_HOOK_MIDDLE);
}
