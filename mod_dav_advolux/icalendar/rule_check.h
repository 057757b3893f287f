/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file rule_check.h
 * Whether there is a sense in each recurrence rule of an object (RFC 5545
 * section 3.8.5.3, and EXRULE of RFC 2445), in whatever component it stands: a
 * device that reads another one may stop for ever. Those of a VTIMEZONE are not
 * looked at.
 */
#ifndef ADVOLUX_RULE_CHECK_H
#define ADVOLUX_RULE_CHECK_H

#include "content_line.h"

/** What is wrong with the first bad rule; NULL if there is none. */
const ical_fault *rule_check(apr_pool_t *pool, const ical_node *root);

/** The same of a text as it is stored, which is not parsed for it. `pool` is
 * for scratch. */
bool rule_check_stored(apr_pool_t *pool, const char *text, apr_size_t length);

#endif
