/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "rule_days.h"

#include <apr_strings.h>

#include "local_time.h"
#include "rule.h"

#define DAYS_MAX 4000
#define DAY_OCTETS 9 /* with the comma */

bool ical_rule_days(apr_pool_t *pool, const char *rrule, const char *start,
                    const char **days, const char **through)
{
    apr_int64_t last = (local_days(SCALE_YEAR_LAST, 12, 31))*LOCAL_DAY;
    apr_int64_t local, at = 0;
    rule_walk walk;
    int count = 0;
    rule r;

    if (!rrule || !start || rule_read(pool, rrule, &r) || !r.scale ||
        !local_parse(start, &local)) {
        return false;
    }
    r.count = 0;
    r.has_until = false;
    r.hours = r.minutes = r.seconds = 0;
    rule_begin(&walk, &r, local - local % LOCAL_DAY, zone_utc, true);
    char *text = apr_palloc(pool, (apr_size_t)DAYS_MAX * DAY_OCTETS + 1);
    char *end = text;
    bool begun = !walk.ended;
    while (count < DAYS_MAX && rule_next(&walk, &at) && at <= last) {
        end = apr_cpystrn(end, local_format(pool, at), DAY_OCTETS);
        *end++ = ',';
        count++;
    }
    end[count ? -1 : 0] = '\0';
    *days = text;
    *through = apr_pstrmemdup(
        pool, local_format(pool, count == DAYS_MAX ? at : last), 8);
    return begun;
}
