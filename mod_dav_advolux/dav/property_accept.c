/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <apr_lib.h>
#include <apr_strings.h>

#include "property_value.h"
#include "timezone.h"
#include "zone_definition.h"

#define NAME_OCTETS_MAX 200
#define DESCRIPTION_OCTETS_MAX 4000
#define ORDER_DIGITS_MAX 9

const char *accept_displayname(apr_pool_t *pool, const char *text,
                               const char **sentence)
{
    char *value = apr_pstrdup(pool, text);

    if (strlen(text) > NAME_OCTETS_MAX) {
        *sentence = "A calendar's name has at most 200 octets of UTF-8.";
        return NULL;
    }
    for (char *s = value; *s; s++) {
        if (apr_iscntrl(*s)) {
            *s = ' ';
        }
    }
    return value;
}

const char *accept_description(apr_pool_t *pool, const char *text,
                               const char **sentence)
{
    (void)pool;
    if (strlen(text) > DESCRIPTION_OCTETS_MAX) {
        *sentence = "A calendar's description has at most 4000 octets of "
                    "UTF-8.";
        return NULL;
    }
    return text;
}

const char *accept_color(apr_pool_t *pool, const char *text,
                         const char **sentence)
{
    apr_size_t length = strlen(text);
    char *value = apr_pstrdup(pool, text);

    if (length == 0) {
        return value; /* back to what Advolux says */
    }
    if (text[0] != '#' || (length != 7 && length != 9) ||
        strspn(text + 1, "0123456789abcdefABCDEF") != length - 1) {
        *sentence = "A calendar's colour is #RRGGBB or #RRGGBBAA.";
        return NULL;
    }
    for (char *s = value; *s; s++) {
        *s = (char)apr_toupper(*s);
    }
    return value;
}

const char *accept_order(apr_pool_t *pool, const char *text,
                         const char **sentence)
{
    const char *digits = text + (*text == '-' || *text == '+');
    apr_size_t length = strspn(digits, "0123456789");

    if (!*text) {
        return text;
    }
    if (length == 0 || length > ORDER_DIGITS_MAX || digits[length]) {
        *sentence = "A calendar's order is a whole number of up to nine "
                    "digits.";
        return NULL;
    }
    return *text == '+' ? apr_pstrdup(pool, digits) : text;
}

/* RFC 4791 section 5.2.2. The zone is kept by its name: that of a definition of
 * the client's own must have one that calendar-timezone-id can say. */
const char *accept_timezone(apr_pool_t *pool, const char *text,
                            const char **sentence)
{
    const char *name;

    if (!zone_definition_read(pool, text, &name)) {
        *sentence = "calendar-timezone is a VCALENDAR with one VTIMEZONE.";
    } else if (!name || *name == '<') {
        *sentence = "The VTIMEZONE must be of an IANA time zone, such as "
                    "Europe/Berlin.";
        name = NULL;
    }
    return name;
}

/* RFC 7809 section 5.2. */
const char *accept_timezone_id(apr_pool_t *pool, const char *text,
                               const char **sentence)
{
    const char *name = ical_zone_named(pool, text);

    if (!name) {
        *sentence = "calendar-timezone-id is an IANA time zone, such as "
                    "Europe/Berlin.";
    }
    return name;
}
