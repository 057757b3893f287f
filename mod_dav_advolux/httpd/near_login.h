/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file near_login.h
 * Whom another authentication of httpd may have meant.
 */
#ifndef ADVOLUX_NEAR_LOGIN_H
#define ADVOLUX_NEAR_LOGIN_H

#include <httpd.h>

/** The Advolux login that differs from `user` in its case alone, or that it is
 * with a domain ("berger@KANZLEI.LOCAL", "KANZLEI\berger"); NULL if there is
 * none. Some queries, for a request that is refused in any case. In r->pool. */
const char *advolux_near_login(request_rec *r, const char *user);

#endif
