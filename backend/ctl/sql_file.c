/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>
#include <string.h>
#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_fnmatch.h>
#include <apr_strings.h>

#include "ctl.h"
#include "sql_file.h"

#define SUFFIX ".sql"

static int by_name(const void *a, const void *b)
{
    return strcmp(((const sql_file *)a)->name, ((const sql_file *)b)->name);
}

apr_array_header_t *sql_files(apr_pool_t *pool, const char *directory,
                              const char *folder, const char *pattern)
{
    apr_array_header_t *files = apr_array_make(pool, 30, sizeof(sql_file));
    apr_finfo_t info;
    apr_dir_t *dir;

    if (apr_dir_open(&dir, apr_pstrcat(pool, directory, "/", folder, NULL),
                     pool) != APR_SUCCESS) {
        ctl_fail("the directory %s/%s cannot be read: say where the schema's "
                 "files are with --sql",
                 directory, folder);
        return NULL;
    }
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        if (apr_fnmatch(pattern, info.name, 0) == APR_SUCCESS) {
            sql_file *file = apr_array_push(files);

            file->base = apr_pstrndup(pool, info.name,
                                      strlen(info.name) - strlen(SUFFIX));
            file->name = apr_pstrcat(pool, folder, "/", file->base, NULL);
        }
    }
    apr_dir_close(dir);
    if (files->nelts > 1) {
        qsort(files->elts, (size_t)files->nelts, sizeof(sql_file), by_name);
    }
    return files;
}

const char *sql_file_text(apr_pool_t *pool, const char *directory,
                          const char *name)
{
    const char *path = apr_pstrcat(pool, directory, "/", name, SUFFIX, NULL);
    apr_file_t *file = NULL;
    apr_finfo_t info;
    apr_size_t length = 0;
    char *text = NULL;
    apr_status_t failed =
        apr_file_open(&file, path, APR_FOPEN_READ, APR_FPROT_OS_DEFAULT, pool);

    if (!failed) {
        failed = apr_file_info_get(&info, APR_FINFO_SIZE, file);
    }
    if (!failed) {
        text = apr_palloc(pool, (apr_size_t)info.size + 1);
        failed = apr_file_read_full(file, text, (apr_size_t)info.size, &length);
    }
    if (file) {
        apr_file_close(file);
    }
    if (failed) {
        ctl_fail("%s cannot be read", path);
        return NULL;
    }
    text[length] = '\0';
    return text;
}

int sql_file_line(const char *text, int position)
{
    int line = 1;

    for (; *text && position > 1; text++) {
        position -= ((unsigned char)text[1] & 0xC0) != 0x80;
        line += *text == '\n';
    }
    return line;
}
