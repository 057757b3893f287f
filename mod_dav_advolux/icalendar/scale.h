/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file scale.h
 * The calendars that RSCALE names (RFC 7529): which months each has, and when
 * they begin. libical says it, through ICU; what a rule makes of them is said
 * in rule_scale.h.
 *
 * A *year* and a *month index* are numbers of one calendar that go up by one;
 * what they begin with means nothing. A calendar is looked up once in a
 * process, for the years 1900 to 2099; calendars with Gregorian months have any
 * year.
 */
#ifndef ADVOLUX_SCALE_H
#define ADVOLUX_SCALE_H

#include <stdbool.h>
#include <apr_pools.h>

/** The Gregorian years that all calendars are known for. */
#define SCALE_YEAR_FIRST 1900
#define SCALE_YEAR_LAST 2099
/** No year of any calendar has more days. */
#define SCALE_YEAR_DAYS 386

typedef struct scale scale;

typedef struct scale_month {
    apr_int64_t index;
    apr_int64_t year;
    apr_int64_t first; /**< day since 1970-01-01 */
    int length;        /**< days */
    int number;        /**< from 1; of a leap month that of the one before */
    bool leap;         /**< "5L" */
} scale_month;

/** Find out which calendars libical knows; once, before there are threads. */
void ical_scale_init(void);

/** The names of the calendars, in capitals; NULL ends them. Lasts for ever. */
const char *const *ical_scale_names(void);

/** The calendar that RSCALE names, in letters of any case; NULL: none. */
const scale *scale_find(const char *name);

/** The name, in capitals. */
const char *scale_name(const scale *s);

/** Whether months are the Gregorian ones: without SKIP a rule means what it
 * means without RSCALE. */
bool scale_is_gregorian(const scale *s);

/** Whether years have, at least now and then, a month of that number. */
bool scale_has_month(const scale *s, int number, bool leap);

/** The month that a day lies in; false: before or after all that is known. */
bool scale_month_of(const scale *s, apr_int64_t day, scale_month *month);

/** A month by its index; false as above. */
bool scale_month_at(const scale *s, apr_int64_t index, scale_month *month);

/** The first month of a year; false as above. */
bool scale_year_at(const scale *s, apr_int64_t year, scale_month *month);

#endif
