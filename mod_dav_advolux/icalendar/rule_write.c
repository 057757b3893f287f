/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "rule_write.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"
#include "recurrence.h"
#include "rule.h"
#include "text.h"
#include "zone.h"

/* As many as one object may have. */
#define COUNT_MAX 20000

/* UNTIL as RFC 5545 section 3.3.10 wants it beside this DTSTART: a day, or an
 * instant in UTC. Clients differ in what a day means in a timed series: some
 * leave its last instance out. */
static const char *until_value(apr_pool_t *pool, const char *until,
                               const advolux_component *frame)
{
    const zone_info *z = zone_find(pool, frame->zone);
    apr_int64_t local;
    int length = local_parse(until, &local);
    bool utc = length == 15 && apr_toupper(until[15]) == 'Z';

    if (length == 0 || until[length + utc] || z == NULL) {
        return until;
    }
    if (frame->all_day) {
        local = utc ? zone_local(z, local) : local;
        return apr_pstrmemdup(pool, local_format(pool, local), 8);
    }
    if (utc) {
        return until;
    }
    local += length == 8 ? LOCAL_DAY - 1 : 0;
    return apr_pstrcat(pool, local_format(pool, zone_instant(z, local)), "Z",
                       NULL);
}

/* The parts of a rule, UNTIL as its start wants it. */
static const char *parts_of(apr_pool_t *pool, const advolux_component *c,
                            bool without_end)
{
    const char *rest = c->rrule, *part, *value = NULL;

    while ((part = ical_next_piece(pool, &rest, ';', false))) {
        bool until = !strncasecmp(part, "UNTIL=", 6);

        if (!*part ||
            (without_end && (until || !strncasecmp(part, "COUNT=", 6)))) {
            continue;
        }
        if (until) {
            part = apr_pstrcat(pool, "UNTIL=", until_value(pool, part + 6, c),
                               NULL);
        }
        value = value ? apr_pstrcat(pool, value, ";", part, NULL) : part;
    }
    return value;
}

/* How many instances a rule with COUNT and UNTIL has. */
static int count(apr_pool_t *pool, const advolux_component *c, const rule *r,
                 apr_int64_t start)
{
    apr_int64_t local;
    rule_walk walk;
    int found = 0;

    rule_begin(&walk, r, start, zone_get(pool, c->zone), c->all_day);
    while (found < COUNT_MAX && rule_next(&walk, &local)) {
        found++;
    }
    return found;
}

const char *rule_write(apr_pool_t *pool, const advolux_component *c)
{
    const char *start = c->start ? c->start : c->end;
    const char *value = parts_of(pool, c, false);
    apr_int64_t local;
    rule r;

    if (!value || rule_read(pool, value, &r)) {
        return NULL;
    }
    if (r.count && r.has_until && start && local_parse(start, &local)) {
        int found = count(pool, c, &r, local);

        value = apr_psprintf(pool, "%s;COUNT=%d", parts_of(pool, c, true),
                             found > 0 ? found : 1);
    }
    return ical_rrule_fault(pool, value, start) ? NULL : value;
}
