/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static apr_pool_t *lasting;
    apr_pool_t *pool;

    if (!lasting) {
        apr_initialize();
        apr_pool_create(&lasting, NULL);
        fuzz_begin(lasting);
    }
    apr_pool_create(&pool, lasting);
    fuzz_one(pool, apr_pstrmemdup(pool, (const char *)data, size), size);
    apr_pool_destroy(pool);
    return 0;
}
