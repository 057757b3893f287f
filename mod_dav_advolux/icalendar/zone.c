/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone.h"

#include <pthread.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>

#include "local_time.h"
#include "zone_file.h"
#include "zone_names.h"
#include "zone_posix.h"

#define BUCKETS 256
/* The Gregorian calendar repeats after 400 years. */
#define CYCLE (146097LL * LOCAL_DAY)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static zone_info *buckets[BUCKETS];

static zone_change utc_change = { INT64_MIN, 0, false, "UTC" };
static zone_info utc = {
    .name = "UTC", .changes = &utc_change, .count = 1, .component = ""
};
const zone_info *const zone_utc = &utc;

void zone_add_change(zone_info *z, apr_int64_t at, int offset, bool daylight,
                     const char *name)
{
    if ((z->count & (z->count - 1)) == 0) {
        size_t room = z->count ? (size_t)z->count * 2 : 1;
        zone_change *grown = apr_palloc(z->pool, room * sizeof(*grown));
        if (z->count) {
            memcpy(grown, z->changes, (size_t)z->count * sizeof(*grown));
        }
        z->changes = grown;
    }
    z->changes[z->count++] = (zone_change){ at, offset, daylight, name };
}

static bool is_utc(const char *name)
{
    static const char *const names[] = {
        "UTC",     "Etc/UTC", "GMT",      "Etc/GMT",   "UCT",
        "Etc/UCT", "Zulu",    "Etc/Zulu", "Universal", "Etc/Universal",
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (!strcasecmp(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* A zone of the system, by the name that the system has for it. */
static const zone_info *of_system(const char *name)
{
    unsigned hash = 5381;

    for (const char *c = name; *c; c++) {
        hash = hash * 33 + (unsigned char)*c;
    }
    pthread_mutex_lock(&lock);
    zone_info **bucket = &buckets[hash % BUCKETS];
    zone_info *z = *bucket;
    while (z && strcmp(z->name, name)) {
        z = z->next;
    }
    if (z == NULL) {
        apr_pool_t *pool;

        apr_pool_create(&pool, NULL);
        z = zone_file_read(pool, name);
        if (z) {
            z->component = zone_render(z);
            z->next = *bucket;
            *bucket = z;
        } else {
            apr_pool_destroy(pool);
        }
    }
    pthread_mutex_unlock(&lock);
    return z;
}

const zone_info *zone_find(apr_pool_t *pool, const char *name)
{
    if (is_utc(name)) {
        return &utc;
    }
    if (*name == '<') {
        return zone_posix_make(pool, name);
    }
    name = zone_names_find(name);
    return name ? of_system(name) : NULL;
}

const zone_info *zone_get(apr_pool_t *pool, const char *name)
{
    const zone_info *z = name ? zone_find(pool, name) : NULL;

    return z ? z : &utc;
}

const zone_change *zone_at(const zone_info *z, apr_int64_t instant)
{
    int low = 0, high = z->count;

    if (z->count > 1 && instant > z->changes[z->count - 1].at) {
        apr_int64_t over = instant - z->changes[z->count - 1].at;
        /* Only a zone with a yearly rule has changes that late. */
        if (z->changes[z->count - 1].at > CYCLE && over > 0) {
            instant -= (over / CYCLE + 1) * CYCLE;
        }
    }
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (z->changes[middle].at <= instant) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &z->changes[low];
}

/* Whether `b` has the offsets that `a` changes to. */
static bool follows(const zone_info *a, const zone_info *b, apr_int64_t from,
                    apr_int64_t to)
{
    const zone_change *end = a->changes + a->count;

    for (const zone_change *c = zone_at(a, from) + 1; c < end && c->at <= to;
         c++) {
        if (zone_at(b, c->at)->offset != c->offset) {
            return false;
        }
    }
    return true;
}

bool zone_agrees(const zone_info *a, const zone_info *b, apr_int64_t from,
                 apr_int64_t to)
{
    return zone_at(a, from)->offset == zone_at(b, from)->offset &&
           follows(a, b, from, to) && follows(b, a, from, to);
}

apr_int64_t zone_instant(const zone_info *z, apr_int64_t local)
{
    int before = zone_at(z, local - LOCAL_DAY)->offset;
    if (zone_at(z, local - before)->offset == before) {
        return local - before;
    }
    int after = zone_at(z, local + LOCAL_DAY)->offset;
    if (zone_at(z, local - after)->offset == after) {
        return local - after;
    }
    return local - before;
}

apr_int64_t zone_instant_repeated(const zone_info *z, apr_int64_t local)
{
    return local - zone_at(z, local + LOCAL_DAY)->offset;
}

apr_int64_t zone_local(const zone_info *z, apr_int64_t instant)
{
    return instant + zone_at(z, instant)->offset;
}
