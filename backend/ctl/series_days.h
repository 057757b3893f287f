/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file series_days.h
 * The days of series of other calendars, which the store cannot tell.
 */
#ifndef ADVOLUX_CTL_SERIES_DAYS_H
#define ADVOLUX_CTL_SERIES_DAYS_H

#include "ctl.h"

/** Have the store know the days of all series that it asks for, or of one: kind
 * and id, or NULL. False after a message. */
bool series_days_keep(ctl *c, const char *kind, const char *id);

#endif
