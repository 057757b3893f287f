/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "vcalendar_line.h"

#include <stdbool.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <unicode/ucnv.h>

#define QUOTED "QUOTED-PRINTABLE"

typedef struct cursor {
    const char *at, *end;
} cursor;

/* One line without its end; what does not belong to the text is its end. */
static const char *take_line(apr_pool_t *pool, cursor *c)
{
    const char *feed = memchr(c->at, '\n', (size_t)(c->end - c->at));
    const char *stop = feed ? feed : c->end, *line;

    line = apr_pstrmemdup(pool, c->at,
                          (size_t)(stop - c->at) -
                              (stop > c->at && stop[-1] == '\r'));
    c->at = feed ? feed + 1 : c->end;
    return line;
}

static int hex(char c)
{
    return apr_isdigit(c)    ? c - '0'
           : apr_isxdigit(c) ? apr_toupper(c) - 'A' + 10
                             : -1;
}

/* RFC 1521 section 5.1; what is not coded right stays as it is. */
static const char *unquote(apr_pool_t *pool, const char *text)
{
    char *plain = apr_palloc(pool, strlen(text) + 1), *to = plain;

    for (; *text; text++) {
        if (*text == '=' && hex(text[1]) >= 0 && hex(text[2]) >= 0) {
            *to++ = (char)(hex(text[1]) * 16 + hex(text[2]));
            text += 2;
        } else {
            *to++ = *text;
        }
    }
    *to = '\0';
    return plain;
}

/* NULL: there is no such set. */
static const char *in_utf8(apr_pool_t *pool, const char *text, const char *set)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t room = (int32_t)strlen(text) * 4 + 1;
    char *made = apr_palloc(pool, (apr_size_t)room);

    ucnv_convert("UTF-8", set, made, room, text, -1, &error);
    return U_SUCCESS(error) ? made : NULL;
}

/* Without carriage returns and what no text may hold. */
static const char *clean(apr_pool_t *pool, const char *text)
{
    char *made = apr_pstrdup(pool, text), *to = made;

    for (; *text; text++) {
        if (*text == '\n' || *text == '\t' || (unsigned char)*text >= ' ') {
            *to++ = *text;
        }
    }
    *to = '\0';
    return made;
}

/* A parameter's value, or the parameter itself where only that is said. */
static const char *parameter(apr_pool_t *pool, const char *head,
                             const char *name)
{
    const char *rest = head, *piece;
    size_t length = strlen(name);

    while ((piece = ical_next_piece(pool, &rest, ';', false))) {
        if (!strncasecmp(piece, name, length)) {
            return piece[length] == '=' ? piece + length + 1
                   : piece[length]      ? NULL
                                        : "";
        }
    }
    return NULL;
}

static bool is_coded(apr_pool_t *pool, const char *head, const char *how)
{
    const char *coding = parameter(pool, head, "ENCODING");

    return (coding && !strcasecmp(coding, how)) || parameter(pool, head, how);
}

/* The rest of a value whose lines end in "=". */
static const char *take_soft_lines(apr_pool_t *pool, cursor *c,
                                   const char *value)
{
    size_t length = strlen(value);

    while (length > 0 && value[length - 1] == '=' && c->at < c->end) {
        value = apr_pstrcat(pool, apr_pstrndup(pool, value, length - 1),
                            take_line(pool, c), NULL);
        length = strlen(value);
    }
    return value;
}

static const char *take_folds(apr_pool_t *pool, cursor *c, const char *line)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t')) {
        const char *more = take_line(pool, c);
        line = apr_pstrcat(pool, line, more[1] ? more : "", NULL);
    }
    return line;
}

static const char *take_property(apr_pool_t *pool, cursor *c,
                                 vcalendar_line *line)
{
    const char *text = take_line(pool, c), *set, *name;
    bool quoted;

    *line = (vcalendar_line){ .name = "", .value = "" };
    const char *colon = strchr(text, ':');
    if (!colon) {
        return text[strspn(text, " \t")]
                   ? apr_pstrcat(pool, "The line ", ical_excerpt(pool, text),
                                 " is no property.", NULL)
                   : NULL;
    }
    const char *head = apr_pstrmemdup(pool, text, (size_t)(colon - text));
    quoted = is_coded(pool, head, QUOTED);
    text = quoted ? take_soft_lines(pool, c, colon + 1)
                  : take_folds(pool, c, colon + 1);
    if (is_coded(pool, head, "BASE64")) {
        return NULL;
    }
    set = parameter(pool, head, "CHARSET");
    text = quoted ? unquote(pool, text) : text;
    if (!set || !*set) {
        apr_size_t at;
        set =
            ical_utf8_valid(text, strlen(text), &at) ? "UTF-8" : "windows-1252";
    }
    name = ical_upper(pool, apr_pstrndup(pool, head, strcspn(head, ";")));
    line->name = strrchr(name, '.') ? strrchr(name, '.') + 1 : name;
    line->value = in_utf8(pool, text, set);
    if (!line->value) {
        return apr_pstrcat(pool, "CHARSET=", ical_excerpt(pool, set),
                           " is no character set that is known here.", NULL);
    }
    line->value = clean(pool, line->value);
    return NULL;
}

const char *vcalendar_lines(apr_pool_t *pool, const char *text,
                            apr_size_t length, apr_array_header_t *lines)
{
    cursor c = { text, text + length };

    while (c.at < c.end) {
        vcalendar_line line;
        const char *wrong = take_property(pool, &c, &line);

        if (wrong) {
            return wrong;
        }
        if (*line.name) {
            APR_ARRAY_PUSH(lines, vcalendar_line) = line;
        }
    }
    return NULL;
}

static bool is_plain(const char *value)
{
    for (; *value; value++) {
        if (*value == '\\' || *value == '=' || *value < ' ' || *value > '~') {
            return false;
        }
    }
    return true;
}

/* A backslash is read twice: by the parser of 1.0, which leaves coded ones
 * alone, and as TEXT of 2.0. */
void vcalendar_put_value(ical_buffer *buffer, const char *value)
{
    char coded[8];

    if (is_plain(value)) {
        ical_buffer_add(buffer, ":", 1);
        ical_buffer_add(buffer, value, strlen(value));
        return;
    }
    ical_buffer_add(buffer, ";ENCODING=" QUOTED ":", strlen(QUOTED) + 11);
    for (; *value; value++) {
        unsigned char octet = (unsigned char)*value;

        if (octet == '\\') {
            ical_buffer_add(buffer, "=5C=5C", 6);
        } else if (octet == '=' || octet < ' ' || octet > '~') {
            apr_snprintf(coded, sizeof coded, "=%02X", octet);
            ical_buffer_add(buffer, coded, 3);
        } else {
            ical_buffer_add(buffer, value, 1);
        }
    }
}
