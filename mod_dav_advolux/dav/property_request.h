/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file property_request.h
 * Which properties a request asks for, and the answer for one resource after
 * another (property_answer.c). What is the same for all members of a calendar
 * is written once.
 */
#ifndef ADVOLUX_PROPERTY_REQUEST_H
#define ADVOLUX_PROPERTY_REQUEST_H

#include "data_request.h"
#include "preference.h"
#include "property.h"

/** A property asked for. */
typedef struct property_item {
    const property_row *row;          /**< NULL: unknown */
    const apr_xml_elem *element;      /**< NULL in allprop and propname */
    const char *ns, *name;            /**< as for property_item_make */
    const char *open, *close, *empty; /**< its tags */
} property_item;

typedef struct property_request {
    apr_array_header_t *items; /**< of property_item */
    bool by_name;              /**< DAV:prop: name what is missing */
    bool names_only;           /**< DAV:propname */
    bool minimal;              /**< do not name what is missing */
    bool every;                /**< DAV:allprop or DAV:propname: the dead too */
    bool dead;                 /**< objects' dead properties are needed */
    bool content;              /**< objects' content is needed */
    const ical_shape *shape;   /**< of calendar-data; NULL: whole objects */
} property_request;

/** Read DAV:prop, DAV:allprop (with DAV:include) or DAV:propname below
 * `parent`; NULL for `parent` is allprop. With none of them a report asks for
 * no properties, and PROPFIND is refused. `place` is the request's. NULL on
 * success. */
dav_error *property_request_read(request_rec *r, const apr_xml_doc *doc,
                                 const apr_xml_elem *parent, dav_place place,
                                 bool report, property_request **request);

/** Whether libxml2, which many clients read with, takes that for the name of a
 * namespace; apr_xml keeps it escaped. */
bool property_is_namespace(const char *name);

/** Whether it can be the name of an element or attribute behind its prefix
 * (Namespaces in XML section 4); the parser takes any name of XML apart. */
bool property_is_name(const char *name);

/** 400 if the name of an element, an attribute or a namespace of the document
 * is none: an answer with it would be the end of the whole listing, as often as
 * clients ask (RFC 4918 section 8.2). NULL if all are. */
dav_error *property_check_names(request_rec *r, const apr_xml_doc *doc);

/** An item of a property by namespace (escaped, as apr_xml keeps it; "" for
 * none) and local name, with its tags; `row` is NULL if it is unknown. */
property_item property_item_make(apr_pool_t *pool, const property_row *row,
                                 const apr_xml_elem *element, const char *ns,
                                 const char *name);

/** Append the start tag, with xml:lang if the property has it there. */
void property_item_open(const property_item *item,
                        const property_target *target, markup *out);

/** The answer to a request for a kind of resource. */
typedef struct property_template property_template;

/** `target` stands for all that will be written; its member is not used. */
property_template *property_template_make(apr_pool_t *pool,
                                          const property_request *request,
                                          const property_target *target);

/** Append the DAV:propstat elements of one target. */
void property_template_write(property_template *template,
                             const property_target *target, markup *out);

#endif
