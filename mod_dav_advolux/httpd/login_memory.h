/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file login_memory.h
 * What all processes of this httpd know of logins, in shared memory that lives
 * as long as the parent: a graceful restart forgets nobody. The secret that the
 * keys are made with is in the parent's own memory, and by fork in its
 * children's.
 */
#ifndef ADVOLUX_LOGIN_MEMORY_H
#define ADVOLUX_LOGIN_MEMORY_H

#include "hash_queue.h"
#include "login_cache.h"
#include "throttle.h"

typedef struct advolux_login_memory {
    advolux_fingerprint_key secret;
    advolux_login_table *cache;
    advolux_throttle_table *throttle;
    advolux_hash_queue *queue;
} advolux_login_memory;

/** The memory, from post_config on; never NULL in a child. */
const advolux_login_memory *advolux_login_memory_get(void);

/** Have the parent make it. */
void advolux_login_memory_register_hooks(apr_pool_t *p);

#endif
