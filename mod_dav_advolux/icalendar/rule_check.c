/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "rule_check.h"

#include <string.h>
#include <strings.h>

#include "fault.h"
#include "recurrence.h"
#include "rule.h"
#include "text.h"

#define ZONE "VTIMEZONE"

/* An empty rule is none. */
static const char *fault_of(apr_pool_t *pool, const char *value)
{
    rule r;

    return value[strspn(value, " \t")] ? rule_read(pool, value, &r) : NULL;
}

static const ical_fault *check_property(apr_pool_t *pool,
                                        const ical_property *property)
{
    const char *wrong = NULL;

    if (!strcmp(property->name, "RRULE") || !strcmp(property->name, "EXRULE")) {
        wrong = fault_of(pool, property->value);
    }
    return wrong
               ? ical_fault_make(pool,
                                 ical_rrule_precondition(pool, property->value),
                                 property->line, property->name, "%s", wrong)
               : NULL;
}

/* Depth is bounded by the parser. */
const ical_fault *rule_check(apr_pool_t *pool, const ical_node *root)
{
    const ical_member *members = (const ical_member *)root->members->elts;
    const ical_fault *fault = NULL;

    for (int i = 0; i < root->members->nelts && !fault; i++) {
        const ical_node *child = members[i].component;

        if (!child) {
            fault = check_property(pool, members[i].property);
        } else if (strcmp(child->name, ZONE)) {
            fault = rule_check(pool, child);
        }
    }
    return fault;
}

/* Behind a name at the beginning of a line; NULL if that has another. */
static const char *behind(const char *line, const char *end, const char *name)
{
    size_t length = strlen(name);

    return (size_t)(end - line) > length && !strncasecmp(line, name, length)
               ? line + length
               : NULL;
}

/* The value of the line of which `rest` is what follows the name, unfolded;
 * NULL if the name goes on. */
static const char *value_of(apr_pool_t *pool, const char *rest, const char *end)
{
    ical_buffer *line = ical_buffer_make(pool, 256);
    bool quoted = false;

    if (*rest != ':' && *rest != ';') {
        return NULL;
    }
    for (; rest < end; rest++) {
        if (*rest != '\n') {
            ical_buffer_add(line, rest, *rest != '\r');
        } else if (end - rest > 1 && (rest[1] == ' ' || rest[1] == '\t')) {
            rest++; /* a fold */
        } else {
            break;
        }
    }
    for (const char *c = line->data; *c; c++) {
        quoted ^= *c == '"';
        if (*c == ':' && !quoted) {
            return c + 1;
        }
    }
    return NULL;
}

bool rule_check_stored(apr_pool_t *pool, const char *text, apr_size_t length)
{
    const char *end = text + length, *line = text, *rest, *value;
    bool zone = false;

    while (line && line < end) {
        if (behind(line, end, "BEGIN:" ZONE)) {
            zone = true;
        } else if (behind(line, end, "END:" ZONE)) {
            zone = false;
        } else if (!zone &&
                   ((rest = behind(line, end, "RRULE")) ||
                    (rest = behind(line, end, "EXRULE"))) &&
                   (value = value_of(pool, rest, end)) &&
                   fault_of(pool, value)) {
            return false;
        }
        line = memchr(line, '\n', (size_t)(end - line));
        line = line ? line + 1 : NULL;
    }
    return true;
}
