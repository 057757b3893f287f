/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>
#include <string.h>

#include "language.h"

bool language_is_german(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value && *value) {
            return strncmp(value, "de", 2) == 0;
        }
    }
    return false;
}

const char *language_of(const wording *w)
{
    return language_is_german() ? w->german : w->english;
}
