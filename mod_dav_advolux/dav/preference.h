/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file preference.h
 * Prefer (RFC 7240, RFC 8144) and its forerunner Brief.
 */
#ifndef ADVOLUX_PREFERENCE_H
#define ADVOLUX_PREFERENCE_H

#include <stdbool.h>
#include <httpd.h>

/** Prefer: return=minimal, or Brief: t. Says so in Preference-Applied. */
bool preference_minimal(request_rec *r);

/** Prefer: depth-noroot. Says so in Preference-Applied. */
bool preference_noroot(request_rec *r);

#endif
