/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file repeat_fixture.h
 * Long texts, for the tests of what they cost.
 */
#ifndef ADVOLUX_REPEAT_FIXTURE_H
#define ADVOLUX_REPEAT_FIXTURE_H

#include <string.h>

#include "pool_fixture.h"
#include "text.h"

/** `part` so many times between `head` and `tail`, in the test's pool. */
static inline const char *repeat(const char *head, const char *part, int times,
                                 const char *tail)
{
    ical_buffer *text = ical_buffer_make(pool, 1024);

    ical_buffer_add(text, head, strlen(head));
    for (int i = 0; i < times; i++) {
        ical_buffer_add(text, part, strlen(part));
    }
    ical_buffer_add(text, tail, strlen(tail));
    return text->data;
}

#endif
