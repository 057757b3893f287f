/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone_match.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

#include "local_time.h"
#include "zone_file.h"
#include "zone_names.h"
#include "zone_posix.h"

/* The years that an offset alone is looked up for: 2024 to 2044. */
#define FIRST_DAY 1704067200LL
#define LAST_DAY 2335219200LL
#define LASTING (20 * 366LL * LOCAL_DAY)

/* Of zones that agree the one that people know is taken. */
static const char *const known[] = {
    "Europe/Berlin",   "Europe/London",    "America/New_York",
    "America/Chicago", "America/Denver",   "America/Los_Angeles",
    "Europe/Helsinki", "Europe/Istanbul",  "Europe/Moscow",
    "Asia/Kolkata",    "Asia/Dubai",       "Asia/Shanghai",
    "Asia/Tokyo",      "Australia/Sydney",
};

/* Whole hours without summer time. */
static const char *of_hours(apr_pool_t *pool, const zone_info *z)
{
    int offset = zone_at(z, z->from)->offset;
    int hours = offset / 3600;
    const char *name = hours == 0
                           ? "UTC"
                           : apr_psprintf(pool, "Etc/GMT%c%d",
                                          hours > 0 ? '-' : '+', abs(hours));
    const zone_info *other = offset % 3600 ? NULL : zone_find(pool, name);

    return other && zone_agrees(z, other, z->from, z->to) ? other->name : NULL;
}

static const char *of_name(apr_pool_t *pool, const zone_info *z,
                           const char *name)
{
    const zone_info *other = zone_find(pool, name);

    return other && zone_agrees(z, other, z->from, z->to) ? other->name : NULL;
}

/* What has been looked for among all zones, and not found or found: each look
 * reads hundreds of files. By what the zone says in the years that matter. */
#define SEARCHES 64

static struct {
    pthread_mutex_t lock;
    struct search {
        apr_uint64_t key;
        const char *name;
    } all[SEARCHES];
} searches = { .lock = PTHREAD_MUTEX_INITIALIZER };

static apr_uint64_t mix(apr_uint64_t key, apr_int64_t number)
{
    for (int i = 0; i < 8; i++) {
        key = (key ^ (number >> 8 * i & 0xFF)) * 1099511628211U; /* FNV-1a */
    }
    return key;
}

static apr_uint64_t key_of(const zone_info *z)
{
    const zone_change *end = z->changes + z->count;
    const zone_change *first = zone_at(z, z->from);
    apr_uint64_t key = mix(mix(14695981039346656037U, z->from), z->to);

    key = mix(key, first->offset);
    for (const zone_change *c = first + 1; c < end && c->at <= z->to; c++) {
        key = mix(mix(key, c->at), c->offset);
    }
    return key;
}

/* All that the system has. They are not kept: some hundreds. */
static const char *search(const zone_info *z)
{
    const char *name, *found = NULL;

    for (int i = 0; !found && (name = zone_names_at(i)); i++) {
        const zone_info *other;
        apr_pool_t *scratch;

        apr_pool_create(&scratch, z->pool);
        other = strchr(name, '/') ? zone_file_read(scratch, name) : NULL;
        if (other && zone_agrees(z, other, z->from, z->to)) {
            found = name;
        }
        apr_pool_destroy(scratch);
    }
    return found;
}

/* The first of those that people know, and of Windows', that fits. */
static const char *of_known(apr_pool_t *pool, const zone_info *z,
                            const char *(*test)(apr_pool_t *, const zone_info *,
                                                const char *))
{
    const char *name = NULL, *place;

    for (size_t i = 0; !name && i < sizeof(known) / sizeof(known[0]); i++) {
        name = test(pool, z, known[i]);
    }
    for (int i = 0; !name && (place = zone_windows_place(i)); i++) {
        name = test(pool, z, place);
    }
    return name;
}

static const char *of_system(const zone_info *z)
{
    apr_uint64_t key = key_of(z);
    struct search *place = &searches.all[key % SEARCHES], kept;

    pthread_mutex_lock(&searches.lock);
    kept = *place;
    pthread_mutex_unlock(&searches.lock);
    if (kept.key != key) {
        kept = (struct search){ key, search(z) };
        pthread_mutex_lock(&searches.lock);
        *place = kept;
        pthread_mutex_unlock(&searches.lock);
    }
    return kept.name;
}

static const char *find(apr_pool_t *pool, const zone_info *z)
{
    const char *name = of_hours(pool, z);

    name = name ? name : of_known(pool, z, of_name);
    name = name ? name : of_system(z);
    return name ? name : zone_posix_name(pool, z, z->from, z->to);
}

/* What holds for longer than is asked for is preferred. */
static const char *find_lasting(apr_pool_t *pool, const zone_info *z)
{
    zone_info lasting = *z;
    const char *name = NULL;

    if (z->to - z->from < LASTING) {
        lasting.to = z->from + LASTING;
        name = find(pool, &lasting);
    }
    return name ? name : find(pool, z);
}

const char *zone_stored_name(apr_pool_t *pool, const zone_info *z)
{
    const char *name;

    if (z->name) {
        return z->name;
    }
    if (!*z->stored) {
        name = find_lasting(pool, z);
        *z->stored = name ? apr_pstrdup(z->pool, name) : "";
    }
    return **z->stored ? *z->stored : NULL;
}

const zone_info *zone_stored(apr_pool_t *pool, const zone_info *z,
                             apr_int64_t instant)
{
    const char *name = zone_stored_name(pool, z);

    if (!name) {
        name = zone_posix_name(pool, z, instant, instant);
    }
    return z->name ? z : zone_get(pool, name);
}

/* A zone of the years to come whose clock changes each March and October; what
 * counts of it is its offsets. */
static const char *with_offsets(apr_pool_t *pool, const zone_info *z,
                                const char *name)
{
    const zone_info *other = zone_find(pool, name);

    return other &&
                   zone_at(other, z->from)->offset ==
                       zone_at(z, z->from)->offset &&
                   zone_at(other, z->to)->offset == zone_at(z, z->to)->offset
               ? other->name
               : NULL;
}

const char *zone_match_offsets(apr_pool_t *pool, int winter, int summer)
{
    zone_info z = { .pool = pool, .from = FIRST_DAY, .to = LAST_DAY };

    zone_add_change(&z, INT64_MIN, winter, false, "");
    if (winter == summer) {
        return find(pool, &z);
    }
    z.to = z.from + 180 * LOCAL_DAY;
    zone_add_change(&z, z.from + 90 * LOCAL_DAY, summer, true, "");
    return of_known(pool, &z, with_offsets);
}
