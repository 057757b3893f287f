/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file own_host.h
 * What this server is called in the URLs of clients.
 */
#ifndef ADVOLUX_OWN_HOST_H
#define ADVOLUX_OWN_HOST_H

#include <httpd.h>

/** The host that a URL names, if that is this server: by the request's Host, or
 * by ServerName where UseCanonicalName says that it is the name (a proxy may
 * have put its own into Host). Else the request's Host; NULL if it has none. */
const char *advolux_own_host(request_rec *r, const char *url);

#endif
