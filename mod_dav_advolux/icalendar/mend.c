/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "mend.h"

#include <string.h>

#include "fault.h"

typedef struct mending {
    const char *next, *end;
    bool feeds; /* the text has LF */
    bool changed;
    char *to;
} mending;

static void copy(mending *m, apr_size_t count)
{
    memcpy(m->to, m->next, count);
    m->to += count;
    m->next += count;
}

static void leave_out(mending *m, apr_size_t count)
{
    m->next += count;
    m->changed = true;
}

/* How many octets a fold takes at `at`, 0 if there is none. Some programs fold
 * by a CR alone, which has no other meaning before a blank. */
static apr_size_t fold_length(const char *at, const char *end)
{
    const char *blank = at;

    blank += blank < end && *blank == '\r';
    blank += blank < end && *blank == '\n';
    return blank > at && blank < end && (*blank == ' ' || *blank == '\t')
               ? (apr_size_t)(blank + 1 - at)
               : 0;
}

/* Octets that follow the first one of a character. */
static int following(unsigned char first)
{
    return first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
}

/* A character of several octets; what folds it stands behind it then. */
static void take_character(mending *m)
{
    int left = following((unsigned char)*m->next);
    const char *folds = NULL;
    apr_size_t fold;

    copy(m, 1);
    while (left > 0 && m->next < m->end) {
        fold = fold_length(m->next, m->end);
        if (fold && m->next + fold < m->end &&
            ((unsigned char)m->next[fold] & 0xC0) == 0x80) {
            folds = m->next;
            leave_out(m, fold);
        } else if (((unsigned char)*m->next & 0xC0) == 0x80) {
            copy(m, 1);
            left--;
        } else {
            break;
        }
    }
    if (folds && m->next < m->end && *m->next != '\r' && *m->next != '\n') {
        memcpy(m->to, "\r\n ", 3);
        m->to += 3;
    }
}

static void take_return(mending *m)
{
    bool last = m->next + 1 == m->end;

    if (!last && m->next[1] == '\n') {
        copy(m, 2);
    } else if (last || !m->feeds || fold_length(m->next, m->end)) {
        memcpy(m->to, "\r\n", 2);
        m->to += 2;
        leave_out(m, 1);
    } else {
        leave_out(m, 1);
    }
}

/* U+FFFE and U+FFFF, which XML has not. */
static bool is_no_character(const mending *m)
{
    return m->end - m->next >= 3 && !memcmp(m->next, "\xEF\xBF", 2) &&
           (unsigned char)m->next[2] >= 0xBE;
}

static void take(mending *m)
{
    unsigned char c = (unsigned char)*m->next;

    if (c == '\r') {
        take_return(m);
    } else if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F) {
        leave_out(m, 1);
    } else if (is_no_character(m)) {
        leave_out(m, 3);
    } else if (c >= 0x80) {
        take_character(m);
    } else {
        copy(m, 1);
    }
}

/* Whether there may be anything to mend: texts nearly never need a copy. */
static bool is_suspect(const char *text, apr_size_t length)
{
    for (apr_size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        char next = i + 1 < length ? text[i + 1] : '\0';

        if ((c == '\r' && next != '\n') ||
            (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F ||
            (c >= 0x80 && (next == '\r' || next == '\n' || c == 0xEF))) {
            return true;
        }
    }
    return false;
}

static int line_of(const char *text, const char *at)
{
    int line = 1;

    for (; text < at; text++) {
        line += *text == '\n';
    }
    return line;
}

const ical_fault *ical_mend(apr_pool_t *pool, const char **text,
                            apr_size_t *length, const ical_limits *limits)
{
    const char *nul = memchr(*text, '\0', *length);
    mending m = { .next = *text, .end = *text + *length };
    char *mended;

    if (*length > limits->octets) {
        return ical_fault_make(pool, MAX_SIZE, 0, NULL,
                               "The object has %" APR_SIZE_T_FMT " octets; at "
                               "most %" APR_SIZE_T_FMT " are stored.",
                               *length, limits->octets);
    }
    if (nul) {
        return ical_fault_make(pool, VALID_DATA, line_of(*text, nul), NULL,
                               "Control character 0x00 is not allowed in "
                               "iCalendar text (RFC 5545 section 3.1).");
    }
    if (!is_suspect(*text, *length)) {
        return NULL;
    }
    /* A CR that becomes CRLF, and a fold of two octets that becomes one of
     * three, are what makes a text longer. */
    m.to = mended = apr_palloc(pool, *length * 2 + 1);
    m.feeds = memchr(*text, '\n', *length) != NULL;
    while (m.next < m.end) {
        take(&m);
    }
    *m.to = '\0';
    if (m.changed) {
        *text = mended;
        *length = (apr_size_t)(m.to - mended);
    }
    return NULL;
}
