/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file authn.h
 * AuthBasicProvider advolux (DESIGN section 9): CalDAV passwords, the cache of
 * verified logins, and the throttle of failures.
 */
#ifndef ADVOLUX_AUTHN_H
#define ADVOLUX_AUTHN_H

#include <httpd.h>

#include "config.h"

/** Register the provider and what turns a store fault into a 503. */
void advolux_authn_register_hooks(apr_pool_t *p);

/** Make the process-wide cache and throttle; called once in child_init. */
advolux_login_cache *advolux_login_cache_create(apr_pool_t *p, int ttl_seconds);
advolux_throttle *advolux_throttle_create(apr_pool_t *p, int failures,
                                          int seconds);

/** Who this request acts for: REMOTE_USER, with the generation of the verified
 * credential if AuthBasicProvider advolux verified it, else 0. NULL if nobody
 * is authenticated. Made once per request. */
const advolux_who *advolux_request_who(request_rec *r);

/** The store said ADVOLUX_E_LOGIN: drop the login from the cache, and ask for
 * credentials again (sets WWW-Authenticate). Returns HTTP_UNAUTHORIZED if the
 * credential was ours, HTTP_FORBIDDEN if another authentication vouched for
 * somebody whom Advolux does not know. */
int advolux_request_reject(request_rec *r);

#endif
