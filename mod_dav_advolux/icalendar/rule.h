/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file rule.h
 * Recurrence rules (RFC 5545 section 3.3.10, RFC 7529), daily and slower. A
 * rule is walked period by period (year, month, week, day), and given up after
 * 400 years without an occurrence, when the calendar begins to repeat: so each
 * step is bounded, whatever the rule.
 */
#ifndef ADVOLUX_RULE_H
#define ADVOLUX_RULE_H

#include <stdbool.h>
#include <apr_pools.h>

#include "scale.h"
#include "zone.h"

#define RULE_LIST 128

typedef enum rule_frequency {
    RULE_DAILY,
    RULE_WEEKLY,
    RULE_MONTHLY,
    RULE_YEARLY
} rule_frequency;

/** SKIP: what becomes of a day or a leap month that there is not. */
typedef enum rule_invalid {
    RULE_OMIT,
    RULE_BACKWARD, /**< the day, the month before */
    RULE_FORWARD   /**< the one after */
} rule_invalid;

typedef struct rule {
    rule_frequency frequency;
    const scale *scale; /**< NULL: Gregorian, and nothing is skipped */
    rule_invalid invalid;
    int interval;
    apr_int64_t count; /**< 0: none */
    bool has_until, until_utc, until_date;
    apr_int64_t until;
    int week_start; /**< 0 Sunday */
    /* Bit sets; empty: not given. */
    apr_uint32_t months, leap_months, hours, weekdays;
    apr_uint32_t month_days, month_days_back;
    apr_uint64_t minutes, seconds, weeks, weeks_back;
    /* Lists. */
    struct {
        short position, weekday;
    } nth[RULE_LIST];
    short year_days[RULE_LIST], positions[RULE_LIST];
    int nths, year_day_count, position_count;
    int values; /**< in all lists, doubles too */
} rule;

/** Parse an RRULE value. NULL, or a sentence that says what is wrong. */
const char *rule_read(apr_pool_t *pool, const char *value, rule *r);

typedef struct rule_walk {
    rule rule;
    apr_int64_t start;    /**< local time of DTSTART */
    apr_int64_t until;    /**< local time, inclusive */
    apr_int64_t left;     /**< of COUNT; -1: no COUNT */
    apr_int64_t period;   /**< number of the next period */
    apr_int64_t last_day; /**< of the last period with an occurrence */
    int hours[24], minutes[60], seconds[60];
    int hour_count, minute_count, second_count;
    apr_int64_t days[SCALE_YEAR_DAYS + 2]; /**< of the present period */
    int day_count;
    apr_int64_t given;        /**< the last of the periods before, local time */
    apr_int64_t index, total; /**< within the present period */
    apr_int64_t chosen[RULE_LIST]; /**< by BYSETPOS */
    int steps;                     /**< periods looked at */
    apr_int64_t work;              /**< days looked at */
    bool ended;
} rule_walk;

/** Begin at DTSTART; `zone` is where it is local, `date` whether it is a day.
 */
void rule_begin(rule_walk *w, const rule *r, apr_int64_t start,
                const zone_info *zone, bool date);
/** Leave out what lies before `local`; only forward. */
void rule_skip(rule_walk *w, apr_int64_t local);
/** The next occurrence's local time, ascending; false at the end. */
bool rule_next(rule_walk *w, apr_int64_t *local);

#endif
