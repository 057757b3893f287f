/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"

#define BUCKETS 256
#define FILE_SIZE_MAX 65536
/* The Gregorian calendar repeats after 400 years: so much is written out, and
 * what lies beyond is looked up 400 years earlier. */
#define LAST_YEAR 2437
#define CYCLE (146097LL * LOCAL_DAY)

static const char *const directories[] = {
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static zone_info *buckets[BUCKETS];

static zone_change utc_change = { INT64_MIN, 0, false, "UTC" };
static zone_info utc = { "UTC", &utc_change, 1, "", NULL, NULL };

static apr_int64_t big_endian(const unsigned char *octets, int width)
{
    apr_uint64_t value = octets[0] & 0x80 ? ~(apr_uint64_t)0 : 0;

    for (int i = 0; i < width; i++) {
        value = value << 8 | octets[i];
    }
    return (apr_int64_t)value;
}

static void add_change(zone_info *z, apr_int64_t at, int offset, bool daylight,
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

/* The rule that goes on for ever: "CET-1CEST,M3.5.0,M10.5.0/3". */
typedef struct yearly {
    int month, week, weekday; /* month 0: day of the year in `week` */
    bool leap_counted;
    int time; /* wall clock before the change */
    int offset;
    bool daylight;
    const char *name;
} yearly;

static const char *read_name(apr_pool_t *pool, const char *from,
                             const char **name)
{
    bool quoted = *from == '<';
    const char *start = quoted ? from + 1 : from;
    const char *end = start;

    while (*end && (quoted ? *end != '>' : apr_isalpha(*end))) {
        end++;
    }
    if (end == start || (quoted && !*end)) {
        return NULL;
    }
    *name = apr_pstrmemdup(pool, start, (size_t)(end - start));
    return quoted ? end + 1 : end;
}

/* [+-]h[h][:mm[:ss]] in seconds. */
static const char *read_time(const char *from, int *seconds)
{
    int sign = *from == '-' ? -1 : 1;
    int total = 0, unit = 3600;
    char *end;

    from += *from == '-' || *from == '+';
    for (; unit >= 1; unit /= 60) {
        if (!apr_isdigit(*from)) {
            return NULL;
        }
        long number = strtol(from, &end, 10);
        if (number > 200) {
            return NULL;
        }
        total += (int)number * unit;
        from = end;
        if (*from != ':') {
            break;
        }
        from++;
    }
    *seconds = sign * total;
    return from;
}

static const char *read_rule(const char *from, yearly *rule)
{
    int taken = 0;

    rule->time = 7200;
    rule->month = 0;
    if (*from++ != ',') {
        return NULL;
    }
    if (*from == 'M') {
        if (sscanf(from, "M%2d.%1d.%1d%n", &rule->month, &rule->week,
                   &rule->weekday, &taken) != 3 ||
            rule->month < 1 || rule->month > 12 || rule->week < 1 ||
            rule->week > 5 || rule->weekday > 6) {
            return NULL;
        }
    } else {
        rule->leap_counted = *from != 'J';
        from += *from == 'J';
        if (sscanf(from, "%3d%n", &rule->week, &taken) != 1) {
            return NULL;
        }
    }
    from += taken;
    return *from == '/' ? read_time(from + 1, &rule->time) : from;
}

static apr_int64_t rule_day(const yearly *rule, int year)
{
    if (rule->month == 0) {
        /* Jn counts 1..365 and never 29 February; n counts 0..365. */
        int add =
            rule->leap_counted
                ? rule->week
                : rule->week - 1 + (local_leap_year(year) && rule->week >= 60);
        return local_days(year, 1, 1) + add;
    }
    apr_int64_t first = local_days(year, rule->month, 1);
    int day = 1 + (rule->weekday - local_weekday(first) + 7) % 7 +
              7 * (rule->week - 1);
    while (day > local_month_length(year, rule->month)) {
        day -= 7;
    }
    return first + day - 1;
}

static void extend(zone_info *z, const yearly rules[2])
{
    apr_int64_t last = z->changes[z->count - 1].at;
    int year = 1970, month, day;

    if (last > 0) {
        local_date(local_day_of(last), &year, &month, &day);
    }
    for (; year <= LAST_YEAR; year++) {
        apr_int64_t at[2];
        for (int i = 0; i < 2; i++) {
            at[i] = rule_day(&rules[i], year) * LOCAL_DAY + rules[i].time -
                    rules[1 - i].offset;
        }
        int first = at[1] < at[0];
        for (int k = 0; k < 2; k++) {
            const yearly *rule = &rules[first ^ k];
            const zone_change *now = &z->changes[z->count - 1];
            if (at[first ^ k] > now->at && (now->offset != rule->offset ||
                                            now->daylight != rule->daylight)) {
                add_change(z, at[first ^ k], rule->offset, rule->daylight,
                           rule->name);
            }
        }
    }
}

static void read_footer(zone_info *z, const char *from)
{
    yearly rules[2] = { { 0 } };

    from = read_name(z->pool, from, &rules[1].name);
    if (from == NULL || (from = read_time(from, &rules[1].offset)) == NULL) {
        return;
    }
    rules[1].offset = -rules[1].offset;
    if (*from == '\0') {
        return;
    }
    from = read_name(z->pool, from, &rules[0].name);
    rules[0].daylight = true;
    rules[0].offset = rules[1].offset + 3600;
    if (from && *from != ',') {
        from = read_time(from, &rules[0].offset);
        rules[0].offset = -rules[0].offset;
    }
    if (from && (from = read_rule(from, &rules[0])) &&
        read_rule(from, &rules[1])) {
        extend(z, rules);
    }
}

typedef struct header {
    apr_size_t times, types, characters, leaps, standards, universals;
} header;

static apr_size_t read_header(const unsigned char *data, header *h, int width)
{
    h->universals = (apr_size_t)big_endian(data + 20, 4);
    h->standards = (apr_size_t)big_endian(data + 24, 4);
    h->leaps = (apr_size_t)big_endian(data + 28, 4);
    h->times = (apr_size_t)big_endian(data + 32, 4);
    h->types = (apr_size_t)big_endian(data + 36, 4);
    h->characters = (apr_size_t)big_endian(data + 40, 4);
    if ((h->universals | h->standards | h->leaps | h->times | h->types |
         h->characters) > FILE_SIZE_MAX) {
        return FILE_SIZE_MAX + 1;
    }
    return 44 + h->times * ((apr_size_t)width + 1) + h->types * 6 +
           h->characters + h->leaps * ((apr_size_t)width + 4) + h->standards +
           h->universals;
}

static void add_type(zone_info *z, apr_int64_t at, const header *h,
                     const unsigned char *types, unsigned index)
{
    const unsigned char *type = types + 6 * index;
    const char *names = (const char *)types + 6 * h->types;
    unsigned from = type[5];

    if (index < h->types && from < h->characters) {
        add_change(z, at, (int)big_endian(type, 4), type[4] != 0,
                   apr_pstrndup(z->pool, names + from, h->characters - from));
    }
}

/* `data` ends in NUL. */
static bool read_zone(zone_info *z, const unsigned char *data,
                      apr_size_t length)
{
    header h;

    if (length < 44 || memcmp(data, "TZif", 4) || data[4] < '2') {
        return false;
    }
    apr_size_t skip = read_header(data, &h, 4);
    if (skip + 44 > length) {
        return false;
    }
    data += skip;
    length -= skip;
    apr_size_t body = read_header(data, &h, 8);
    if (body > length || h.types == 0) {
        return false;
    }

    const unsigned char *times = data + 44;
    const unsigned char *indexes = times + 8 * h.times;
    const unsigned char *types = indexes + h.times;
    add_type(z, INT64_MIN, &h, types, 0);
    for (apr_size_t i = 0; i < h.times; i++) {
        add_type(z, big_endian(times + 8 * i, 8), &h, types, indexes[i]);
    }
    if (body < length && data[body] == '\n') {
        char *footer = apr_pstrdup(z->pool, (const char *)data + body + 1);
        footer[strcspn(footer, "\n")] = '\0';
        read_footer(z, footer);
    }
    return z->count > 0;
}

static bool load(zone_info *z)
{
    apr_pool_t *scratch;
    unsigned char *data;
    bool loaded = false;
    char path[128];

    apr_pool_create(&scratch, z->pool);
    data = apr_palloc(scratch, FILE_SIZE_MAX + 1);

    for (size_t i = 0;
         !loaded && i < sizeof(directories) / sizeof(directories[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", directories[i], z->name);
        FILE *file = fopen(path, "rb");
        if (file) {
            size_t length = fread(data, 1, FILE_SIZE_MAX, file);
            data[length] = '\0';
            loaded = read_zone(z, data, length);
            fclose(file);
        }
    }
    apr_pool_destroy(scratch);
    return loaded;
}

/* A name that stays below the zone directory. */
static bool plausible(const char *name)
{
    size_t length = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrs"
                                 "tuvwxyz0123456789_+-/");
    return length > 0 && length < 64 && name[length] == '\0' &&
           apr_isupper(name[0]) && !strstr(name, "//") &&
           name[length - 1] != '/';
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

const zone_info *zone_find(const char *name)
{
    unsigned hash = 5381;

    if (is_utc(name)) {
        return &utc;
    }
    if (!plausible(name)) {
        return NULL;
    }
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
        z = apr_pcalloc(pool, sizeof(*z));
        z->pool = pool;
        z->name = apr_pstrdup(pool, name);
        if (load(z)) {
            z->component = zone_render(z);
            z->next = *bucket;
            *bucket = z;
        } else {
            apr_pool_destroy(pool);
            z = NULL;
        }
    }
    pthread_mutex_unlock(&lock);
    return z;
}

const zone_info *zone_get(const char *name)
{
    const zone_info *z = name ? zone_find(name) : NULL;

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

apr_int64_t zone_local(const zone_info *z, apr_int64_t instant)
{
    return instant + zone_at(z, instant)->offset;
}
