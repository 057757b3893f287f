/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file obstacle.h
 * What keeps a user from a file. The system only says that it is denied, or, of
 * a file behind a directory that is closed, nothing of the directory.
 */
#ifndef ADVOLUX_OBSTACLE_H
#define ADVOLUX_OBSTACLE_H

#include <apr_pools.h>
#include <apr_user.h>

/** The first thing on the way to `path` that a user cannot pass, as the end of
 * a sentence ("directory /etc/x cannot be entered by www-data"); NULL: nothing
 * that their own rights and their group's show. Root passes everything that is
 * there. */
const char *obstacle_find(apr_pool_t *pool, const char *path, apr_uid_t user,
                          apr_gid_t group);

/** The same for who runs this process. */
const char *obstacle_here(apr_pool_t *pool, const char *path);

#endif
