/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <apr_strings.h>

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

/** What an octet is in Windows-1252, which is ISO 8859-1 elsewhere. */
static unsigned int windows_1252(unsigned char octet)
{
    static const unsigned short from_80[] = {
        0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
        0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178
    };

    return octet >= 0x80 && octet < 0xa0 ? from_80[octet - 0x80] : octet;
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
    const unsigned char *from = (const unsigned char *)sent;
    char *text, *to;

    if (is_utf8(from)) {
        return sent;
    }
    text = to = apr_palloc(pool, 3 * strlen(sent) + 1);
    for (; *from; from++) {
        unsigned int c = windows_1252(*from);

        if (c < 0x80) {
            *to++ = (char)c;
        } else if (c < 0x800) {
            *to++ = (char)(0xc0 | c >> 6);
            *to++ = (char)(0x80 | (c & 0x3f));
        } else {
            *to++ = (char)(0xe0 | c >> 12);
            *to++ = (char)(0x80 | (c >> 6 & 0x3f));
            *to++ = (char)(0x80 | (c & 0x3f));
        }
    }
    *to = '\0';
    return text;
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
