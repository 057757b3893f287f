/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file setup.h
 * What an admin has left out or put in the way: said at configtest and at
 * start, or when a request shows it, with the directive that mends it.
 */
#ifndef ADVOLUX_SETUP_H
#define ADVOLUX_SETUP_H

#include <apr_pools.h>

/** Warnings about the configuration around the calendars (setup.c). */
void advolux_setup_register_hooks(apr_pool_t *p);

/** Instead of every other hook, where mod_dav is missing: httpd does not start,
 * and says why. */
void advolux_setup_without_mod_dav(apr_pool_t *p);

/** Warnings about requests that show what is wrong in front of this server or
 * with its names (symptom.c). */
void advolux_symptom_register_hooks(apr_pool_t *p);

#endif
