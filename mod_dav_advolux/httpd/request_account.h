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

#endif
