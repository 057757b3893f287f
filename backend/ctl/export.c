/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <apr_strings.h>

#include "content_line.h"
#include "ctl.h"
#include "merge.h"
#include "object.h"
#include "printable.h"
#include "recurrence.h"
#include "row.h"

static const ctl_option options[] = {
    { "--from", "WHEN", "what takes place from this day or time on" },
    { "--to", "WHEN", "what takes place before this day or time" },
    { "--kind", "appointment|task", "of this kind alone" },
    { "--output", "FILE", "instead of standard output" },
    { .name = NULL },
};

/* Columns of the query, in binary format. */
enum { KIND, UID, BODY, CURRENT, COMPONENTS, ZONE, FROM, TO };

static const char query[] =
    "SELECT m.kind::text, m.uid, m.body,"
    " m.text_version IS NOT DISTINCT FROM m.version, m.components, c.time_zone,"
    " to_char(r.f AT TIME ZONE 'UTC', 'YYYYMMDD\"T\"HH24MISS\"Z\"'),"
    " to_char(r.t AT TIME ZONE 'UTC', 'YYYYMMDD\"T\"HH24MISS\"Z\"')"
    " FROM caldav.calendar c"
    " CROSS JOIN LATERAL (SELECT caldav.instant($2::timestamp, c.time_zone),"
    " caldav.instant($3::timestamp, c.time_zone)) AS r (f, t)"
    " JOIN caldav.content m USING (calendar_id)"
    " JOIN caldav.login l USING (staff_id)"
    " WHERE l.login = $1 AND m.visible AND m.span && tstzrange(r.f, r.t, '[]')"
    " AND ($4::text IS NULL OR m.kind::text = $4)"
    " ORDER BY m.kind, lower(m.span), m.uid";

/* The content of a row: what a client gets. NULL if it cannot be shown. */
static const char *content(apr_pool_t *pool, const PGresult *result, int row,
                           apr_size_t *length)
{
    const char *body = row_text(result, row, BODY);
    advolux_item item = {
        .kind = strcmp(row_text(result, row, KIND), "task") == 0
                    ? ADVOLUX_TASK
                    : ADVOLUX_APPOINTMENT,
        .uid = row_text(result, row, UID),
        .components = apr_array_make(pool, 1, sizeof(advolux_component)),
    };

    if (body && row_bool(result, row, CURRENT)) {
        *length = strlen(body);
        return body;
    }
    if (!row_components(result, row, COMPONENTS, item.kind, item.components)) {
        return NULL;
    }
    return body ? ical_object_patch(pool, body, strlen(body), &item,
                                    row_text(result, row, ZONE), length)
                : ical_object_render(pool, &item, length);
}

/* Whether an instance is in the span asked for; rows are those whose whole
 * extent touches it. */
static bool is_within(apr_pool_t *pool, const PGresult *result, int row,
                      const ical_node *root)
{
    const char *from = row_text(result, row, FROM);
    const char *to = row_text(result, row, TO);
    const char *name =
        strcmp(row_text(result, row, KIND), "task") == 0 ? "VTODO" : "VEVENT";
    ical_times times = ical_times_of(pool, row_text(result, row, ZONE));
    ical_span span = { INT64_MIN, INT64_MAX };

    if ((from && !ical_instant(from, &span.from)) ||
        (to && !ical_instant(to, &span.to))) {
        return true;
    }
    return (!from && !to) ||
           ical_overlaps(&times, root, name, span, NULL, NULL);
}

/* How many rows cannot be shown. */
static int write_rows(apr_pool_t *pool, FILE *out, const PGresult *result)
{
    ical_buffer *text = ical_buffer_make(pool, 256);
    ical_merge *merge = ical_merge_begin(pool, text, NULL, false);
    apr_pool_t *each;
    int bad = 0;

    apr_pool_create(&each, pool);
    fwrite(text->data, 1, text->length, out);
    for (int row = 0; row < PQntuples(result); row++) {
        apr_size_t length;
        const char *object = content(each, result, row, &length);
        ical_node *root;

        if (!object || ical_parse_stored(each, object, length, &root)) {
            ctl_fail("UID %s cannot be shown", row_text(result, row, UID));
            bad++;
        } else if (is_within(each, result, row, root)) {
            text = ical_buffer_make(each, length + 256);
            ical_merge_add(merge, text, object, length);
            fwrite(text->data, 1, text->length, out);
        }
        apr_pool_clear(each);
    }
    text = ical_buffer_make(pool, 32);
    ical_merge_end(text);
    fwrite(text->data, 1, text->length, out);
    return bad;
}

static int export_to(ctl *c, FILE *out, const PGresult *result)
{
    int bad = write_rows(c->pool, out, result);

    if (fflush(out) != 0 || ferror(out)) {
        return ctl_fail("the file cannot be written");
    }
    return bad ? CTL_WARNING : CTL_DONE;
}

/* On a terminal it is shown; what is a calendar, to the octet, is for files. */
static int export_to_terminal(ctl *c, const PGresult *result)
{
    char *text = NULL;
    size_t length;
    FILE *memory = open_memstream(&text, &length);
    int code;

    if (!memory) {
        return ctl_fail("out of memory");
    }
    code = export_to(c, memory, result);
    fclose(memory);
    if (text) {
        printable_say(stdout, "%s", text);
    }
    free(text);
    return code;
}

static int export_calendars(ctl *c, const ctl_call *call)
{
    const char *name = ctl_value(call, "--output");
    const char *values[] = { call->operands[0], ctl_value(call, "--from"),
                             ctl_value(call, "--to"),
                             ctl_value(call, "--kind") };
    const PGresult *known =
        ctl_query(c, "SELECT FROM caldav.login WHERE login = $1", 1, values);
    PGresult *result;
    FILE *out;
    int code;

    if (!known) {
        return c->failure;
    }
    if (PQntuples(known) == 0) {
        return ctl_no_such_login(values[0]);
    }
    result = PQexecParams(c->pg, query, 4, NULL, values, NULL, NULL, 1);
    if (!ctl_accept(c, result)) {
        return c->failure;
    }
    if (!name) {
        return isatty(STDOUT_FILENO) ? export_to_terminal(c, result)
                                     : export_to(c, stdout, result);
    }
    out = fopen(name, "w");
    if (!out) {
        return ctl_fail("%s cannot be written", name);
    }
    code = export_to(c, out, result);
    return fclose(out) == 0 ? code : ctl_fail("%s cannot be written", name);
}

const ctl_command ctl_export_commands[] = {
    { "export", NULL, "LOGIN", 1, 1,
      "a person's calendars as devices get them, as iCalendar", options,
      export_calendars },
    { .noun = NULL },
};
