/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file rule_write.h
 * A stored recurrence rule as a client may have it.
 */
#ifndef ADVOLUX_RULE_WRITE_H
#define ADVOLUX_RULE_WRITE_H

#include "component.h"

/** The RRULE value of a component in `pool`; NULL if it has none, or one that
 * would be refused from a client: then its first instance is all that there is.
 * UNTIL is of the kind that the start is, and what has COUNT as well has COUNT
 * alone (RFC 5545 section 3.3.10). */
const char *rule_write(apr_pool_t *pool, const advolux_component *component);

#endif
