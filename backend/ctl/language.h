/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file language.h
 * Sentences in English, and in German where LANG (LC_ALL, LC_MESSAGES) is.
 */
#ifndef ADVOLUX_CTL_LANGUAGE_H
#define ADVOLUX_CTL_LANGUAGE_H

#include <stdbool.h>

/** A sentence in both; printf-style, the same arguments in the same order
 * (or numbered: %1$s). */
typedef struct wording {
    const char *english, *german;
} wording;

/** Whether to speak German. */
bool language_is_german(void);

/** The one of the two that is to be shown. */
const char *language_of(const wording *w);

#endif
