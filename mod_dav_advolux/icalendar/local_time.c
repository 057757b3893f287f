/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "local_time.h"

#include <apr_lib.h>
#include <apr_strings.h>

/* Days are counted in years that begin in March, so that a leap day is the
 * last day of its year. */
apr_int64_t local_days(int year, int month, int day)
{
    apr_int64_t y = month <= 2 ? year - 1 : year;
    apr_int64_t era = (y >= 0 ? y : y - 399) / 400;
    apr_int64_t year_of_era = y - era * 400;
    apr_int64_t day_of_year =
        (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    apr_int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void local_date(apr_int64_t days, int *year, int *month, int *day)
{
    apr_int64_t shifted = days + 719468;
    apr_int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int of_era = (int)(shifted - era * 146097);
    int year_of_era =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year =
        of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * of_year + 2) / 153;

    *day = of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

int local_weekday(apr_int64_t days)
{
    return (int)(((days + 4) % 7 + 7) % 7);
}

bool local_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int local_month_length(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31 };
    return lengths[month - 1] + (month == 2 && local_leap_year(year));
}

apr_int64_t local_day_of(apr_int64_t seconds)
{
    return (seconds >= 0 ? seconds : seconds - (LOCAL_DAY - 1)) / LOCAL_DAY;
}

/* -1 if one of the characters is no digit. */
static int number(const char *text, int digits)
{
    int value = 0;

    for (int i = 0; i < digits; i++) {
        if (!apr_isdigit(text[i])) {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

int local_parse(const char *text, apr_int64_t *seconds)
{
    int year = number(text, 4);
    int month = year < 1 ? -1 : number(text + 4, 2);
    int day = month < 1 || month > 12 ? -1 : number(text + 6, 2);

    if (day < 1 || day > local_month_length(year, month)) {
        return 0;
    }
    *seconds = local_days(year, month, day) * LOCAL_DAY;
    if (text[8] != 'T' && text[8] != 't') {
        return 8;
    }

    int hour = number(text + 9, 2);
    int minute = hour < 0 || hour > 23 ? -1 : number(text + 11, 2);
    int second = minute < 0 || minute > 59 ? -1 : number(text + 13, 2);
    if (second < 0 || second > 60) {
        return 0;
    }
    *seconds += hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
    return 15;
}

bool local_is_repeated(const char *text)
{
    apr_int64_t seconds;

    return local_parse(text, &seconds) == 15 && text[15] == 'r';
}

const char *local_format(apr_pool_t *pool, apr_int64_t seconds)
{
    apr_int64_t days = local_day_of(seconds);
    int time = (int)(seconds - days * LOCAL_DAY);
    int year, month, day;

    if (days < local_days(1, 1, 1)) {
        return "00010101T000000";
    }
    if (days > local_days(9999, 12, 31)) {
        return "99991231T235959";
    }
    local_date(days, &year, &month, &day);
    return apr_psprintf(pool, "%04d%02d%02dT%02d%02d%02d", year, month, day,
                        time / 3600, time / 60 % 60, time % 60);
}
