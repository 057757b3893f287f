/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "printable.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#define SHAPELESS \
    (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)
#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* The next character, which takes the octets from *text to `end`, and whether
 * it may be printed; below 0: they are no UTF-8. */
static UChar32 next(const char *text, const char **end, bool *shown)
{
    int32_t at = 0;
    UChar32 c;

    U8_NEXT(text, at, -1, c);
    *end = text + at;
    *shown = c >= 0 && !(U_GET_GC_MASK(c) & SHAPELESS);
    return c;
}

int printable_width(const char *text)
{
    int columns = 0;
    bool shown;

    for (; *text; columns++) {
        next(text, &text, &shown);
    }
    return columns;
}

static void print(FILE *out, const char *text, bool lines)
{
    const char *end;
    bool shown;

    for (; *text; text = end) {
        UChar32 c = next(text, &end, &shown);

        if (shown || (lines && c == '\n')) {
            fwrite(text, 1, (size_t)(end - text), out);
        } else if (!lines || c != '\r') {
            fputs(c == '\n' || c == '\r' || c == '\t' ? " " : REPLACEMENT, out);
        }
    }
}

void printable_text(FILE *out, const char *text)
{
    print(out, text, false);
}

void printable_say(FILE *out, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) >= 0) {
        print(out, text, true);
        free(text);
    }
    va_end(arguments);
}

void printable_json(FILE *out, const char *json, bool inside)
{
    const char *end;
    bool shown;

    for (; *json; json = end) {
        UChar32 c = next(json, &end, &shown);

        if (inside ? shown && c != '"' && c != '\\' : shown || c == '\n') {
            fwrite(json, 1, (size_t)(end - json), out);
        } else if (c > 0xFFFF) {
            fprintf(out, "\\u%04x\\u%04x", U16_LEAD(c), U16_TRAIL(c));
        } else {
            fprintf(out, "\\u%04x", c < 0 ? 0xFFFD : (unsigned)c);
        }
    }
}
