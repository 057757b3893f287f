/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <apr_strings.h>
#include <unicode/ucnv.h>

#include "login_name.h"

#define LOGIN_MAX 255 /* octets */

/** Octets of the UTF-8 character at `text`; 0 if it is none. */
static int utf8_length(const unsigned char *text)
{
    static const struct {
        unsigned char from, to;
        int length;
        unsigned char second_from, second_to;
    } forms[] = { { 0x01, 0x7f, 1, 0x00, 0xff }, { 0xc2, 0xdf, 2, 0x80, 0xbf },
                  { 0xe0, 0xe0, 3, 0xa0, 0xbf }, { 0xe1, 0xec, 3, 0x80, 0xbf },
                  { 0xed, 0xed, 3, 0x80, 0x9f }, { 0xee, 0xef, 3, 0x80, 0xbf },
                  { 0xf0, 0xf0, 4, 0x90, 0xbf }, { 0xf1, 0xf3, 4, 0x80, 0xbf },
                  { 0xf4, 0xf4, 4, 0x80, 0x8f } };
    apr_size_t i;
    int at;

    for (i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (*text < forms[i].from || *text > forms[i].to) {
            continue;
        }
        if (text[1] < forms[i].second_from || text[1] > forms[i].second_to) {
            return 0;
        }
        for (at = 2; at < forms[i].length; at++) {
            if ((text[at] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return forms[i].length;
    }
    return 0;
}

bool login_name_is_possible(const char *login)
{
    const unsigned char *at = (const unsigned char *)login;
    apr_size_t length = strlen(login);

    if (length == 0 || length > LOGIN_MAX) {
        return false;
    }
    while (*at) {
        int octets = utf8_length(at);

        if (octets == 0 || *at < 0x20 || *at == 0x7f ||
            (*at == 0xc2 && at[1] < 0xa0)) {
            return false;
        }
        at += octets;
    }
    return true;
}

static bool is_utf8(const unsigned char *text)
{
    while (*text) {
        int octets = utf8_length(text);

        if (octets == 0) {
            return false;
        }
        text += octets;
    }
    return true;
}

const char *login_text_utf8(apr_pool_t *pool, const char *sent)
{
    apr_size_t size = 3 * strlen(sent) + 1;
    UErrorCode status = U_ZERO_ERROR;
    char *text;

    if (is_utf8((const unsigned char *)sent)) {
        return sent;
    }
    text = apr_palloc(pool, size);
    ucnv_convert("UTF-8", "windows-1252", text, (int32_t)size, sent, -1,
                 &status);
    return U_SUCCESS(status) ? text : sent;
}

const char *login_name_unescape(apr_pool_t *pool, const char *user)
{
    char *login = apr_pstrdup(pool, user);
    char *at = login;

    while ((at = strstr(at, "%40")) != NULL) {
        *at++ = '@';
        memmove(at, at + 2, strlen(at + 2) + 1);
    }
    return login;
}
