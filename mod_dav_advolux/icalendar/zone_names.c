/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone_names.h"

#include <ctype.h>
#include <dirent.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include <apr_tables.h>

#include "zone_file.h"

#define DEPTH_MAX 3 /* America/Argentina/Buenos_Aires */

/* `file`: the name of the file, another one for a link without its own. */
typedef struct zone_name {
    const char *name, *file;
} zone_name;

/* PostgreSQL looks a name up among its abbreviations first, where these have
 * no summer time, or are another firm's; the places have kept the same clock
 * since 1979. */
static const zone_name places[] = {
    { "CET", "Europe/Brussels" },  { "MET", "Europe/Brussels" },
    { "EET", "Europe/Athens" },    { "WET", "Europe/Lisbon" },
    { "EST", "America/Panama" },   { "MST", "America/Phoenix" },
    { "HST", "Pacific/Honolulu" },
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static apr_pool_t *pool;
static apr_array_header_t *names; /* of zone_name, sorted */

static int compare(const void *a, const void *b)
{
    return strcasecmp(((const zone_name *)a)->name,
                      ((const zone_name *)b)->name);
}

static void add(const char *name, const char *file)
{
    APR_ARRAY_PUSH(names, zone_name) = (zone_name){ name, file };
}

/* Zones and areas begin with a capital; what else is there (posix, right,
 * zone.tab) does not. */
static void add_directory(const char *path, const char *prefix, int depth)
{
    DIR *directory = depth <= DEPTH_MAX ? opendir(path) : NULL;
    struct dirent *entry;

    while (directory && (entry = readdir(directory))) {
        const char *name = apr_pstrcat(pool, prefix, entry->d_name, NULL);

        if (!isupper((unsigned char)*entry->d_name) ||
            strchr(entry->d_name, '.') || !strcmp(name, "Factory")) {
            continue;
        }
        if (entry->d_type == DT_DIR) {
            add_directory(apr_pstrcat(pool, path, "/", entry->d_name, NULL),
                          apr_pstrcat(pool, name, "/", NULL), depth + 1);
        } else {
            add(name, name);
        }
    }
    if (directory) {
        closedir(directory);
    }
}

static const zone_name *look_up(const apr_array_header_t *in, const char *name)
{
    zone_name key = { .name = name };

    return in->nelts > 0 ? bsearch(&key, in->elts, (size_t)in->nelts,
                                   sizeof(key), compare)
                         : NULL;
}

/* Links that the system has no files for ("L Asia/Kolkata Asia/Calcutta"):
 * Debian packs the older names apart. */
static void add_links(const char *directory)
{
    apr_array_header_t *files = apr_array_copy(pool, names);
    FILE *database =
        fopen(apr_pstrcat(pool, directory, "/tzdata.zi", NULL), "r");
    char line[256], target[64], name[64];

    while (database && fgets(line, sizeof(line), database)) {
        const zone_name *file;

        if (sscanf(line, "L %63s %63s", target, name) == 2 &&
            !look_up(files, name) && (file = look_up(files, target))) {
            add(apr_pstrdup(pool, name), file->file);
        }
    }
    if (database) {
        fclose(database);
    }
}

static void sort(void)
{
    qsort(names->elts, (size_t)names->nelts, sizeof(zone_name), compare);
}

static void begin(void)
{
    const char *directory = zone_file_directory();

    apr_pool_create(&pool, NULL);
    names = apr_array_make(pool, 700, sizeof(zone_name));
    if (directory) {
        add_directory(directory, "", 0);
        sort();
        add_links(directory);
        sort();
    }
}

const char *zone_names_find(const char *name)
{
    const zone_name *found;

    pthread_once(&once, begin);
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        if (!strcasecmp(places[i].name, name)) {
            name = places[i].file;
        }
    }
    found = look_up(names, name);
    return found ? found->file : NULL;
}

const char *zone_names_at(int i)
{
    pthread_once(&once, begin);
    return i < names->nelts ? APR_ARRAY_IDX(names, i, zone_name).file : NULL;
}
