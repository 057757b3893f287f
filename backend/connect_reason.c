/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdbool.h>
#include <string.h>
#include <apr_strings.h>

#include "connect_reason.h"

/* Whether a line goes on with the one before, in any language: libpq indents
 * its own, or says in a sentence what to do; the server's name what they are
 * ("DETAIL:  "). That of a try says what failed, a colon, and why. */
static bool goes_on(const char *line)
{
    size_t name = strcspn(line, ": \n");
    const char *colon = strstr(line, ": ");

    return *line == '\t' || !colon || colon >= line + strcspn(line, "\n") ||
           (name > 0 && strncmp(line + name, ":  ", 3) == 0);
}

const char *connect_reason(apr_pool_t *pool, const char *message)
{
    size_t length = strlen(message);
    const char *from = message;
    char *reason;

    while (length > 0 && message[length - 1] == '\n') {
        length--;
    }
    for (size_t i = 0; i + 1 < length; i++) {
        if (message[i] == '\n' && !goes_on(message + i + 1)) {
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
