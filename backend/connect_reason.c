/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>

#include "connect_reason.h"

const char *connect_reason(apr_pool_t *pool, const char *message)
{
    size_t length = strlen(message);
    const char *from = message;
    char *reason;

    while (length > 0 && message[length - 1] == '\n') {
        length--;
    }
    for (size_t i = 0; i + 1 < length; i++) {
        if (message[i] == '\n' && message[i + 1] != '\t') {
            from = message + i + 1;
        }
    }
    reason = apr_pstrndup(pool, from, length - (size_t)(from - message));
    for (char *c = reason; *c; c++) {
        if ((unsigned char)*c < ' ') {
            *c = ' ';
        }
    }
    return reason;
}
