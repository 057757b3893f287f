/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "calendar_piece.h"

#include <stdbool.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "text.h"

#define OBJECT "VCALENDAR"

typedef struct splitter {
    apr_pool_t *pool;
    const char *at, *end; /* the line's begin; the text's end */
    int line;
    int depth;    /* components that are open; VCALENDAR is the first */
    int calendar; /* the present one, or the last */
    ical_vcalendar *says;
    apr_array_header_t *pieces;
    bool open; /* the last of them is */
} splitter;

/* Components that stand in a VCALENDAR alone. */
static bool is_outer(const char *name)
{
    static const char *const names[] = { OBJECT,         "VEVENT",
                                         "VTODO",        "VJOURNAL",
                                         "VFREEBUSY",    "VTIMEZONE",
                                         "VAVAILABILITY" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* The name behind "BEGIN:" or "END:", upper case; NULL if it is neither. */
static const char *name_after(const splitter *s, const char *keyword,
                              const char *stop)
{
    apr_size_t length = strlen(keyword);
    const char *rest;

    if ((apr_size_t)(stop - s->at) < length ||
        strncasecmp(s->at, keyword, length) != 0) {
        return NULL;
    }
    rest = apr_pstrmemdup(s->pool, s->at + length,
                          (apr_size_t)(stop - s->at) - length);
    return ical_upper(s->pool, ical_next_piece(s->pool, &rest, '\0', false));
}

static calendar_piece *last(const splitter *s)
{
    return &APR_ARRAY_IDX(s->pieces, s->pieces->nelts - 1, calendar_piece);
}

static calendar_piece *begin(splitter *s, const char *name)
{
    calendar_piece *piece = apr_array_push(s->pieces);

    *piece = (calendar_piece){ .text = s->at,
                               .line = s->line,
                               .calendar = s->calendar,
                               .says = s->says,
                               .name = name };
    s->open = true;
    return piece;
}

static void finish(splitter *s, const char *stop)
{
    last(s)->length = (apr_size_t)(stop - last(s)->text);
    s->open = false;
}

static void blame(splitter *s, const char *wrong)
{
    calendar_piece *piece = s->open ? last(s) : begin(s, "");

    piece->wrong = wrong;
    piece->wrong_line =
        s->open && piece->line != s->line ? piece->line : s->line;
}

/* The component that is open has no end: the line belongs to what is outside
 * of it. */
static void break_off(splitter *s)
{
    if (s->open) {
        blame(s, "The component has no END.");
        finish(s, s->at);
    }
    s->depth = s->depth > 1 ? 1 : s->depth;
}

static void begin_calendar(splitter *s)
{
    s->says = apr_pcalloc(s->pool, sizeof *s->says);
    s->says->daylight = apr_array_make(s->pool, 2, sizeof(const char *));
}

/* A line of the VCALENDAR itself. */
static void take_property(splitter *s, const char *stop)
{
    const char *rest =
        apr_pstrmemdup(s->pool, s->at, (apr_size_t)(stop - s->at));
    const char *name = ical_next_piece(s->pool, &rest, ':', false);
    const char *value =
        rest ? ical_next_piece(s->pool, &rest, '\0', false) : NULL;

    if (!value) {
        return;
    }
    if (!strcasecmp(name, "VERSION")) {
        s->says->version = value;
    } else if (!strcasecmp(name, "TZ")) {
        s->says->tz = value;
    } else if (!strcasecmp(name, "DAYLIGHT")) {
        APR_ARRAY_PUSH(s->says->daylight, const char *) = value;
    }
}

static void take_begin(splitter *s, const char *name)
{
    bool outer = is_outer(name);

    if (s->depth > 1 && outer) {
        break_off(s);
    }
    if (!strcmp(name, OBJECT)) {
        s->calendar++;
        begin_calendar(s);
        s->depth = 1;
        return;
    }
    if (s->depth == 0) {
        blame(s, "The component is outside of BEGIN:VCALENDAR and "
                 "END:VCALENDAR.");
    } else if (s->depth == 1) {
        begin(s, name);
    }
    s->depth++;
}

static void take_end(splitter *s, const char *name, const char *stop)
{
    if (!strcmp(name, OBJECT)) {
        break_off(s);
        s->depth = 0;
        return;
    }
    if (s->depth <= 1 && !s->open) {
        blame(s, "END without BEGIN.");
        finish(s, stop);
        return;
    }
    s->depth--;
    if (s->depth <= 1 && s->open) {
        finish(s, stop);
    }
}

apr_array_header_t *calendar_pieces(apr_pool_t *pool, const char *text,
                                    apr_size_t length)
{
    splitter s = { .pool = pool,
                   .at = text,
                   .end = text + length,
                   .line = 1,
                   .calendar = -1,
                   .pieces =
                       apr_array_make(pool, 100, sizeof(calendar_piece)) };

    begin_calendar(&s);
    if (length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3)) {
        s.at += 3;
    }
    for (; s.at < s.end; s.line++) {
        const char *feed = memchr(s.at, '\n', (apr_size_t)(s.end - s.at));
        const char *stop = feed ? feed + 1 : s.end;
        const char *name;

        if ((name = name_after(&s, "BEGIN:", stop))) {
            take_begin(&s, name);
        } else if ((name = name_after(&s, "END:", stop))) {
            take_end(&s, name, stop);
        } else if (s.depth == 1 && !s.open) {
            take_property(&s, stop);
        }
        s.at = stop;
    }
    if (s.depth > 0) {
        break_off(&s);
        if (s.pieces->nelts == 0 || !last(&s)->wrong) {
            blame(&s, "The VCALENDAR has no END.");
            finish(&s, s.at);
        }
    }
    if (s.calendar < 0 && s.pieces->nelts == 0) {
        s.line = 0;
        blame(&s, "The text holds no BEGIN:VCALENDAR.");
        finish(&s, s.at);
    }
    return s.pieces;
}
