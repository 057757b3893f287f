/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file outcome.h
 * The status words that the functions of schema caldav answer.
 */
#ifndef ADVOLUX_OUTCOME_H
#define ADVOLUX_OUTCOME_H

#include <libpq-fe.h>

#include "error.h"

/** The error that the status in column 0 means, NULL if it is a success.
 * ADVOLUX_E_UID_TAKEN's `name` is in column 2. */
advolux_error *outcome_error(apr_pool_t *pool, const PGresult *result);

/** ADVOLUX_E_FAULT for an answer without the row that it must have: whom the
 * store does not know gets an error, never an answer that is empty. */
advolux_error *outcome_nothing(apr_pool_t *pool);

#endif
