/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "vcalendar.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <libical/ical.h>
#include <libical/icalvcal.h>
#include <libical/vcc.h>

#include "local_time.h"
#include "vcalendar_line.h"
#include "vcalendar_time.h"

#define UNSUPPORTED "Unsupported vCal property"
#define ALARM "Alarm"
#define LINES_MAX 2000
#define LINE_OCTETS_MAX (1024 * 1024)

/* What a component of 1.0 comes to, before libicalvcal reads it. */
typedef struct draft {
    apr_pool_t *pool;
    vcalendar_clock clock;
    apr_array_header_t *lines; /* of vcalendar_line */
    const vcalendar_line *start, *end, *rule;
    bool all_day;
    ical_buffer *text;
    const char *alarms;              /* run times, each behind a space */
    apr_array_header_t *alarm_texts; /* of const char * */
    const char *wrong;
} draft;

static const vcalendar_line *find(const draft *d, const char *name)
{
    for (int i = 0; i < d->lines->nelts; i++) {
        const vcalendar_line *line =
            &APR_ARRAY_IDX(d->lines, i, vcalendar_line);

        if (!strcmp(line->name, name)) {
            return line;
        }
    }
    return NULL;
}

/* Programs write whole days as times. */
static bool is_all_day(const draft *d)
{
    const vcalendar_line *entry = find(d, "X-EPOCAGENDAENTRYTYPE");
    apr_int64_t from, to;

    if (!d->start || !vcalendar_local(&d->clock, d->start->value, &from)) {
        return false;
    }
    if (strlen(d->start->value) == 8) {
        return true;
    }
    if (!d->end || !vcalendar_local(&d->clock, d->end->value, &to)) {
        to = from;
    }
    return from % LOCAL_DAY == 0 && to % LOCAL_DAY == 0 &&
           (to > from || (entry && !strcmp(entry->value, "ANNIVERSARY")));
}

/* A time as it is to stand in 2.0: a day, wall clock, or UTC. */
static const char *time_text(draft *d, const char *value)
{
    apr_int64_t local;

    if (!vcalendar_local(&d->clock, value, &local)) {
        d->wrong = apr_pstrcat(d->pool, "A time cannot be read: ",
                               ical_excerpt(d->pool, value), ".", NULL);
        return value;
    }
    if (d->all_day) {
        return apr_pstrmemdup(d->pool, local_format(d->pool, local), 8);
    }
    return d->clock.by_offset ? vcalendar_utc(d->pool, &d->clock, local)
                              : local_format(d->pool, local);
}

static void put_line(draft *d, const char *name, const char *value)
{
    ical_buffer_add(d->text, name, strlen(name));
    vcalendar_put_value(d->text, value);
    ical_buffer_add(d->text, "\r\n", 2);
}

/* "19960401T090000;19960408T090000": a line for each. */
static void put_times(draft *d, const vcalendar_line *line)
{
    const char *rest = line->value, *piece;

    while (!d->wrong && (piece = ical_next_piece(d->pool, &rest, ';', false))) {
        if (*piece) {
            put_line(d, line->name, time_text(d, piece));
        }
    }
}

static void put_utc(draft *d, const vcalendar_line *line)
{
    apr_int64_t local;

    if (vcalendar_local(&d->clock, line->value, &local)) {
        put_line(d, line->name, vcalendar_utc(d->pool, &d->clock, local));
    }
}

/* Where a rule leaves out on which days it takes place, DTSTART says it. */
static const char *position_of(const draft *d)
{
    static const char *const names[] = { "SU", "MO", "TU", "WE",
                                         "TH", "FR", "SA" };
    int year, month, date;
    const vcalendar_line *base = d->start ? d->start : d->end;
    apr_int64_t local;

    if (!base || !vcalendar_local(&d->clock, base->value, &local)) {
        return "";
    }
    local_date(local_day_of(local), &year, &month, &date);
    return apr_psprintf(d->pool, "%d+ %s ", (date - 1) / 7 + 1,
                        names[local_weekday(local_day_of(local))]);
}

/* Its end is a day or UTC in 2.0, and the last day counts. */
static const char *rule_end(draft *d, const char *token)
{
    apr_int64_t local;

    if (!vcalendar_local(&d->clock, token, &local)) {
        d->wrong = apr_pstrcat(d->pool, "The end of the rule cannot be read: ",
                               ical_excerpt(d->pool, token), ".", NULL);
        return token;
    }
    if (d->all_day) {
        return apr_pstrmemdup(d->pool, local_format(d->pool, local), 8);
    }
    if (local % LOCAL_DAY == 0 && !strchr(token, 'Z')) {
        local += LOCAL_DAY - 1;
    }
    return vcalendar_utc(d->pool, &d->clock, local);
}

static void put_rule(draft *d, const vcalendar_line *line)
{
    char *value = apr_pstrdup(d->pool, ical_upper(d->pool, line->value));
    const char *all = "", *rest = value, *token;
    bool first = true, given = false;

    while ((token = ical_next_piece(d->pool, &rest, ' ', false))) {
        bool end = strlen(token) >= 8 && apr_isdigit(*token);
        if (!*token) {
            continue;
        }
        if (!first && !given && !strncmp(value, "MP", 2) &&
            (end || *token == '#')) {
            all = apr_pstrcat(d->pool, all, position_of(d), NULL);
        }
        given |= !first;
        all = apr_pstrcat(d->pool, all, end ? rule_end(d, token) : token, " ",
                          NULL);
        first = false;
    }
    put_line(d, line->name, apr_pstrndup(d->pool, all, strlen(all) - 1));
}

/* Of several kinds of alarm at a time one is shown. */
static void put_alarm(draft *d, const vcalendar_line *line)
{
    const char *rest = line->value, *run, *snooze, *repeat;
    apr_int64_t local;

    run = ical_next_piece(d->pool, &rest, ';', false);
    if (!run || !vcalendar_local(&d->clock, run, &local)) {
        return;
    }
    run = vcalendar_utc(d->pool, &d->clock, local);
    if (strstr(d->alarms, run)) {
        return;
    }
    d->alarms = apr_pstrcat(d->pool, d->alarms, " ", run, NULL);
    snooze = rest ? ical_next_piece(d->pool, &rest, ';', false) : "";
    repeat = rest ? ical_next_piece(d->pool, &rest, ';', false) : "";
    APR_ARRAY_PUSH(d->alarm_texts, const char *) =
        rest && *rest && !strcmp(line->name, "DALARM") ? rest : ALARM;
    /* libicalvcal reads no text here that is coded. */
    put_line(d, "DALARM",
             apr_psprintf(d->pool, "%s;%s;%s;%d", run, snooze, repeat,
                          d->alarm_texts->nelts - 1));
}

static void put_alarms(draft *d, const char *name)
{
    for (int i = 0; i < d->lines->nelts; i++) {
        const vcalendar_line *line =
            &APR_ARRAY_IDX(d->lines, i, vcalendar_line);

        if (!strcmp(line->name, name)) {
            put_alarm(d, line);
        }
    }
}

static void put_plain(draft *d, const vcalendar_line *line)
{
    put_line(d, line->name, line->value);
}

/* A semicolon may be escaped in 1.0. */
static void put_text(draft *d, const vcalendar_line *line)
{
    char *value = apr_pstrdup(d->pool, line->value), *to = value;

    for (const char *c = value; *c; c++) {
        c += *c == '\\' && c[1] == ';';
        *to++ = *c;
    }
    *to = '\0';
    put_line(d, line->name, value);
}

static const struct {
    const char *name;
    void (*put)(draft *d, const vcalendar_line *line);
} properties[] = {
    { "DTSTART", put_times },     { "DTEND", put_times },
    { "DUE", put_times },         { "EXDATE", put_times },
    { "RDATE", put_times },       { "DCREATED", put_utc },
    { "LAST-MODIFIED", put_utc }, { "COMPLETED", put_utc },
    { "RRULE", put_rule },        { "EXRULE", put_rule },
    { "SUMMARY", put_text },      { "DESCRIPTION", put_text },
    { "LOCATION", put_text },     { "UID", put_plain },
    { "CATEGORIES", put_plain },  { "STATUS", put_plain },
    { "PRIORITY", put_plain },    { "CLASS", put_plain },
    { "TRANSP", put_plain },      { "SEQUENCE", put_plain },
    { "URL", put_plain },
};

static void put_property(draft *d, const vcalendar_line *line)
{
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        if (!strcmp(line->name, properties[i].name) && *line->value) {
            properties[i].put(d, line);
        }
    }
}

/* What libicalvcal could not read. That it knows no parameters it says too. */
static const char *error_of(apr_pool_t *pool, icalcomponent *c)
{
    icalproperty *error =
        icalcomponent_get_first_property(c, ICAL_XLICERROR_PROPERTY);

    for (; error;
         error = icalcomponent_get_next_property(c, ICAL_XLICERROR_PROPERTY)) {
        const char *text = icalproperty_get_xlicerror(error);
        if (text && strncmp(text, UNSUPPORTED, strlen(UNSUPPORTED))) {
            return apr_pstrcat(pool, "libicalvcal cannot read a line: ",
                               ical_excerpt(pool, text), ".", NULL);
        }
    }
    return NULL;
}

static void say_nothing(char *sentence)
{
    (void)sentence;
}

/* The component in libical's words, with CRLF lines. */
static const char *read_draft(draft *d, const char **made)
{
    static icalvcal_defaults defaults = { .alarm_description =
                                              (char *)(uintptr_t)ALARM };
    const char *wrong = "libicalvcal reads no component in it.";
    icalcomponent *root = NULL, *inner = NULL;
    VObject *object;

    registerMimeErrorHandler(say_nothing);
    icalerror_set_errors_are_fatal(false);
    object = Parse_MIME(d->text->data, (unsigned long)d->text->length);
    if (object) {
        root = icalvcal_convert_with_defaults(object, &defaults);
        cleanVObject(object);
    }
    cleanStrTbl();
    if (root) {
        inner = icalcomponent_get_first_component(root, ICAL_ANY_COMPONENT);
    }
    if (inner) {
        wrong = error_of(d->pool, inner);
    }
    if (!wrong) {
        char *text = icalcomponent_as_ical_string_r(inner);
        *made = apr_pstrdup(d->pool, text);
        icalmemory_free_buffer(text);
    }
    if (root) {
        icalcomponent_free(root);
    }
    return wrong;
}

/* An alarm goes with its appointment, and rings for each instance. */
static void put_trigger(draft *d, ical_buffer *out, const char *value)
{
    const vcalendar_line *base = d->start ? d->start : d->end;
    apr_int64_t at, from, distance;

    if (!base || !vcalendar_local(&d->clock, value, &at) ||
        !vcalendar_local(&d->clock, base->value, &from)) {
        return;
    }
    distance =
        vcalendar_instant(&d->clock, at) - vcalendar_instant(&d->clock, from);
    ical_buffer_line(out, "TRIGGER%s:%sPT%" APR_INT64_T_FMT "%c",
                     d->start ? "" : ";RELATED=END", distance < 0 ? "-" : "",
                     distance % 60 ? (distance < 0 ? -distance : distance)
                                   : (distance < 0 ? -distance : distance) / 60,
                     distance % 60 ? 'S' : 'M');
}

static void put_alarm_text(draft *d, ical_buffer *out, int number)
{
    const char *text = number >= 0 && number < d->alarm_texts->nelts
                           ? APR_ARRAY_IDX(d->alarm_texts, number, const char *)
                           : ALARM;

    ical_buffer_line(out, "DESCRIPTION:%s", ical_escape(d->pool, text));
}

static bool is_time(const char *name)
{
    return !strcmp(name, "DTSTART") || !strcmp(name, "DTEND") ||
           !strcmp(name, "DUE") || !strcmp(name, "EXDATE") ||
           !strcmp(name, "RDATE");
}

/* Times get their zone, or say that they are days. */
static const char *finish(draft *d, const char *text)
{
    ical_buffer *out = ical_buffer_make(d->pool, strlen(text) + 256);

    bool alarm = false;
    text = ical_unfold(d->pool, text);
    while (*text) {
        const char *end = strstr(text, "\r\n");
        size_t length = end ? (size_t)(end - text) : strlen(text);
        const char *line = apr_pstrmemdup(d->pool, text, length);
        size_t name = strcspn(line, ";:");
        const char *value = strchr(line, ':');
        const char *called = apr_pstrmemdup(d->pool, line, name);

        text += length + (end ? 2 : 0);
        alarm = strcmp(line, "END:VALARM") &&
                (alarm || !strcmp(line, "BEGIN:VALARM"));
        if (!strcmp(called, "X-LIC-ERROR")) {
            continue;
        }
        if (alarm && value && !strcmp(called, "DESCRIPTION")) {
            put_alarm_text(d, out, atoi(value + 1));
            continue;
        }
        if (value && !strcmp(called, "TRIGGER")) {
            put_trigger(d, out, value + 1);
        } else if (value && is_time(called) && d->all_day) {
            ical_buffer_line(out, "%s;VALUE=DATE:%s", called, value + 1);
        } else if (value && is_time(called) && !d->clock.by_offset) {
            ical_buffer_line(out, "%s;TZID=%s:%s", called, d->clock.zone->name,
                             value + 1);
        } else {
            ical_buffer_add_line(out, line);
        }
    }
    return out->data;
}

const char *ical_vcalendar_convert(apr_pool_t *pool, const char *text,
                                   apr_size_t length,
                                   const ical_vcalendar *calendar,
                                   const char *zone, const char **made)
{
    draft d = { .pool = pool,
                .lines = apr_array_make(pool, 20, sizeof(vcalendar_line)),
                .text = ical_buffer_make(pool, length + 256),
                .alarms = "",
                .alarm_texts = apr_array_make(pool, 2, sizeof(char *)) };

    d.wrong = vcalendar_lines(pool, text, length, d.lines);
    if (d.wrong || d.lines->nelts < 2 || d.lines->nelts > LINES_MAX ||
        length > LINE_OCTETS_MAX) {
        return d.wrong ? d.wrong : "The component is too long or empty.";
    }
    d.start = find(&d, "DTSTART");
    d.end = find(&d, "DTEND");
    d.end = d.end ? d.end : find(&d, "DUE");
    vcalendar_clock_read(pool, calendar, zone, d.start ? d.start : d.end,
                         &d.clock);
    d.all_day = is_all_day(&d);
    ical_buffer_add_line(d.text, "BEGIN:VCALENDAR");
    ical_buffer_add_line(d.text, "VERSION:1.0");
    for (int i = 0; i < d.lines->nelts && !d.wrong; i++) {
        const vcalendar_line *line = &APR_ARRAY_IDX(d.lines, i, vcalendar_line);

        if (i == 0) {
            ical_buffer_line(d.text, "%s:%s", line->name, line->value);
        } else if (i < d.lines->nelts - 1) {
            put_property(&d, line);
        }
    }
    put_alarms(&d, "DALARM");
    put_alarms(&d, "AALARM");
    ical_buffer_line(d.text, "END:%s",
                     APR_ARRAY_IDX(d.lines, 0, vcalendar_line).value);
    ical_buffer_add_line(d.text, "END:VCALENDAR");
    if (!d.wrong) {
        d.wrong = read_draft(&d, made);
    }
    if (!d.wrong) {
        *made = finish(&d, *made);
    }
    return d.wrong;
}
