/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "markup.h"

#include <apr_strings.h>

#define LONG_OCTETS 16384
#define REPLACEMENT "\xEF\xBF\xBD"

/* What an octet is to the escape loop: 0 passes. */
enum { PASS, AMP, LESS, GREATER, QUOTE, RETURN, FORBIDDEN, NONCHARACTER };

static const unsigned char octet_class[256] = {
    [0x00 ... 0x08] = FORBIDDEN,
    [0x0B] = FORBIDDEN,
    [0x0C] = FORBIDDEN,
    [0x0E ... 0x1F] = FORBIDDEN,
    ['\r'] = RETURN,
    ['&'] = AMP,
    ['<'] = LESS,
    ['>'] = GREATER,
    ['"'] = QUOTE,
    [0xEF] = NONCHARACTER, /* U+FFFE and U+FFFF begin so */
};

static const struct {
    const char *text;
    apr_size_t length;
} replacements[] = {
    [AMP] = { "&amp;", 5 },    [LESS] = { "&lt;", 4 },
    [GREATER] = { "&gt;", 4 }, [QUOTE] = { "&quot;", 6 },
    [RETURN] = { "&#13;", 5 }, [FORBIDDEN] = { REPLACEMENT, 3 },
};

void markup_init(markup *m, apr_pool_t *pool, apr_size_t size)
{
    m->pool = pool;
    m->size = size;
    m->length = 0;
    m->text = apr_palloc(pool, size);
}

void markup_grow(markup *m, apr_size_t more)
{
    apr_size_t size = m->size * 2;
    char *text;

    if (size - m->length < more) {
        size = m->length + more;
    }
    text = apr_palloc(m->pool, size);
    memcpy(text, m->text, m->length);
    m->text = text;
    m->size = size;
}

/* How long the text is when it is escaped, or more. */
static apr_size_t escaped_length(const unsigned char *text, apr_size_t length)
{
    apr_size_t octets = length;

    for (apr_size_t i = 0; i < length; i++) {
        unsigned char class = octet_class[text[i]];

        octets += class < NONCHARACTER ? replacements[class].length : 0;
    }
    return octets;
}

void markup_text(markup *m, const char *text, apr_size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    const unsigned char *end = s + length;
    const unsigned char *clean = s;

    /* A long text gets its room at once. */
    if (length > LONG_OCTETS) {
        apr_size_t octets = escaped_length(s, length);

        if (m->size - m->length < octets) {
            markup_grow(m, octets);
        }
    }
    while (s < end) {
        unsigned char class = octet_class[*s];

        if (class == PASS) {
            s++;
            continue;
        }
        if (class == NONCHARACTER) {
            if (end - s < 3 || s[1] != 0xBF || s[2] < 0xBE) {
                s++;
                continue;
            }
            markup_raw(m, (const char *)clean, (apr_size_t)(s - clean));
            markup_literal(m, REPLACEMENT);
            s += 3;
        } else {
            markup_raw(m, (const char *)clean, (apr_size_t)(s - clean));
            markup_raw(m, replacements[class].text, replacements[class].length);
            s++;
        }
        clean = s;
    }
    markup_raw(m, (const char *)clean, (apr_size_t)(s - clean));
}

void markup_href(markup *m, const char *href)
{
    markup_literal(m, "<D:href>");
    markup_quoted(m, href);
    markup_literal(m, "</D:href>");
}

const char *markup_copy(const markup *m, apr_pool_t *pool, apr_size_t start)
{
    return apr_pstrmemdup(pool, m->text + start, m->length - start);
}
