/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file text.h
 * Text values and content lines as octets: escapes (RFC 5545 section 3.3.11),
 * folds (section 3.1), and the buffer that output is gathered in.
 */
#ifndef ADVOLUX_TEXT_H
#define ADVOLUX_TEXT_H

#include <stdbool.h>
#include <apr_pools.h>

/** Growing text in a pool; `data` ends in NUL. */
typedef struct ical_buffer {
    apr_pool_t *pool;
    char *data;
    apr_size_t length, size;
} ical_buffer;

ical_buffer *ical_buffer_make(apr_pool_t *pool, apr_size_t size);
void ical_buffer_add(ical_buffer *buffer, const char *octets,
                     apr_size_t length);

/** Add one content line, folded at 75 octets between UTF-8 characters, CRLF at
 * its end. */
void ical_buffer_add_line(ical_buffer *buffer, const char *line);

/** Text without the folds of its lines. */
const char *ical_unfold(apr_pool_t *pool, const char *text);

/** printf-style content line. */
void ical_buffer_line(ical_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** TEXT value with backslash escapes; what no calendar text may hold (control
 * characters other than \n and \t) is left out. */
const char *ical_escape(apr_pool_t *pool, const char *value);

/** Whether text is UTF-8 (RFC 3629) that XML 1.0 can carry as well; else the
 * offset of the first bad octet. */
bool ical_utf8_valid(const char *text, apr_size_t length, apr_size_t *at);

/** At most 60 octets of a value, cut between characters, without control
 * characters and double quotes. */
const char *ical_printable(apr_pool_t *pool, const char *value);

/** The same in double quotes. All that a sentence repeats of a client's text,
 * and nothing else in it, is in such quotes. */
const char *ical_excerpt(apr_pool_t *pool, const char *value);

/** A sentence without what its excerpts hold ("..."): for logs, which others
 * read than whose text it is. NULL of NULL. */
const char *ical_without_excerpts(apr_pool_t *pool, const char *sentence);

/** Upper case copy (ASCII). */
const char *ical_upper(apr_pool_t *pool, const char *text);

/** Next piece of a list at *rest, white space trimmed, and *rest moves behind
 * it; NULL at the end. Backslash protects a separator if `escaped`. */
char *ical_next_piece(apr_pool_t *pool, const char **rest, char separator,
                      bool escaped);

#endif
