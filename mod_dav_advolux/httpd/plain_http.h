/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file plain_http.h
 * What requests without TLS get (handbook S9, S10): AdvoluxPlainHTTP. A vhost
 * whose ServerName says https:// stands behind a proxy that does TLS, and
 * counts as having it.
 */
#ifndef ADVOLUX_PLAIN_HTTP_H
#define ADVOLUX_PLAIN_HTTP_H

#include <stdbool.h>
#include <httpd.h>

/** Whether the request's URI is below the root of the calendars, or leads
 * there. The server must have a root. */
bool advolux_concerns_calendars(const request_rec *r);

/** quick_handler: redirects or refuses what concerns the calendars, before a
 * password is asked for. */
int advolux_plain_http(request_rec *r, int lookup);

/** Say at configtest and at start where passwords cross the network in the
 * clear (clear_text.c), and keep it in the server's config for the status
 * page. */
void advolux_clear_text_register_hooks(apr_pool_t *p);

#endif
