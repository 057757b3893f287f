/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file local_time.h
 * Wall-clock arithmetic: a local time is a count of seconds since 1970-01-01
 * on a clock that is never put forward or back.
 */
#ifndef ADVOLUX_LOCAL_TIME_H
#define ADVOLUX_LOCAL_TIME_H

#include <stdbool.h>
#include <apr_pools.h>

#define LOCAL_DAY 86400

/** Days since 1970-01-01 of a proleptic Gregorian date; month 1..12. */
apr_int64_t local_days(int year, int month, int day);

/** The date of a day number. */
void local_date(apr_int64_t days, int *year, int *month, int *day);

/** 0 Sunday .. 6 Saturday. */
int local_weekday(apr_int64_t days);

int local_month_length(int year, int month);
bool local_leap_year(int year);

/** The day number that a local time falls on (floor). */
apr_int64_t local_day_of(apr_int64_t seconds);

/** "YYYYMMDD" or "YYYYMMDDTHHMMSS", of an existing date and time; a leap
 * second counts as the second before it. Returns what was read, 8 or 15, or
 * 0 if it is neither. What follows is not looked at. */
int local_parse(const char *text, apr_int64_t *seconds);
/** Whether it is the second of two equal local times: "YYYYMMDDTHHMMSSr". */
bool local_is_repeated(const char *text);

/** "YYYYMMDDTHHMMSS"; years are kept within 0001..9999. */
const char *local_format(apr_pool_t *pool, apr_int64_t seconds);

#endif
