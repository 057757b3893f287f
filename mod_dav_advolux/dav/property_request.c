/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include <apr_strings.h>

#include <libxml/tree.h>
#include <libxml/uri.h>

#include "property_request.h"

#define ITEMS_MAX 1000
#define NAMESPACE_OCTETS_MAX 1000

property_item property_item_make(apr_pool_t *pool, const property_row *row,
                                 const apr_xml_elem *element, const char *ns,
                                 const char *name)
{
    property_item item = {
        .row = row, .element = element, .ns = ns, .name = name
    };
    const char *prefix = property_prefix(ns), *declared = "";

    if (!prefix && *ns) {
        prefix = "X";
        declared = apr_pstrcat(pool, " xmlns:X=\"", ns, "\"", NULL);
    }
    if (prefix) {
        name = apr_pstrcat(pool, prefix, ":", name, NULL);
    }
    item.open = apr_pstrcat(pool, "<", name, declared, ">", NULL);
    item.close = apr_pstrcat(pool, "</", name, ">", NULL);
    item.empty = apr_pstrcat(pool, "<", name, declared, "/>", NULL);
    return item;
}

/* `object`: the request is for one, so that its content costs nothing more. */
static void add_item(property_request *request, apr_pool_t *pool,
                     const property_row *row, const apr_xml_elem *element,
                     const char *ns, const char *name, bool object)
{
    APR_ARRAY_PUSH(request->items, property_item) =
        property_item_make(pool, row, element, ns, name);
    if (row && row->flags & NEEDS_CONTENT && !request->names_only &&
        (element || object)) {
        request->content = true;
    }
}

static dav_error *fault(request_rec *r, const char *sentence)
{
    return advolux_bad_request(r, HTTP_BAD_REQUEST, sentence);
}

bool property_is_namespace(const char *name)
{
    xmlURIPtr uri;

    if (!*name) {
        return true;
    }
    if (strlen(name) > NAMESPACE_OCTETS_MAX) {
        return false; /* it is repeated with each property that it is in */
    }
    if (strstr(name, "&lt;") || strstr(name, "&gt;") ||
        strstr(name, "&quot;")) {
        return false;
    }
    uri = xmlParseURI(name);
    if (uri) {
        xmlFreeURI(uri);
    }
    return uri != NULL;
}

bool property_is_name(const char *name)
{
    return xmlValidateNCName((const xmlChar *)name, 0) == 0;
}

static bool has_names(const apr_xml_elem *element)
{
    const apr_xml_attr *attr = element->attr;

    while (attr && property_is_name(attr->name)) {
        attr = attr->next;
    }
    return !attr && property_is_name(element->name);
}

/* The element after this one as the text has them; NULL: none. */
static const apr_xml_elem *following(const apr_xml_elem *element)
{
    if (element->first_child) {
        return element->first_child;
    }
    while (element && !element->next) {
        element = element->parent;
    }
    return element ? element->next : NULL;
}

dav_error *property_check_names(request_rec *r, const apr_xml_doc *doc)
{
    const apr_array_header_t *names = doc->namespaces;

    for (const apr_xml_elem *element = doc->root; element;
         element = following(element)) {
        if (!has_names(element)) {
            return fault(r, "Behind its prefix the name of an element or "
                            "attribute must begin with a letter or '_' and "
                            "have no ':'.");
        }
    }

    for (int i = 0; i < names->nelts; i++) {
        if (!property_is_namespace(APR_XML_GET_URI_ITEM(names, i))) {
            return fault(r, "The name of a namespace must be a URI (RFC "
                            "3986) of at most 1000 octets.");
        }
    }
    return NULL;
}

/* CALDAV:calendar-data may name a media type (RFC 4791 section 9.6). */
static bool is_supported_data(const apr_xml_elem *element)
{
    for (const apr_xml_attr *attr = element->attr; attr; attr = attr->next) {
        if ((!strcmp(attr->name, "content-type") &&
             strcasecmp(attr->value, "text/calendar")) ||
            (!strcmp(attr->name, "version") && strcmp(attr->value, "2.0"))) {
            return false;
        }
    }
    return true;
}

/* The shape that calendar-data asks for with the zones of the header. */
static const ical_shape *with_zones(request_rec *r, const ical_shape *shape)
{
    ical_shape *made = apr_pcalloc(r->pool, sizeof *made);

    if (shape) {
        *made = *shape;
    }
    made->zones = advolux_zones_wanted(r);
    return made->zones == ICAL_ZONES_AS_KEPT ? shape : made;
}

static bool is_asked(const property_request *request, const char *ns,
                     const char *name)
{
    for (int i = 0; i < request->items->nelts; i++) {
        const property_item *item =
            &APR_ARRAY_IDX(request->items, i, property_item);

        if (!strcmp(item->name, name) && !strcmp(item->ns, ns)) {
            return true;
        }
    }
    return false;
}

/* What is named twice is answered once: an object has room in memory as often
 * as its content is asked for. */
static dav_error *add_named(request_rec *r, const apr_xml_doc *doc,
                            const apr_xml_elem *list, bool report,
                            property_request *request)
{
    int named = 0;

    for (const apr_xml_elem *element = list->first_child; element;
         element = element->next) {
        const char *ns = property_element_ns(doc, element);
        const property_row *row = property_find(ns, element->name);
        const char *sentence;

        if (++named > ITEMS_MAX) {
            return fault(r, "More than 1000 properties are asked for.");
        }
        if (strchr(element->name, ':')) {
            return fault(r, "A property's name holds two colons.");
        }
        if (is_asked(request, ns, element->name)) {
            continue;
        }
        request->dead = request->dead || !row;
        if (row && row->flags & REPORT_ONLY) {
            if (!is_supported_data(element)) {
                return advolux_precondition(
                    r, HTTP_FORBIDDEN, NS_CALDAV, "supported-calendar-data",
                    NULL, "Calendar data is text/calendar, version 2.0.");
            }
            row = report ? row : NULL;
            sentence =
                data_request_read(r->pool, doc, element, &request->shape);
            if (sentence) {
                return fault(r, sentence);
            }
            request->shape = with_zones(r, request->shape);
        }
        add_item(request, r->pool, row, element, ns, element->name, false);
    }
    return NULL;
}

/* Content is not fetched for the whole of a calendar unless it is asked for by
 * name: allprop leaves such properties out but for a single object. */
static void add_all(request_rec *r, dav_place place, property_request *request)
{
    request->every = request->dead = true;
    for (const property_row *row = property_rows; row->name; row++) {
        bool wanted =
            request->names_only
                ? row->write && !(row->flags & REPORT_ONLY)
                : row->flags & IN_ALLPROP && (row->places & AT(place) ||
                                              !(row->flags & NEEDS_CONTENT));

        if (wanted) {
            add_item(request, r->pool, row, NULL, row->ns, row->name,
                     place == PLACE_OBJECT);
        }
    }
}

static bool is_repeated(const apr_xml_doc *doc, const apr_xml_elem *prop)
{
    for (prop = prop->next; prop; prop = prop->next) {
        if (property_element_is(doc, prop, NS_DAV, "prop")) {
            return true;
        }
    }
    return false;
}

dav_error *property_request_read(request_rec *r, const apr_xml_doc *doc,
                                 const apr_xml_elem *parent, dav_place place,
                                 bool report, property_request **request)
{
    property_request *made = apr_pcalloc(r->pool, sizeof *made);
    const apr_xml_elem *prop, *all, *names, *include;
    dav_error *err;

    *request = made;
    made->items = apr_array_make(r->pool, 16, sizeof(property_item));
    made->minimal = preference_minimal(r);
    if (!parent) {
        add_all(r, place, made);
        return NULL;
    }
    err = property_check_names(r, doc);
    if (err) {
        return err;
    }
    prop = property_child(doc, parent, NS_DAV, "prop");
    if (prop && is_repeated(doc, prop)) {
        return fault(r, "There may be only one DAV:prop.");
    }
    all = property_child(doc, parent, NS_DAV, "allprop");
    names = property_child(doc, parent, NS_DAV, "propname");
    include = property_child(doc, parent, NS_DAV, "include");
    if ((prop != NULL) + (all != NULL) + (names != NULL) > 1) {
        return fault(r, "Of DAV:prop, DAV:allprop and DAV:propname there may "
                        "be only one.");
    }
    if (prop) {
        made->by_name = true;
        return add_named(r, doc, prop, report, made);
    }
    if (all || names) {
        made->names_only = names != NULL;
        add_all(r, place, made);
        return all && include ? add_named(r, doc, include, report, made) : NULL;
    }
    return report ? NULL
                  : fault(r, "DAV:propfind must hold DAV:prop, "
                             "DAV:allprop or DAV:propname.");
}
