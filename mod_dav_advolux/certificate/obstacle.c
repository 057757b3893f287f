/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>
#include <apr_file_info.h>
#include <apr_strings.h>

#include "obstacle.h"

#define WANTED \
    (APR_FINFO_TYPE | APR_FINFO_PROT | APR_FINFO_USER | APR_FINFO_GROUP)

static bool may(const apr_finfo_t *info, apr_uid_t user, apr_gid_t group,
                const apr_fileperms_t bits[3])
{
    return user == 0 || (info->protection & bits[info->user == user     ? 0
                                                 : info->group == group ? 1
                                                                        : 2]);
}

/* One part of the way; a sentence's end, or NULL. */
static const char *at(apr_pool_t *pool, const char *path, bool is_last,
                      apr_uid_t user, apr_gid_t group)
{
    static const apr_fileperms_t read[] = { APR_FPROT_UREAD, APR_FPROT_GREAD,
                                            APR_FPROT_WREAD };
    static const apr_fileperms_t enter[] = { APR_FPROT_UEXECUTE,
                                             APR_FPROT_GEXECUTE,
                                             APR_FPROT_WEXECUTE };
    apr_finfo_t info;
    char *name = NULL;

    if (apr_stat(&info, path, WANTED, pool) != APR_SUCCESS) {
        return apr_psprintf(pool, "there is no %s %s",
                            is_last ? "file" : "directory", path);
    }
    if (may(&info, user, group, is_last ? read : enter)) {
        return NULL;
    }
    apr_uid_name_get(&name, user, pool);
    return apr_psprintf(
        pool, "%s %s cannot be %s by %s", is_last ? "file" : "directory", path,
        is_last ? "read" : "entered", name ? name : "this user");
}

const char *obstacle_find(apr_pool_t *pool, const char *path, apr_uid_t user,
                          apr_gid_t group)
{
    const char *found = NULL;

    for (const char *end = path; !found && *end; end++) {
        if (*end == '/' && end > path) {
            found = at(pool, apr_pstrndup(pool, path, (apr_size_t)(end - path)),
                       false, user, group);
        }
    }
    return found ? found : at(pool, path, true, user, group);
}

const char *obstacle_here(apr_pool_t *pool, const char *path)
{
    return obstacle_find(pool, path, geteuid(), getegid());
}
