/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "series_days.h"

#include "rule_days.h"

static bool keep(ctl *c, const char *kind, const char *id, const char *rrule,
                 const char *start)
{
    const char *values[] = { kind, id, rrule, start, NULL, NULL };

    return !ical_rule_days(c->pool, rrule, start, &values[4], &values[5]) ||
           ctl_query(c,
                     "SELECT caldav.set_days($1::caldav.kind, $2::bigint, $3,"
                     " $4::date, $5, $6)",
                     6, values) != NULL;
}

bool series_days_keep(ctl *c, const char *kind, const char *id)
{
    const char *values[] = { kind, id };
    const PGresult *wanting = ctl_query(
        c,
        "SELECT s.kind, s.item_id, w.rrule, to_char(w.start, 'YYYYMMDD')"
        " FROM caldav.series s"
        " CROSS JOIN LATERAL caldav.wants_days(s.kind, s.item_id) AS w"
        " WHERE s.rrule ~* '(RSCALE|SKIP)=' AND ($2::bigint IS NULL"
        " OR s.kind = $1::caldav.kind AND s.item_id = $2::bigint)",
        2, values);
    bool done = wanting != NULL;

    for (int i = 0; done && i < PQntuples(wanting); i++) {
        done = keep(c, PQgetvalue(wanting, i, 0), PQgetvalue(wanting, i, 1),
                    PQgetvalue(wanting, i, 2), PQgetvalue(wanting, i, 3));
    }
    return done;
}
