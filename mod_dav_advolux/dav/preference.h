/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file preference.h
 * Prefer (RFC 7240, RFC 8144) and its forerunner Brief. Of a preference that
 * is said twice the first counts.
 */
#ifndef ADVOLUX_PREFERENCE_H
#define ADVOLUX_PREFERENCE_H

#include <stdbool.h>
#include <httpd.h>

/** Prefer: return=minimal, or Brief: t. A caller that asks obeys. */
bool preference_minimal(request_rec *r);

/** Prefer: depth-noroot. A caller that asks obeys. */
bool preference_noroot(request_rec *r);

/** Prefer: return=representation. */
bool preference_representation(request_rec *r);

/** Obeyed: what is said in Preference-Applied once the answer is sent. */
void preference_obey(request_rec *r, const char *preference);

/** Before a successful answer is sent: write Preference-Applied for what was
 * obeyed, and Vary. An error obeys nothing and has neither. */
void preference_announce(request_rec *r);

#endif
