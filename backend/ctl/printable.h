/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file printable.h
 * Text for a terminal. Titles, device names and what a server answered are
 * strangers' words: a terminal must not obey them, nor show them in another
 * order than they are, or show two that differ as one. So what has no shape of
 * its own (Unicode's categories Cc, Cf, Cs, Zl, Zp: controls, bidi marks,
 * zero-width characters) is not printed as it is. All output of the tool that
 * is not JSON, a calendar or a picture goes through here.
 */
#ifndef ADVOLUX_PRINTABLE_H
#define ADVOLUX_PRINTABLE_H

#include <stdbool.h>
#include <stdio.h>

/** Columns that a text takes as printable_text() prints it, if each character
 * takes one. */
int printable_width(const char *text);

/** Print text as part of one line: line ends and tabs as blanks, other
 * characters without shape, and octets that are no UTF-8, as U+FFFD. */
void printable_text(FILE *out, const char *text);

/** printf whose result is printed so, but with its line ends (LF, CRLF). */
void printable_say(FILE *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Print JSON, or with `inside` a text as the inside of a JSON string: the same
 * characters as \\uXXXX, exact for programs and harmless for a terminal. */
void printable_json(FILE *out, const char *json, bool inside);

#endif
