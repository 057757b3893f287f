/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <apr_strings.h>

#include "zone_posix.h"

#define FILE_SIZE_MAX 65536

const char *zone_file_directory(void)
{
    static const char *const directories[] = {
        "/usr/share/zoneinfo",
        "/usr/lib/zoneinfo",
        "/usr/share/lib/zoneinfo",
        "/etc/zoneinfo",
    };

    for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
        if (access(directories[i], X_OK) == 0) {
            return directories[i];
        }
    }
    return NULL;
}

static apr_int64_t big_endian(const unsigned char *octets, int width)
{
    apr_uint64_t value = octets[0] & 0x80 ? ~(apr_uint64_t)0 : 0;

    for (int i = 0; i < width; i++) {
        value = value << 8 | octets[i];
    }
    return (apr_int64_t)value;
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
        zone_add_change(
            z, at, (int)big_endian(type, 4), type[4] != 0,
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
        zone_posix_extend(z, footer);
    }
    return z->count > 0;
}

zone_info *zone_file_read(apr_pool_t *pool, const char *name)
{
    zone_info *z = apr_pcalloc(pool, sizeof(*z));
    const char *directory = zone_file_directory();
    bool read = false;
    apr_pool_t *scratch;

    if (!directory) {
        return NULL;
    }
    z->pool = pool;
    z->name = apr_pstrdup(pool, name);
    apr_pool_create(&scratch, pool);
    FILE *file = fopen(apr_pstrcat(scratch, directory, "/", name, NULL), "rb");
    if (file) {
        unsigned char *data = apr_palloc(scratch, FILE_SIZE_MAX + 1);
        size_t length = fread(data, 1, FILE_SIZE_MAX, file);

        data[length] = '\0';
        read = read_zone(z, data, length);
        fclose(file);
    }
    apr_pool_destroy(scratch);
    return read ? z : NULL;
}
