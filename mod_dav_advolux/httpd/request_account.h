/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file request_account.h
 * The account of a request (account.h) by AdvoluxRequestLimits, with the
 * connection of its client.
 */
#ifndef ADVOLUX_REQUEST_ACCOUNT_H
#define ADVOLUX_REQUEST_ACCOUNT_H

#include <httpd.h>

#include "account.h"

/** Open it for a main request; ends with it. NULL where no calendars are
 * served. */
advolux_account *request_account_open(request_rec *r);

/** Have httpd give back what the pools of the request's connection were beyond
 * 256 KB when it ends. It keeps MaxMemFree of it for each thread, 2 MB where
 * nobody says otherwise: of a burst a worker would stay large. */
void request_account_keep_little(request_rec *r);

#endif
