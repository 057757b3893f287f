/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "text.h"

#include <stdarg.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "content_line.h"

#define FOLD 75
#define EXCERPT 60

ical_buffer *ical_buffer_make(apr_pool_t *pool, apr_size_t size)
{
    ical_buffer *buffer = apr_pcalloc(pool, sizeof(*buffer));

    buffer->pool = pool;
    buffer->size = size;
    buffer->data = apr_palloc(pool, size + 1);
    buffer->data[0] = '\0';
    return buffer;
}

void ical_buffer_add(ical_buffer *buffer, const char *octets, apr_size_t length)
{
    if (buffer->length + length > buffer->size) {
        apr_size_t size = (buffer->length + length) * 2;
        char *data = apr_palloc(buffer->pool, size + 1);
        memcpy(data, buffer->data, buffer->length);
        buffer->data = data;
        buffer->size = size;
    }
    memcpy(buffer->data + buffer->length, octets, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

static bool inside_character(char octet)
{
    return ((unsigned char)octet & 0xC0) == 0x80;
}

void ical_buffer_add_line(ical_buffer *buffer, const char *line)
{
    apr_size_t left = strlen(line);
    apr_size_t room = FOLD;

    while (left > room) {
        apr_size_t cut = room;
        while (cut > 1 && inside_character(line[cut])) {
            cut--;
        }
        ical_buffer_add(buffer, line, cut);
        ical_buffer_add(buffer, "\r\n ", 3);
        line += cut;
        left -= cut;
        room = FOLD - 1;
    }
    ical_buffer_add(buffer, line, left);
    ical_buffer_add(buffer, "\r\n", 2);
}

const char *ical_unfold(apr_pool_t *pool, const char *text)
{
    ical_buffer *whole = ical_buffer_make(pool, strlen(text));
    const char *fold;

    while ((fold = strstr(text, "\r\n "))) {
        ical_buffer_add(whole, text, (apr_size_t)(fold - text));
        text = fold + 3;
    }
    ical_buffer_add(whole, text, strlen(text));
    return whole->data;
}

void ical_buffer_line(ical_buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    ical_buffer_add_line(buffer,
                         apr_pvsprintf(buffer->pool, format, arguments));
    va_end(arguments);
}

const char *ical_escape(apr_pool_t *pool, const char *value)
{
    char *escaped = apr_palloc(pool, strlen(value) * 2 + 1);
    char *to = escaped;

    for (const char *from = value; *from; from++) {
        if (*from == '\n') {
            *to++ = '\\';
            *to++ = 'n';
        } else if (strchr("\\;,", *from)) {
            *to++ = '\\';
            *to++ = *from;
        } else if (!apr_iscntrl(*from) || *from == '\t') {
            *to++ = *from;
        }
    }
    *to = '\0';
    return escaped;
}

/* What a backslash stands before (RFC 5545 section 3.3.11), and the colon and
 * the quote that some programs escape too. Before anything else it is itself:
 * who does not escape writes "S:\\one". */
const char *ical_unescape(apr_pool_t *pool, const char *value)
{
    char *plain = apr_palloc(pool, strlen(value) + 1);
    char *to = plain;

    for (const char *from = value; *from; from++) {
        if (*from != '\\' || from[1] == '\0' || !strchr("\\;,nN:\"", from[1])) {
            *to++ = *from;
            continue;
        }
        from++;
        *to++ = *from == 'n' || *from == 'N' ? '\n' : *from;
    }
    *to = '\0';
    return plain;
}

/* Length of the character at text, 0 if it is malformed. */
static apr_size_t character_length(const unsigned char *text, apr_size_t left)
{
    static const struct {
        unsigned char mask, lead;
        apr_uint32_t least;
    } forms[] = {
        { 0x80, 0x00, 0 },
        { 0xE0, 0xC0, 0x80 },
        { 0xF0, 0xE0, 0x800 },
        { 0xF8, 0xF0, 0x10000 },
    };

    for (apr_size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if ((text[0] & forms[i].mask) != forms[i].lead) {
            continue;
        }
        apr_uint32_t code = text[0] & (unsigned char)~forms[i].mask;
        for (apr_size_t k = 1; k <= i; k++) {
            if (k >= left || (text[k] & 0xC0) != 0x80) {
                return 0;
            }
            code = code << 6 | (text[k] & 0x3F);
        }
        if (code < forms[i].least || code > 0x10FFFF ||
            (code >= 0xD800 && code <= 0xDFFF) || code == 0xFFFE ||
            code == 0xFFFF) {
            return 0;
        }
        return i + 1;
    }
    return 0;
}

bool ical_utf8_valid(const char *text, apr_size_t length, apr_size_t *at)
{
    const unsigned char *octets = (const unsigned char *)text;

    for (apr_size_t i = 0; i < length;) {
        if (octets[i] < 0x80) {
            i++;
            continue;
        }
        apr_size_t step = character_length(octets + i, length - i);
        if (step == 0) {
            *at = i;
            return false;
        }
        i += step;
    }
    return true;
}

const char *ical_printable(apr_pool_t *pool, const char *value)
{
    apr_size_t length = strlen(value);

    if (length > EXCERPT) {
        length = EXCERPT;
        while (length > 0 && inside_character(value[length])) {
            length--;
        }
    }
    char *printable = apr_pstrmemdup(pool, value, length);
    for (char *c = printable; *c; c++) {
        *c = apr_iscntrl(*c) ? ' ' : *c == '"' ? '\'' : *c;
    }
    return printable;
}

const char *ical_excerpt(apr_pool_t *pool, const char *value)
{
    return apr_pstrcat(pool, "\"", ical_printable(pool, value), "\"", NULL);
}

const char *ical_without_excerpts(apr_pool_t *pool, const char *sentence)
{
    const char *rest = sentence, *open, *close;
    ical_buffer *out;

    if (sentence == NULL) {
        return NULL;
    }
    out = ical_buffer_make(pool, strlen(sentence) + 1);
    while ((open = strchr(rest, '"')) != NULL) {
        ical_buffer_add(out, rest, (apr_size_t)(open - rest));
        ical_buffer_add(out, "\"...\"", 5);
        close = strchr(open + 1, '"');
        rest = close ? close + 1 : "";
    }
    ical_buffer_add(out, rest, strlen(rest));
    return out->data;
}

const char *ical_upper(apr_pool_t *pool, const char *text)
{
    char *upper = apr_pstrdup(pool, text);

    for (char *c = upper; *c; c++) {
        *c = (char)apr_toupper(*c);
    }
    return upper;
}

char *ical_next_piece(apr_pool_t *pool, const char **rest, char separator,
                      bool escaped)
{
    const char *from = *rest;
    const char *end = from;

    if (from == NULL) {
        return NULL;
    }
    while (*end && *end != separator) {
        end += escaped && *end == '\\' && end[1] ? 2 : 1;
    }
    *rest = *end ? end + 1 : NULL;
    while (from < end && apr_isspace(*from)) {
        from++;
    }
    while (end > from && apr_isspace(end[-1])) {
        end--;
    }
    return apr_pstrmemdup(pool, from, (apr_size_t)(end - from));
}
