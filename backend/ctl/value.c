/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

#include "value.h"

/* --- what a value may look like ---------------------------------------------
 */

/* Whether text is as the pattern, in which d is a digit and a blank may be a T.
 */
static bool fits(const char *text, const char *pattern, size_t length)
{
    if (strlen(pattern) != length) {
        return false;
    }
    for (; *pattern; pattern++, text++) {
        if (*pattern == 'd'   ? !isdigit((unsigned char)*text)
            : *pattern == ' ' ? *text != ' ' && *text != 'T'
                              : *text != *pattern) {
            return false;
        }
    }
    return true;
}

static bool is_day(const char *text)
{
    return fits(text, "dddd-dd-dd", strlen(text));
}

static bool is_when_of(const char *text, size_t length)
{
    return fits(text, "dddd-dd-dd", length) ||
           fits(text, "dddd-dd-dd dd:dd", length) ||
           fits(text, "dddd-dd-dd dd:dd:dd", length);
}

/* Empty: none. */
static bool is_when(const char *text)
{
    return !*text || is_when_of(text, strlen(text));
}

static bool is_when_list(const char *text)
{
    bool good = true;

    while (*text && good) {
        size_t length;

        text += strspn(text, " ");
        length = strcspn(text, ",");
        good = is_when_of(text, length);
        text += length + (text[length] == ',');
    }
    return good;
}

static bool is_count(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits <= 9 && !text[digits];
}

static bool is_id(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits <= 18 && !text[digits];
}

/* PostgreSQL's names of units, as far as they are those of a calendar; it would
 * read a number without one as seconds. */
static bool is_unit(const char *text, size_t length)
{
    static const char *const units[] = { "minute", "hour",  "day", "week",
                                         "mon",    "month", "year" };

    length -= length > 1 && text[length - 1] == 's';
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strlen(units[i]) == length &&
            strncmp(text, units[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_age(const char *text)
{
    bool good = *text;

    if (strcmp(text, "0") == 0) {
        return true;
    }
    while (*text && good) {
        size_t digits = strspn(text, "0123456789"), letters;

        text += digits;
        text += strspn(text, " ");
        letters = strcspn(text, " 0123456789");
        good = digits > 0 && letters > 0 && is_unit(text, letters);
        text += letters;
        text += strspn(text, " ");
    }
    return good;
}

/* Of passwords (certificate.h). */
static bool is_source(const char *text)
{
    return strncmp(text, "file:", 5) == 0 || strncmp(text, "exec:", 5) == 0;
}

/* What differs first decides; a day is its first moment. */
bool value_is_later(const char *when, const char *other)
{
    while (*when && (*when == *other || !isdigit((unsigned char)*when))) {
        when++;
        other += *other != '\0';
    }
    return *when > *other;
}

/* --- kinds, by the word that --help has for them -----------------------------
 */

static const struct {
    const char *word;
    bool (*fits)(const char *text);
    const char *sentence;
} kinds[] = {
    { "WHEN", is_when, "a day is YYYY-MM-DD, a time \"YYYY-MM-DD HH:MM\"" },
    { "WHEN,...", is_when_list,
      "a day is YYYY-MM-DD, a time \"YYYY-MM-DD HH:MM\", parted by commas" },
    { "YYYY-MM-DD", is_day, "a day is YYYY-MM-DD" },
    { "AGE", is_age, "an age is such as \"2 months\" or \"1 year\"" },
    { "COUNT", is_count, "it is a number" },
    { "SOURCE", is_source, "it is file:PATH or exec:PROGRAM" },
    { "ID", is_id, "an ID is the number that list shows" },
};

/* One of the words of "a|b|c". */
static bool is_among(const char *choices, const char *text)
{
    size_t length = strlen(text);

    while (length > 0) {
        size_t each = strcspn(choices, "|");

        if (each == length && strncmp(choices, text, length) == 0) {
            return true;
        }
        if (!choices[each]) {
            break;
        }
        choices += each + 1;
    }
    return false;
}

/* Of "0-9" and "0-100"; empty: none. */
static bool is_in_range(const char *range, const char *text)
{
    return !*text || (is_count(text) && atoi(text) >= atoi(range) &&
                      atoi(text) <= atoi(strchr(range, '-') + 1));
}

const char *value_fault(apr_pool_t *pool, const char *word, const char *text)
{
    if (strchr(word, '|')) {
        return is_among(word, text) ? NULL
                                    : apr_pstrcat(pool, "it is ", word, NULL);
    }
    if (isdigit((unsigned char)*word)) {
        return is_in_range(word, text)
                   ? NULL
                   : apr_pstrcat(pool, "it is a number, ", word, NULL);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(word, kinds[i].word) == 0) {
            return kinds[i].fits(text) ? NULL : kinds[i].sentence;
        }
    }
    return NULL;
}
