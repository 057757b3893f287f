/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file authn.h
 * AuthBasicProvider advolux: a login and password are looked for among those
 * that were verified; else they pass the throttle, wait for their turn, and are
 * compared with what the store has.
 */
#ifndef ADVOLUX_AUTHN_H
#define ADVOLUX_AUTHN_H

#include <httpd.h>

#include "login_cache.h"
#include "throttle.h"

/** Register the provider, and what turns a store fault and too many failures
 * into a 503 with Retry-After. */
void advolux_authn_register_hooks(apr_pool_t *p);

/** The store said ADVOLUX_E_LOGIN: verify the request's password anew, once.
 * true: it is right all the same (the same one was set again, CalDAV was
 * switched off and on), and what advolux_request_who gave has the new
 * credential. */
bool advolux_request_renew(request_rec *r);

/** And it is not: drop the login from the cache, and ask for credentials again
 * (sets WWW-Authenticate). Returns HTTP_UNAUTHORIZED if the credential was
 * ours, HTTP_FORBIDDEN if another authentication vouched for somebody whom
 * Advolux does not know, HTTP_SERVICE_UNAVAILABLE if it cannot be known. */
int advolux_request_reject(request_rec *r);

#endif
