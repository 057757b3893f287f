/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file journal_words.h
 * What a row of the journal says, as a sentence.
 */
#ifndef ADVOLUX_CTL_JOURNAL_WORDS_H
#define ADVOLUX_CTL_JOURNAL_WORDS_H

#include <apr_pools.h>

/** A row of advolux.journal; NULL where the column is. */
typedef struct journal_entry {
    const char *person;    /**< name, or login if there is none */
    const char *device;    /**< or program */
    const char *operation; /**< "put", "delete", ... */
    const char *kind;      /**< "appointment" or "task" */
    const char *item;      /**< id */
    const char *title;     /**< as it was, or as it is */
    const char *name;      /**< last segment of the href */
    const char *result;    /**< "done", "refused" or "healed" */
    const char *reason;
    const char *changes; /**< field \x1f what it was, joined by \x1e */
} journal_entry;

/** "Anna Hoffmann (iPhone) changed appointment 12 "Besprechung": title was
 * "Termin"." in the user's language. */
const char *journal_sentence(apr_pool_t *pool, const journal_entry *entry);

#endif
