/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file rule_day.h
 * What a rule asks of a day, in the rule's calendar, and the periods of rules
 * with a calendar of their own. For rule_walk.c.
 */
#ifndef ADVOLUX_RULE_DAY_H
#define ADVOLUX_RULE_DAY_H

#include "rule.h"

/** A day in a calendar. */
typedef struct rule_day {
    apr_int64_t day; /**< since 1970-01-01 */
    apr_int64_t year;
    int month; /**< from 1 */
    bool leap; /**< a leap month */
    int date;
    int length; /**< of the month, days */
} rule_day;

/** A day in the rule's calendar; false: the calendar is not known then. */
bool rule_day_of(const rule *r, apr_int64_t day, rule_day *d);

/** Whether all parts admit the day but for BYSETPOS, and for those that say
 * which times. */
bool rule_matches(const rule *r, const rule_day *d);

/** The same without BYMONTH: the month is one that SKIP has led to, perhaps. */
bool rule_matches_in_month(const rule *r, const rule_day *d);

/** The same without BYMONTH, BYMONTHDAY and BYYEARDAY. */
bool rule_matches_week(const rule *r, const rule_day *d);

/** Whether BYMONTH admits a month. */
bool rule_takes_month(const rule *r, int number, bool leap);

/** The first day and the length of a year of the rule's calendar; false: the
 * calendar is not known then. */
bool rule_year(const rule *r, apr_int64_t year, apr_int64_t *first,
               int *length);

/** Into w->days those of the month or year that is `step` behind the one of
 * DTSTART, in a calendar of the rule's own (RFC 7529 section 4.1). Returns a
 * day that none of them is before; that of the year 10000 if the calendar is
 * not known then. */
apr_int64_t rule_scale_collect(rule_walk *w, apr_int64_t step);

#endif
