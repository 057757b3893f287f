/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file sql_file.h
 * The files that a schema is made of (backend/sql/README.md).
 */
#ifndef ADVOLUX_SQL_FILE_H
#define ADVOLUX_SQL_FILE_H

#include <apr_pools.h>
#include <apr_tables.h>

typedef struct sql_file {
    const char *name; /**< below backend/sql, without suffix: "caldav/put" */
    const char *base; /**< the last part of it: "put" */
} sql_file;

/** Files of a folder of `directory` whose names match `pattern` (apr_fnmatch),
 * as sql_file, by name; NULL after a message, if the folder cannot be read. */
apr_array_header_t *sql_files(apr_pool_t *pool, const char *directory,
                              const char *folder, const char *pattern);

/** What a file holds, from `pool`; NULL after a message. */
const char *sql_file_text(apr_pool_t *pool, const char *directory,
                          const char *name);

/** The line of `text` that holds its character number `position` (from 1, as
 * PostgreSQL counts: in characters of UTF-8). */
int sql_file_line(const char *text, int position);

#endif
