/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "content_line.h"

#include <limits.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "fault.h"
#include "text.h"
#include "tzid.h"

const ical_limits ical_limits_default = { 1024 * 1024, 8, 20000, 20000, 1000 };

typedef struct parser {
    apr_pool_t *pool;
    const char *next, *end;
    int line; /* of `next` */
    int depth;
    const ical_limits *limits;
    char *unfolded;           /* room for the rest of the text, unfolded */
    apr_array_header_t *none; /* shared empty parameter list */
    ical_node *root, *node;
} parser;

/* Everything that costs nothing to check, before anything is allocated. */
static const ical_fault *check_octets(apr_pool_t *pool, const char *text,
                                      apr_size_t length,
                                      const ical_limits *limits)
{
    apr_size_t bad = length;
    int line = 1, logical = 0;

    if (length > limits->octets) {
        return ical_fault_make(pool, MAX_SIZE, 0, NULL,
                               "The object has %" APR_SIZE_T_FMT " octets; at "
                               "most %" APR_SIZE_T_FMT " are stored.",
                               length, limits->octets);
    }
    bool utf8 = ical_utf8_valid(text, length, &bad);
    for (apr_size_t i = 0; i < bad; i++) {
        unsigned char c = (unsigned char)text[i];
        bool bare_cr = c == '\r' && (i + 1 == length || text[i + 1] != '\n');
        if (c == '\n') {
            line++;
            logical +=
                i + 1 < length && text[i + 1] != ' ' && text[i + 1] != '\t';
        } else if (bare_cr || (c < 0x20 && c != '\t' && c != '\r') ||
                   c == 0x7F) {
            return ical_fault_make(pool, VALID_DATA, line, NULL,
                                   "Control character 0x%02X is not allowed "
                                   "in iCalendar text (RFC 5545 section 3.1).",
                                   c);
        }
    }
    if (!utf8) {
        return ical_fault_make(pool, VALID_DATA, line, NULL,
                               "The text is not valid UTF-8 (RFC 5545 section "
                               "3.1.4).");
    }
    if (logical >= limits->lines) {
        return ical_fault_make(pool, MAX_SIZE, 0, NULL,
                               "The object has more than %d lines.",
                               limits->lines);
    }
    return NULL;
}

/* Take one content line: its raw octets with blank lines behind it, and its
 * text without folds. false at the end of the text. */
static bool take_line(parser *p, const char **raw, apr_size_t *raw_length,
                      int *line, char **content)
{
    char *to = p->unfolded;

    if (p->next == p->end) {
        return false;
    }
    *raw = p->next;
    *content = to;
    *line = p->line;
    for (;;) {
        const char *newline =
            memchr(p->next, '\n', (apr_size_t)(p->end - p->next));
        const char *stop = newline ? newline : p->end;
        const char *text_end =
            stop > p->next && stop[-1] == '\r' ? stop - 1 : stop;
        memcpy(to, p->next, (apr_size_t)(text_end - p->next));
        to += text_end - p->next;
        p->next = newline ? newline + 1 : p->end;
        p->line += newline != NULL;
        if (p->next < p->end && (*p->next == ' ' || *p->next == '\t')) {
            p->next++;
        } else if (p->next < p->end && (*p->next == '\n' || *p->next == '\r')) {
            continue; /* a blank line belongs to the one before */
        } else {
            break;
        }
    }
    *to = '\0';
    p->unfolded = to + 1;
    *raw_length = (apr_size_t)(p->next - *raw);
    return true;
}

static bool name_character(char c)
{
    return apr_isalnum(c) || c == '-' || c == '_' || c == '/';
}

/* Read ";NAME=value" at *at, dropping quotes; NULL on success. */
static const char *take_parameter(parser *p, ical_property *property, char **at)
{
    char *name = ++*at;
    char *from = name;

    while (name_character(*from) || *from == '.') {
        *from = (char)apr_toupper(*from);
        from++;
    }
    char *name_end = from;
    char *to = from;
    const char *value = from;
    if (*from == '=') {
        bool quoted = false;
        value = to = ++from;
        for (; *from && (quoted || (*from != ';' && *from != ':')); from++) {
            if (*from == '"') {
                quoted = !quoted;
            } else {
                *to++ = *from;
            }
        }
        if (quoted) {
            return "A quoted parameter value is not closed (RFC 5545 section "
                   "3.2).";
        }
    }
    if (name_end == name || (*from != ';' && *from != ':')) {
        return "A parameter is not of the form NAME=value (RFC 5545 section "
               "3.2).";
    }
    *at = from;
    if (property->parameters == p->none) {
        property->parameters =
            apr_array_make(p->pool, 2, sizeof(ical_parameter));
    }
    ical_parameter *parameter = apr_array_push(property->parameters);
    parameter->name =
        apr_pstrmemdup(p->pool, name, (apr_size_t)(name_end - name));
    parameter->value = apr_pstrmemdup(p->pool, value, (apr_size_t)(to - value));
    if (!property->tzid && !strcmp(parameter->name, "TZID")) {
        property->tzid = parameter->value;
    } else if (!property->type && !strcmp(parameter->name, "VALUE")) {
        property->type = parameter->value;
    }
    return NULL;
}

static const ical_fault *take_property(parser *p, char *content,
                                       ical_property *property)
{
    char *at = content;
    const char *name = content;

    property->parameters = p->none;
    property->tzid = property->type = NULL;
    while (name_character(*at) || *at == '.') {
        if (*at == '.') {
            name = at + 1;
        }
        *at = (char)apr_toupper(*at);
        at++;
    }
    if (at == name || (*at != ';' && *at != ':')) {
        return ical_fault_make(p->pool, VALID_DATA, property->line, NULL,
                               "%s is not a content line NAME:value (RFC "
                               "5545 section 3.1).",
                               ical_excerpt(p->pool, content));
    }
    property->name = apr_pstrmemdup(p->pool, name, (apr_size_t)(at - name));
    while (*at == ';') {
        const char *wrong = take_parameter(p, property, &at);
        if (wrong) {
            return ical_fault_make(p->pool, VALID_DATA, property->line,
                                   property->name, "%s", wrong);
        }
    }
    property->value = at + 1;
    return NULL;
}

static const ical_fault *open_component(parser *p, const ical_property *begin)
{
    const char *rest = begin->value;
    const char *name =
        ical_upper(p->pool, ical_next_piece(p->pool, &rest, '\0', false));

    if (p->node == NULL && (p->root || strcmp(name, "VCALENDAR"))) {
        return ical_fault_make(p->pool, VALID_DATA, begin->line, name,
                               "A calendar object is exactly one VCALENDAR "
                               "(RFC 4791 section 4.1).");
    }
    if (++p->depth > p->limits->depth) {
        return ical_fault_make(p->pool, VALID_DATA, begin->line, name,
                               "Components are nested more than %d deep.",
                               p->limits->depth);
    }
    ical_node *node = apr_pcalloc(p->pool, sizeof(*node));
    node->name = name;
    node->line = begin->line;
    node->parent = p->node;
    node->members =
        apr_array_make(p->pool, p->node ? 16 : 8, sizeof(ical_member));
    node->begin_raw = begin->raw;
    node->begin_raw_length = begin->raw_length;
    if (p->node) {
        ical_member *member = apr_array_push(p->node->members);
        member->property = NULL;
        member->component = node;
    } else {
        p->root = node;
        node->tzids = apr_pcalloc(p->pool, sizeof(*node->tzids));
        node->tzids->zones = apr_hash_make(p->pool);
    }
    p->node = node;
    return NULL;
}

static const ical_fault *close_component(parser *p, const ical_property *end)
{
    const char *rest = end->value;
    const char *name = ical_next_piece(p->pool, &rest, '\0', false);

    if (p->node == NULL || strcasecmp(name, p->node->name)) {
        return ical_fault_make(
            p->pool, VALID_DATA, end->line, "END",
            "END:%s does not close BEGIN:%s.", ical_excerpt(p->pool, name),
            p->node ? ical_excerpt(p->pool, p->node->name) : "none");
    }
    p->node->end_raw = end->raw;
    p->node->end_raw_length = end->raw_length;
    p->node = p->node->parent;
    p->depth--;
    return NULL;
}

static const ical_fault *take_member(parser *p, ical_property *property,
                                     char *content)
{
    const ical_fault *fault = take_property(p, content, property);

    if (fault) {
        return fault;
    }
    if (!strcmp(property->name, "BEGIN")) {
        return open_component(p, property);
    }
    if (!strcmp(property->name, "END")) {
        return close_component(p, property);
    }
    if (p->node == NULL) {
        return ical_fault_make(p->pool, VALID_DATA, property->line,
                               property->name,
                               "The text is outside of "
                               "BEGIN:VCALENDAR and END:VCALENDAR.");
    }
    property->node = p->node;
    ical_member *member = apr_array_push(p->node->members);
    member->property = apr_pmemdup(p->pool, property, sizeof(*property));
    member->component = NULL;
    return NULL;
}

/* Octets before the first content line (a byte order mark, blank lines). */
static const char *skip_preface(parser *p)
{
    const char *start = p->next;

    if (p->end - p->next >= 3 && !memcmp(p->next, "\xEF\xBB\xBF", 3)) {
        p->next += 3;
    }
    while (p->next < p->end && (*p->next == '\n' || *p->next == '\r')) {
        p->line += *p->next++ == '\n';
    }
    return start;
}

const ical_fault *ical_parse(apr_pool_t *pool, const char *text,
                             apr_size_t length, const ical_limits *limits,
                             ical_node **root)
{
    const ical_fault *fault = check_octets(pool, text, length, limits);
    char *content;

    *root = NULL;
    if (fault) {
        return fault;
    }
    parser p = { .pool = pool,
                 .next = text,
                 .end = text + length,
                 .line = 1,
                 .limits = limits };
    const char *start = skip_preface(&p);
    /* Each content line needs its text and a NUL where its line end was; the
     * last one may have no line end. */
    p.unfolded = apr_palloc(pool, length + 2);
    p.none = apr_array_make(pool, 1, sizeof(ical_parameter));

    ical_property property = { 0 };
    while (take_line(&p, &property.raw, &property.raw_length, &property.line,
                     &content)) {
        if (p.root == NULL) {
            property.raw_length += (apr_size_t)(property.raw - start);
            property.raw = start;
        }
        fault = take_member(&p, &property, content);
        if (fault) {
            return fault;
        }
    }
    if (p.node) {
        return ical_fault_make(pool, VALID_DATA, p.node->line, p.node->name,
                               "The component has no END.");
    }
    if (p.root == NULL) {
        return ical_fault_make(pool, VALID_DATA, 0, NULL,
                               "The text holds no BEGIN:VCALENDAR.");
    }
    *root = p.root;
    return NULL;
}

const ical_property *ical_find(const ical_node *node, const char *name)
{
    const ical_member *members = (const ical_member *)node->members->elts;

    for (int i = 0; i < node->members->nelts; i++) {
        if (members[i].property && !strcmp(members[i].property->name, name)) {
            return members[i].property;
        }
    }
    return NULL;
}

const char *ical_param(const ical_property *property, const char *name)
{
    const ical_parameter *parameters =
        (const ical_parameter *)property->parameters->elts;

    for (int i = 0; i < property->parameters->nelts; i++) {
        if (!strcmp(parameters[i].name, name)) {
            return parameters[i].value;
        }
    }
    return NULL;
}

const ical_fault *ical_parse_stored(apr_pool_t *pool, const char *text,
                                    apr_size_t length, ical_node **root)
{
    ical_limits limits = {
        .octets = length,
        .depth = ical_limits_default.depth,
        .lines = INT_MAX,
        .instances = INT_MAX,
        .overrides = INT_MAX,
    };

    return ical_parse(pool, text, length, &limits, root);
}
