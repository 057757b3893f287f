/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <apr_strings.h>

#include "error.h"

advolux_error *advolux_error_make(apr_pool_t *pool, advolux_kind_of_error kind,
                                  const char *reason, ...)
{
    advolux_error *error = apr_pcalloc(pool, sizeof *error);
    va_list arguments;

    va_start(arguments, reason);
    error->kind = kind;
    error->reason = apr_pvsprintf(pool, reason, arguments);
    va_end(arguments);
    return error;
}
