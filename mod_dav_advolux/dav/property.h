/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file property.h
 * The live properties: one table row each, used by PROPFIND, PROPPATCH and
 * every report.
 */
#ifndef ADVOLUX_PROPERTY_H
#define ADVOLUX_PROPERTY_H

#include <apr_xml.h>

#include "markup.h"
#include "resource.h"
#include "staff.h"

/** What a property is asked of. What the place has is set, the rest is NULL:
 * principal from PLACE_ROOT to PLACE_HOME, calendar from PLACE_CALENDAR down,
 * member for PLACE_OBJECT. */
typedef struct property_target {
    request_rec *r;
    const char *root;
    const char *login;
    advolux_path path;
    const advolux_principal *principal;
    const advolux_calendar *calendar;
    const advolux_calendar *home; /**< the calendar that keeps what is the
                                       home's and the principal's: with it */
    const apr_array_header_t *calendars; /**< of the caller's home */
    const advolux_member *member;
    const advolux_entry *entry;     /**< of the member; with its content */
    const apr_array_header_t *kept; /**< of the member: advolux_property; NULL
                                         if it has none or none is asked for */
    const char *content;            /**< only if the request needs it */
    apr_size_t content_length;
    const char *data; /**< content as calendar-data shows it */
    apr_size_t data_length;
    apr_pool_t *scratch;
} property_target;

typedef struct property_row property_row;

/** Append the value; false if the target has none (404). `element` is the
 * property as the client asked for it, or NULL. */
typedef bool property_write(const property_target *target,
                            const property_row *row,
                            const apr_xml_elem *element, markup *out);

/** Check a value that a client sets: the value to store, or NULL with the
 * sentence that says what is accepted. */
typedef const char *property_accept(apr_pool_t *pool, const char *text,
                                    const char **sentence);

/** The set of places where a property is defined. */
#define AT(place) (1u << (place))
#define AT_COLLECTIONS \
    (AT(PLACE_ROOT) | AT(PLACE_PRINCIPALS) | AT(PLACE_PRINCIPAL) | \
     AT(PLACE_HOMES) | AT(PLACE_HOME) | AT(PLACE_CALENDAR))
#define AT_ANY (AT_COLLECTIONS | AT(PLACE_OBJECT))

enum property_flags {
    IN_ALLPROP = 1,    /**< RFC 4918's own */
    PER_MEMBER = 2,    /**< differs between objects of a calendar */
    NEEDS_CONTENT = 4, /**< of the object */
    REPORT_ONLY = 8,   /**< not a property for PROPFIND */
    HAS_LANGUAGE = 16, /**< xml:lang is kept (RFC 4918 section 4.3) */
    KEPT_CHOICE = 32   /**< a client's choice is kept as a dead property is, and
                            stands for what the row writes */
};

struct property_row {
    const char *ns;
    const char *name;
    unsigned places;
    unsigned flags;
    property_write *write;   /**< NULL: known, but never has a value */
    const char *text;        /**< the value that write_constant writes */
    dav_place refers;        /**< its value is the href of this place of the
                                  caller's, or PLACE_NONE */
    property_accept *accept; /**< NULL: protected, but for KEPT_CHOICE */
    const char *refusal;     /**< what DAV:error holds if accept says no, with
                                  403; NULL: 409 */
    apr_size_t change_field; /**< offset in advolux_calendar_change */
};

/** What a client set of a name that has no row, or one of KEPT_CHOICE: the
 * whole element, or NULL. */
const char *property_kept_find(const property_target *target, const char *ns,
                               const char *name);

/** The target's dead properties one by one: *i is 0 at first, the answer NULL
 * at the end. */
const advolux_property *property_kept_next(const property_target *target,
                                           int *i);

/** What a place is to those who set properties of their own. */
advolux_keeper property_keeper(dav_place place);

/** Ended by a row without name. */
extern const property_row property_rows[];

/** The row of a property, or NULL if it is unknown. */
const property_row *property_find(const char *ns, const char *name);

/** The prefix that the multistatus declares for a namespace, or NULL. */
const char *property_prefix(const char *ns);

/** The namespace of an element, escaped as apr_xml keeps it; "" for none. */
const char *property_element_ns(const apr_xml_doc *doc,
                                const apr_xml_elem *element);

/** Whether an element has that name and namespace. */
bool property_element_is(const apr_xml_doc *doc, const apr_xml_elem *element,
                         const char *ns, const char *name);

/** First child with that name and namespace, or NULL. */
const apr_xml_elem *property_child(const apr_xml_doc *doc,
                                   const apr_xml_elem *parent, const char *ns,
                                   const char *name);

/** All character data directly in an element, without white space around. */
const char *property_element_text(apr_pool_t *pool,
                                  const apr_xml_elem *element);

#endif
