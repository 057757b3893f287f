/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Rows of Advolux that devices do not see, or not as they are: a person looks
 * for the appointment, and the error log alone would say where it is. */
#include <string.h>
#include <apr_strings.h>

#include "check.h"
#include "recurrence.h"
#include "rule_write.h"

#define NAMED_MAX 10 /* the others are counted */
#define RULE_OCTETS 8193

/* What can be wrong with a row beside its rule, as the query names it. */
static const struct fault {
    const char *id;
    wording cause;
    const char *appointment, *task; /* options that mend it */
} faults[] = {
    { "start",
      { "its start is not in the years 1 to 9999, and it is not shown",
        "der Beginn liegt nicht in den Jahren 1 bis 9999, daher unsichtbar" },
      "--start WHEN --end WHEN",
      "--start WHEN --due WHEN" },
    { "end",
      { "its end is not in the years 1 to 9999, and it is not shown",
        "das Ende liegt nicht in den Jahren 1 bis 9999, daher unsichtbar" },
      "--end WHEN",
      "--due WHEN" },
    { "override",
      { "a changed instance is not in the years 1 to 9999, and it is not shown",
        "ein geänderter Einzeltermin liegt nicht in den Jahren 1 bis 9999, "
        "daher unsichtbar" },
      "--instance WHEN --start WHEN --end WHEN",
      "--instance WHEN --start WHEN --due WHEN" },
    { "exdate",
      { "of the starts that are left out one is not in the years 1 to 9999",
        "von den ausgelassenen Terminen liegt einer nicht in den Jahren 1 bis "
        "9999" },
      "--exdate WHEN,...",
      "--exdate WHEN,..." },
    { "rdate",
      { "of the starts beside the rule's one is not in the years 1 to 9999, "
        "and that is not shown",
        "von den zusätzlichen Terminen liegt einer nicht in den Jahren 1 bis "
        "9999 und ist unsichtbar" },
      "--rdate WHEN,...",
      "--rdate WHEN,..." },
    { "row",
      { "it cannot be written as iCalendar, and is not shown",
        "kann nicht als iCalendar geschrieben werden, daher unsichtbar" },
      "--title TEXT",
      "--title TEXT" },
};

enum { KIND, ITEM, LOGIN, FAULT, RULE, START, ZONE, ALL_DAY };

/* Those that devices may be shown and that are no plain items. */
static const char query[] =
    "WITH shown AS (SELECT e.kind, e.item_id, min(l.login) AS login,"
    " bool_or(x.components IS NULL AND x.version IS DISTINCT FROM e.version)"
    " AS unreadable"
    " FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id)"
    " JOIN caldav.login l USING (staff_id)"
    " LEFT JOIN caldav.source x USING (calendar_id, item_id)"
    " WHERE e.visible GROUP BY e.kind, e.item_id"
    " HAVING bool_or(e.recurring OR x.components IS NULL"
    " AND x.version IS DISTINCT FROM e.version)),"
    " judged AS (SELECT i.kind, i.item_id, i.login, s.rrule, s.starts,"
    " s.time_zone, s.all_day, CASE"
    " WHEN NOT caldav.can_be_said(s.starts)"
    " AND NOT (i.kind = 'task' AND s.starts = s.ends) THEN 'start'"
    " WHEN NOT caldav.can_be_said(s.ends) THEN 'end'"
    " WHEN EXISTS (SELECT FROM caldav.series_override o"
    " WHERE o.kind = i.kind AND o.item_id = i.item_id"
    " AND NOT (caldav.can_be_said(o.recurrence_id)"
    " AND caldav.can_be_said(o.starts) IS NOT FALSE"
    " AND caldav.can_be_said(o.ends) IS NOT FALSE)) THEN 'override'"
    " WHEN i.unreadable THEN 'row'"
    " WHEN cardinality(caldav.sayable(s.exdate))"
    " IS DISTINCT FROM nullif(cardinality(s.exdate), 0) THEN 'exdate'"
    " WHEN cardinality(caldav.sayable(s.rdate))"
    " IS DISTINCT FROM nullif(cardinality(s.rdate), 0) THEN 'rdate'"
    " END AS fault"
    " FROM shown i LEFT JOIN caldav.series s USING (kind, item_id))"
    " SELECT kind, item_id, login, fault, left(rrule, " APR_STRINGIFY(
        RULE_OCTETS) "),"
                     " to_char(starts, 'YYYYMMDD\"T\"HH24MISS'), time_zone, all_day"
                     " FROM judged WHERE fault IS NOT NULL OR rrule IS NOT NULL"
                     " ORDER BY kind, item_id";

static const char *field(const PGresult *row, int column)
{
    return PQgetisnull(row, 0, column) ? NULL : PQgetvalue(row, 0, column);
}

/* What is wrong with a rule, and what comes of it; NULL if devices get it. */
static const char *rule_fault(apr_pool_t *pool, const PGresult *row)
{
    static const wording unreadable = { "its rule: %s It is not shown",
                                        "die Serienregel: %s Daher "
                                        "unsichtbar" };
    static const wording once = { "its rule: %s It is shown once",
                                  "die Serienregel: %s Daher nur einmal "
                                  "sichtbar" };
    const advolux_component component = {
        .rrule = field(row, RULE),
        .start = field(row, START),
        .zone = field(row, ZONE),
        .all_day = *PQgetvalue(row, 0, ALL_DAY) == 't',
    };
    const char *fault;

    if (!component.rrule || rule_write(pool, &component)) {
        return NULL;
    }
    fault = ical_rrule_fault(pool, component.rrule, component.start);
    return apr_psprintf(
        pool,
        language_of(ical_rrule_is_readable(pool, component.rrule)
                        ? &once
                        : &unreadable),
        fault ? fault : component.rrule);
}

/* Why a row is bad and the options that mend it; NULL if it is not. */
static const char *cause_of(apr_pool_t *pool, const PGresult *row,
                            const char **options)
{
    bool task = strcmp(PQgetvalue(row, 0, KIND), "task") == 0;

    for (size_t i = 0; field(row, FAULT) && i < sizeof faults / sizeof *faults;
         i++) {
        if (strcmp(field(row, FAULT), faults[i].id) == 0) {
            *options = task ? faults[i].task : faults[i].appointment;
            return language_of(&faults[i].cause);
        }
    }
    *options = "--rrule RULE";
    return rule_fault(pool, row);
}

static const char *separator(const check *k, bool first)
{
    return !k->c->json ? "\n          " : first ? " " : "; ";
}

/* The rows come one by one: there may be a million series. */
static int name_bad_rows(check *k, const char **list)
{
    static const wording of = { "%s %s of %s: %s: ", "%s %s von %s: %s: " };
    apr_pool_t *scratch;
    PGresult *row;
    int count = 0;

    *list = "";
    if (!PQsendQuery(k->c->pg, query) || !PQsetSingleRowMode(k->c->pg)) {
        return -1;
    }
    apr_pool_create(&scratch, k->c->pool);
    while ((row = PQgetResult(k->c->pg))) {
        ExecStatusType status = PQresultStatus(row);
        const char *options;
        const char *cause = status == PGRES_SINGLE_TUPLE
                                ? cause_of(scratch, row, &options)
                                : NULL;

        if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK) {
            count = -1;
        } else if (cause && count++ < NAMED_MAX) {
            const char *kind = PQgetvalue(row, 0, KIND);
            const char *id = PQgetvalue(row, 0, ITEM);

            *list = apr_pstrcat(
                k->c->pool, *list, separator(k, count == 1),
                apr_psprintf(k->c->pool, language_of(&of), kind, id,
                             PQgetvalue(row, 0, LOGIN), cause),
                "advoluxctl ", kind, " edit ", id, " ", options, NULL);
        }
        PQclear(row);
        apr_pool_clear(scratch);
    }
    apr_pool_destroy(scratch);
    return count;
}

check_finding check_rows(check *k)
{
    static const wording not_owner = {
        "the rows of Advolux cannot be read: connect as advolux_owner",
        "die Zeilen von Advolux sind nicht lesbar: als advolux_owner verbinden"
    };
    static const wording bad = {
        "%d of them are not shown to devices as they are:%s%s",
        "%d davon sehen Geräte nicht so, wie sie sind:%s%s"
    };
    static const wording others = { "and %d more", "und %d weitere" };
    static const wording mend = {
        "as each says, or in Advolux; a rule is such as "
        "FREQ=WEEKLY;BYDAY=MO;COUNT=10",
        "wie bei jedem steht, oder in Advolux; eine Serienregel ist etwa "
        "FREQ=WEEKLY;BYDAY=MO;COUNT=10"
    };
    static const wording good = { "devices see all of them",
                                  "Geräte sehen alle" };
    const char *list, *rest = "";
    int count;

    if (!k->c->pg) {
        return check_skipped(k, &check_no_server);
    }
    count = name_bad_rows(k, &list);
    if (count < 0) {
        return check_skipped(k, &not_owner);
    }
    if (count == 0) {
        return check_found(k, CHECK_OK, NULL, &good);
    }
    if (count > NAMED_MAX) {
        rest = apr_pstrcat(
            k->c->pool, separator(k, false),
            apr_psprintf(k->c->pool, language_of(&others), count - NAMED_MAX),
            NULL);
    }
    return check_found(k, CHECK_WARNING, &mend, &bad, count, list, rest);
}
