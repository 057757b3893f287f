/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>
#include <apr_hash.h>

#include "slots.h"

#define SERVERS 512
#define HOLDINGS 1024
#define FIRST_MOST 3 /* until a server has said what it gives */
#define PART 3

typedef struct server {
    atomic_uint key; /* of its name; 0: free */
    atomic_int gives;
} server;

/* What one process holds at one server. Its process alone adds to it. */
typedef struct holding {
    atomic_int pid; /* 0: free */
    atomic_int server;
    atomic_int held[SLOT_USES];
} holding;

struct slots {
    server servers[SERVERS];
    holding holdings[HOLDINGS];
};

struct slot_share {
    slots *all;
    server *at;
    int number; /* of the server */
    int most;
    holding *own; /* NULL: there was no room, so nothing is counted */
};

apr_size_t slots_size(void)
{
    return sizeof(slots);
}

/* Two servers of one key would share their slots, which harms nobody. */
static unsigned key_of(const char *name)
{
    apr_ssize_t length = APR_HASH_KEY_STRING;
    unsigned key = apr_hashfunc_default(name, &length);

    return key ? key : 1;
}

static int server_number(slots *all, const char *name)
{
    unsigned key = key_of(name);

    for (unsigned i = 0; i < SERVERS; i++) {
        unsigned at = (key + i) % SERVERS, none = 0;

        if (atomic_load(&all->servers[at].key) == key ||
            atomic_compare_exchange_strong(&all->servers[at].key, &none, key) ||
            none == key) {
            return (int)at;
        }
    }
    return (int)(key % SERVERS);
}

static bool is_dead(int pid)
{
    return pid != 0 && kill(pid, 0) != 0 && errno == ESRCH;
}

/* Whoever finds a dead one first frees it. */
static void free_dead(holding *h)
{
    int pid = atomic_load(&h->pid);

    if (is_dead(pid) && atomic_compare_exchange_strong(&h->pid, &pid, -1)) {
        for (int use = 0; use < SLOT_USES; use++) {
            atomic_store(&h->held[use], 0);
        }
        atomic_store(&h->pid, 0);
    }
}

static holding *claim(slots *all, int number)
{
    for (int i = 0; i < HOLDINGS; i++) {
        holding *h = &all->holdings[i];
        int none = 0;

        free_dead(h);
        if (atomic_compare_exchange_strong(&h->pid, &none, (int)getpid())) {
            atomic_store(&h->server, number);
            return h;
        }
    }
    return NULL;
}

static apr_status_t leave(void *data)
{
    slot_share *share = data;

    for (int use = 0; use < SLOT_USES; use++) {
        atomic_store(&share->own->held[use], 0);
    }
    atomic_store(&share->own->pid, 0);
    share->own = NULL;
    return APR_SUCCESS;
}

slot_share *slots_open(apr_pool_t *pool, slots *memory, const char *name,
                       int most)
{
    slot_share *share = apr_pcalloc(pool, sizeof *share);

    share->all = memory;
    share->number = server_number(memory, name);
    share->at = &memory->servers[share->number];
    share->most = most;
    share->own = claim(memory, share->number);
    if (share->own) {
        apr_pool_cleanup_register(pool, share, leave, apr_pool_cleanup_null);
    }
    return share;
}

static int held(const slot_share *share, slot_use use)
{
    int sum = 0;

    for (int i = 0; i < HOLDINGS; i++) {
        const holding *h = &share->all->holdings[i];

        if (atomic_load_explicit(&h->pid, memory_order_relaxed) > 0 &&
            atomic_load_explicit(&h->server, memory_order_relaxed) ==
                share->number) {
            sum += atomic_load(&h->held[use]);
        }
    }
    return sum;
}

int slots_most(const slot_share *share)
{
    int gives = atomic_load(&share->at->gives);

    return share->most > 0    ? share->most
           : gives == 0       ? FIRST_MOST
           : gives / PART > 0 ? gives / PART
                              : 1;
}

bool slots_take(slot_share *share, slot_use use)
{
    int most = slots_most(share);

    if (!share->own) {
        return true;
    }
    most = use == SLOT_WRITE ? (most + 1) / 2 : most;
    /* Of two that come at once both may find one too many, never none. */
    atomic_fetch_add(&share->own->held[use], 1);
    if (use == SLOT_WAIT || held(share, use) <= most) {
        return true;
    }
    atomic_fetch_sub(&share->own->held[use], 1);
    for (int i = 0; i < HOLDINGS; i++) {
        free_dead(&share->all->holdings[i]);
    }
    return false;
}

void slots_give(slot_share *share, slot_use use)
{
    if (share->own) {
        atomic_fetch_sub(&share->own->held[use], 1);
    }
}

void slots_learn(slot_share *share, int gives)
{
    atomic_store(&share->at->gives, gives);
}

bool slots_are_wanted(const slot_share *share)
{
    return held(share, SLOT_WAIT) > 0;
}
