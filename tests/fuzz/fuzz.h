/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file fuzz.h
 * A parser under arbitrary octets. Each NAME.c here is a target: it defines
 * fuzz_one(), and its inputs are in corpus/NAME. libFuzzer calls it (make
 * fuzz), or replay.c with each file of a corpus (make check-fuzz).
 */
#ifndef ADVOLUX_FUZZ_H
#define ADVOLUX_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <apr_general.h>
#include <apr_pools.h>
#include <apr_strings.h>

#define ZONE "Europe/Berlin"

/** Read an input with a pool of its own, which ends afterwards. `text` is a
 * copy with a NUL behind it. */
void fuzz_one(apr_pool_t *pool, const char *text, size_t size);

/** Once, before the first input; `pool` stays. */
void fuzz_begin(apr_pool_t *pool);

/** What must be: the input is kept by whoever runs this. */
#define FUZZ_DEMAND(what) \
    do { \
        if (!(what)) { \
            abort(); \
        } \
    } while (0)

/** Behind the first NUL of an input that holds two texts; "" if it has none. */
static inline const char *fuzz_second(const char *text, size_t size,
                                      size_t *length)
{
    size_t first = strlen(text) + 1;

    *length = first < size ? size - first : 0;
    return *length ? text + first : "";
}

#endif
