/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file well_known.h
 * /.well-known/caldav (RFC 6764 section 5): the way from a bare host name to
 * the root of the calendars.
 */
#ifndef ADVOLUX_WELL_KNOWN_H
#define ADVOLUX_WELL_KNOWN_H

#include <stdbool.h>
#include <httpd.h>

/** Whether the request is for it, with or without a slash at the end. */
bool advolux_is_well_known(const request_rec *r);

/** quick_handler: answers before authentication, with a path instead of an
 * absolute URL, so that scheme and port survive a proxy. */
int advolux_well_known(request_rec *r, int lookup);

#endif
