/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "zone_display.h"

#include <string.h>
#include <stdlib.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"
#include "text.h"
#include "zone.h"
#include "zone_match.h"
#include "zone_names.h"

/* Places of a list that are looked for: Windows names six at the most. */
#define PLACES_MAX 8
/* A January and a July of today's rules. */
#define WINTER 1768478400LL
#define SUMMER 1784116800LL

/* An offset as it is said before a name, or instead of one. */
typedef struct prefix {
    bool has_offset;
    int offset;       /* seconds */
    const char *rest; /* behind it */
} prefix;

/* "+05:30", "-0500", "+05.30", "+5" at *at; it moves behind it. */
static bool read_offset(const char **at, int *offset)
{
    const char *from = *at;
    int sign = *from == '-' ? -1 : 1;
    int hours = 0, minutes = 0, digits;

    if ((*from != '+' && *from != '-') || !apr_isdigit(from[1])) {
        return false;
    }
    from++;
    for (digits = 0; apr_isdigit(*from) && digits < 4; digits++) {
        hours = hours * 10 + (*from++ - '0');
    }
    if (digits > 2) {
        minutes = hours % 100;
        hours /= 100;
    } else if ((*from == ':' || *from == '.') && apr_isdigit(from[1]) &&
               apr_isdigit(from[2])) {
        minutes = (from[1] - '0') * 10 + (from[2] - '0');
        from += 3;
    }
    *at = from;
    *offset = sign * (hours * 3600 + minutes * 60);
    return hours <= 14 && minutes < 60 && !apr_isdigit(*from);
}

static const char *skip_blanks(const char *at)
{
    while (apr_isspace(*at)) {
        at++;
    }
    return at;
}

/* "(UTC+01:00) ", "(GMT) ", "GMT+0530", "+01:00". */
static prefix read_prefix(const char *text)
{
    prefix p = { .rest = text };
    const char *at = text + (*text == '(');
    bool named = !strncasecmp(at, "UTC", 3) || !strncasecmp(at, "GMT", 3);

    at = skip_blanks(named ? at + 3 : at);
    p.has_offset = read_offset(&at, &p.offset);
    if (!p.has_offset && !(named && *text == '(' && *at == ')')) {
        return (prefix){ .rest = text };
    }
    p.has_offset = true; /* "(GMT)" is one too */
    at = skip_blanks(at);
    if (*text == '(' && *at++ != ')') {
        return (prefix){ .rest = text };
    }
    p.rest = skip_blanks(at);
    return p;
}

static bool has_offset(const zone_info *z, int offset)
{
    return zone_at(z, WINTER)->offset == offset ||
           zone_at(z, SUMMER)->offset == offset;
}

/* The zone that ends in a place, of any area. */
static const zone_info *in_any_area(apr_pool_t *pool, const char *place)
{
    char *city = apr_pstrdup(pool, place);
    const char *name;

    for (char *c = city; *c; c++) {
        *c = *c == ' ' ? '_' : *c;
    }
    for (int i = 0; *city && (name = zone_names_at(i)); i++) {
        const char *last = strrchr(name, '/');

        if (last && !strcasecmp(last + 1, city) && strncmp(name, "Etc/", 4)) {
            return zone_find(pool, name);
        }
    }
    return NULL;
}

static const zone_info *of_place(apr_pool_t *pool, const char *place)
{
    const char *name = zone_place_find(place);

    name = name ? name : zone_of_windows(place);
    return name ? zone_find(pool, name) : in_any_area(pool, place);
}

/* "Eastern Time (USA und Kanada)" is found with what is in parentheses or
 * without it. */
static const zone_info *of_phrase(apr_pool_t *pool, const char *phrase)
{
    const zone_info *z = of_place(pool, phrase);
    const char *open = strchr(phrase, '('), *rest;

    if (!z && open > phrase) {
        rest = apr_pstrmemdup(pool, phrase, (apr_size_t)(open - phrase));
        z = of_place(pool, ical_next_piece(pool, &rest, '\0', false));
    }
    return z;
}

/* "Amsterdam, Berlin, Bern": the first place that has a zone, best one with
 * the offset. */
static const zone_info *of_list(apr_pool_t *pool, const prefix *p)
{
    const zone_info *found = of_phrase(pool, p->rest), *z;
    char *list = apr_pstrdup(pool, p->rest), *place;
    const char *rest = list;

    for (char *c = list; *c; c++) {
        *c = strchr("/:;", *c) ? ',' : *c;
    }
    for (int n = 0;
         n < PLACES_MAX &&
         (!found || (p->has_offset && !has_offset(found, p->offset)));
         n++) {
        place = ical_next_piece(pool, &rest, ',', false);
        if (!place) {
            break;
        }
        z = of_phrase(pool, place);
        if (z && (!found || has_offset(z, p->offset))) {
            found = z;
        }
    }
    return found;
}

/* "GMT -0500 (Standard) / GMT -0400 (Daylight)". */
static const char *of_two_offsets(apr_pool_t *pool, const prefix *p)
{
    const char *slash = strchr(p->rest, '/');
    prefix summer = { .rest = NULL };

    if (p->has_offset && slash && !strncasecmp(p->rest, "(Standard)", 10)) {
        summer = read_prefix(skip_blanks(slash + 1));
    }
    return summer.has_offset
               ? zone_match_offsets(pool, p->offset, summer.offset)
               : NULL;
}

const char *zone_display_find(apr_pool_t *pool, const char *text)
{
    prefix p = read_prefix(text);
    const char *name = of_two_offsets(pool, &p);
    const zone_info *z = name || !*p.rest ? NULL : of_list(pool, &p);

    if (z) {
        name = z->name;
    } else if (!name && p.has_offset) {
        name = zone_match_offsets(pool, p.offset, p.offset);
    }
    return name;
}
