/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file value.h
 * What a value of the command line must look like. PostgreSQL reads more than
 * is meant: 01.12.2026 as 12 January, "10" as ten seconds.
 */
#ifndef ADVOLUX_CTL_VALUE_H
#define ADVOLUX_CTL_VALUE_H

#include <stdbool.h>

#include <apr_pools.h>

/** What is wrong with `text` where --help says `word` ("WHEN", "AGE",
 * "yes|no", "0-9"); a sentence that says what is accepted, from `pool` or
 * static, or NULL if nothing is wrong. Other words take any text. */
const char *value_fault(apr_pool_t *pool, const char *word, const char *text);

/** Whether one WHEN, or day, is later than another. */
bool value_is_later(const char *when, const char *other);

#endif
