/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file login_name.h
 * What a client may send as a login and its password.
 */
#ifndef ADVOLUX_LOGIN_NAME_H
#define ADVOLUX_LOGIN_NAME_H

#include <stdbool.h>

#include <apr_pools.h>

/** Whether the store can be asked about it: 1 to 255 octets of UTF-8 without
 * control characters. */
bool login_name_is_possible(const char *login);

/** Login or password as UTF-8. Some clients send ISO 8859-1 (RFC 7617 section 2
 * leaves it open): Apple's, OkHttp, and .NET in Windows-1252. Such octets are
 * no UTF-8, so nobody's UTF-8 is mistaken for them. `sent`, or in `pool`. */
const char *login_text_utf8(apr_pool_t *pool, const char *sent);

/** iOS 18.4 and later may send "name%40firm" for "name@firm". In `pool`. */
const char *login_name_unescape(apr_pool_t *pool, const char *user);

#endif
