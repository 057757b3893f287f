/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file markup.h
 * A growing buffer of XML text. Plain appends and one escape loop: see
 * tests/bench/xml_writer.c for what libxml2's writers cost instead.
 */
#ifndef ADVOLUX_MARKUP_H
#define ADVOLUX_MARKUP_H

#include <string.h>
#include <apr_pools.h>

typedef struct markup {
    char *text; /**< not terminated */
    apr_size_t length, size;
    apr_pool_t *pool;
} markup;

void markup_init(markup *m, apr_pool_t *pool, apr_size_t size);

/** Make room for `more` octets. */
void markup_grow(markup *m, apr_size_t more);

/** Append octets that are XML already. */
static inline void markup_raw(markup *m, const char *text, apr_size_t length)
{
    if (m->size - m->length < length) {
        markup_grow(m, length);
    }
    memcpy(m->text + m->length, text, length);
    m->length += length;
}

#define markup_literal(m, text) markup_raw((m), "" text, sizeof(text) - 1)

static inline void markup_string(markup *m, const char *text)
{
    markup_raw(m, text, strlen(text));
}

/** Append UTF-8 text as character data, good in attribute values too. CR
 * becomes a reference, since parsers would turn it to LF; characters that XML
 * 1.0 cannot hold become U+FFFD. */
void markup_text(markup *m, const char *text, apr_size_t length);

static inline void markup_quoted(markup *m, const char *text)
{
    markup_text(m, text, strlen(text));
}

/** Append `<D:href>href</D:href>`. */
void markup_href(markup *m, const char *href);

/** The octets from `start` on, terminated, in `pool`. */
const char *markup_copy(const markup *m, apr_pool_t *pool, apr_size_t start);

#endif
