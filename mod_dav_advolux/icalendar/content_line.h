/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file content_line.h
 * iCalendar text as a tree of components and content lines (RFC 5545 section
 * 3.1) that keeps every octet: what is not changed is written back exactly.
 * No meaning is given to values here.
 */
#ifndef ADVOLUX_CONTENT_LINE_H
#define ADVOLUX_CONTENT_LINE_H

#include <stdbool.h>
#include <apr_hash.h>
#include <apr_tables.h>

typedef struct ical_parameter {
    const char *name;  /**< upper case */
    const char *value; /**< unquoted; several values: joined by ',' */
} ical_parameter;

typedef struct ical_node ical_node;

typedef struct ical_property {
    const ical_node *node;          /**< the component that it is in */
    const char *name;               /**< upper case, group-free */
    apr_array_header_t *parameters; /**< of ical_parameter; may be empty */
    const char *tzid, *type;        /**< TZID and VALUE of them, or NULL: each
                                         time of a list asks for both */
    const char *value;              /**< unfolded, still escaped */
    const char *raw; /**< the octets as received, folds and line end
                          included */
    apr_size_t raw_length;
    int line; /**< 1-based line in the text */
} ical_property;

struct ical_node {
    const char *name; /**< upper case: "VCALENDAR", "VEVENT", ... */
    int line;         /**< of BEGIN */
    ical_node *parent;
    apr_array_header_t *members;     /**< of ical_member, in text order */
    const char *begin_raw, *end_raw; /**< BEGIN and END lines as received */
    apr_size_t begin_raw_length, end_raw_length;
    struct ical_tzids *tzids; /**< of the outermost: see tzid.h */
};

/** A member is a property or a child component. */
typedef struct ical_member {
    ical_property *property; /**< or NULL */
    ical_node *component;    /**< or NULL */
} ical_member;

/** What is wrong with a text, precisely enough to mend it. */
typedef struct ical_fault {
    const char *precondition; /**< RFC 4791 element name, e.g.
                                   "valid-calendar-data" */
    int line;                 /**< 1-based; 0: the whole text */
    const char *property;     /**< or component name; NULL if none */
    const char *reason;       /**< sentence naming line, property and rule,
                                   for whose text it is: see ical_excerpt() */
    const char *rule;         /**< sentence naming line and rule, with nothing
                                   of the text, for logs */
} ical_fault;

/** Limits against hostile input; checked before anything is allocated for it.
 */
typedef struct ical_limits {
    apr_size_t octets; /**< max-resource-size */
    int depth;         /**< nesting of components */
    int lines;         /**< content lines */
    int instances;     /**< further dates of one object (max-instances) */
    int overrides;     /**< changed instances of one object */
} ical_limits;

extern const ical_limits ical_limits_default; /* 1 MiB, 8, 20000, 20000, 1000 */

/** Parse; `text` must outlive the tree (raw points into it). Refuses NUL,
 * control characters, invalid UTF-8, unbalanced BEGIN/END, what is not one
 * VCALENDAR. Accepts LF and CRLF, a byte order mark, trailing blank lines.
 * NULL on success. */
const ical_fault *ical_parse(apr_pool_t *pool, const char *text,
                             apr_size_t length, const ical_limits *limits,
                             ical_node **root);

/** Parse what is stored already: it is not held to the limits for what comes
 * in, but for depth. */
const ical_fault *ical_parse_stored(apr_pool_t *pool, const char *text,
                                    apr_size_t length, ical_node **root);

/** First property of that name (upper case), or NULL. */
const ical_property *ical_find(const ical_node *node, const char *name);
/** Value of a parameter (upper case name), or NULL. */
const char *ical_param(const ical_property *property, const char *name);
/** TEXT value without backslash escapes; a backslash that escapes nothing
 * stays. */
const char *ical_unescape(apr_pool_t *pool, const char *value);

#endif
