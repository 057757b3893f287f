/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file pool_fixture.h
 * cmocka, and a pool per test program.
 */
#ifndef ADVOLUX_POOL_FIXTURE_H
#define ADVOLUX_POOL_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <apr_general.h>
#include <apr_pools.h>

static apr_pool_t *pool;

static inline int pool_begin(void **state)
{
    (void)state;
    return apr_initialize() || apr_pool_create(&pool, NULL);
}

static inline int pool_end(void **state)
{
    (void)state;
    apr_pool_destroy(pool);
    apr_terminate();
    return 0;
}

/** cmocka_run_group_tests with that pool. */
#define RUN_WITH_POOL(tests) cmocka_run_group_tests(tests, pool_begin, pool_end)

#endif
