/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "collation.h"

#include <stdbool.h>
#include <string.h>
#include <apr_strings.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

static const char *fold_octet(apr_pool_t *pool, const char *text)
{
    (void)pool;
    return text;
}

static const char *fold_ascii(apr_pool_t *pool, const char *text)
{
    char *folded = apr_pstrdup(pool, text);
    char *at;

    for (at = folded; *at; at++) {
        if (*at >= 'a' && *at <= 'z') {
            *at = (char)(*at - 'a' + 'A');
        }
    }
    return folded;
}

static bool is_ascii(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text > 0x7f) {
            return false;
        }
    }
    return true;
}

/** UTF-16 of `text`, each character in title case; the result's length in
 * *length. Invalid octets become U+FFFD. */
static UChar *title_case(apr_pool_t *pool, const char *text, int32_t *length)
{
    apr_size_t octets = strlen(text);
    UChar *source = apr_palloc(pool, (octets + 1) * sizeof *source);
    UChar *title = apr_palloc(pool, (2 * octets + 1) * sizeof *title);
    UErrorCode status = U_ZERO_ERROR;
    int32_t units = 0, at = 0, out = 0;

    u_strFromUTF8WithSub(source, (int32_t)octets + 1, &units, text,
                         (int32_t)octets, 0xFFFD, NULL, &status);
    if (U_FAILURE(status)) {
        return NULL;
    }
    while (at < units) {
        UChar32 character;

        U16_NEXT(source, at, units, character);
        character = u_totitle(character);
        U16_APPEND_UNSAFE(title, out, character);
    }
    *length = out;
    return title;
}

/** UTF-8 of the compatibility decomposition of UTF-16 text. */
static const char *decompose(apr_pool_t *pool, const UChar *text,
                             int32_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    UChar *units;
    char *octets;
    int32_t needed, octets_size, octets_length;

    if (U_FAILURE(status)) {
        return NULL;
    }
    needed = unorm2_normalize(nfkd, text, length, NULL, 0, &status);
    if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status)) {
        return NULL;
    }
    units = apr_palloc(pool, ((apr_size_t)needed + 1) * sizeof *units);
    status = U_ZERO_ERROR;
    needed = unorm2_normalize(nfkd, text, length, units, needed + 1, &status);
    octets_size = 3 * needed + 1;
    octets = apr_palloc(pool, (apr_size_t)octets_size);
    u_strToUTF8WithSub(octets, octets_size, &octets_length, units, needed,
                       0xFFFD, NULL, &status);
    return U_FAILURE(status) ? NULL : octets;
}

/** RFC 5051: title case, then full decomposition. */
static const char *fold_unicode(apr_pool_t *pool, const char *text)
{
    const char *folded;
    UChar *title;
    int32_t length;

    /* In ASCII, title case is upper case and nothing decomposes. */
    if (is_ascii(text)) {
        return fold_ascii(pool, text);
    }
    title = title_case(pool, text, &length);
    folded = title ? decompose(pool, title, length) : NULL;
    return folded ? folded : text;
}

const caldav_collation caldav_collations[] = {
    { "i;ascii-casemap", fold_ascii },
    { "i;octet", fold_octet },
    { "i;unicode-casemap", fold_unicode },
    { NULL, NULL }
};

const caldav_collation *caldav_collation_find(const char *name)
{
    const caldav_collation *collation;

    if (!name || strcmp(name, "default") == 0) {
        return &caldav_collations[0];
    }
    for (collation = caldav_collations; collation->name; collation++) {
        if (strcmp(collation->name, name) == 0) {
            return collation;
        }
    }
    return NULL;
}
