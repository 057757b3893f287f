/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file rule_days.h
 * The days of rules that the store cannot tell (CONTRACT.md, "Rules of other
 * calendars").
 */
#ifndef ADVOLUX_RULE_DAYS_H
#define ADVOLUX_RULE_DAYS_H

#include <stdbool.h>
#include <apr_pools.h>

/** The days on which a rule takes place that begins on a local time, whatever
 * its COUNT, UNTIL and times: "YYYYMMDD" joined by ',', at most 4,000 of them
 * and none behind the years that calendars are known for; and the day until
 * when they are all. False: the store can tell them itself, or nobody can. */
bool ical_rule_days(apr_pool_t *pool, const char *rrule, const char *start,
                    const char **days, const char **through);

#endif
