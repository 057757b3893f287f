/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include <apr_strings.h>

#include <libxml/uri.h>

#include "multistatus.h"
#include "property_request.h"

#define ITEMS_MAX 1000

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
    apr_table_setn(r->notes, "error-notes", sentence);
    return dav_new_error(r->pool, HTTP_BAD_REQUEST, 0, 0, NULL);
}

bool property_is_namespace(const char *name)
{
    xmlURIPtr uri;

    if (!*name) {
        return true;
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

dav_error *property_check_namespaces(request_rec *r, const apr_xml_doc *doc)
{
    const apr_array_header_t *names = doc->namespaces;

    for (int i = 0; i < names->nelts; i++) {
        if (!property_is_namespace(APR_XML_GET_URI_ITEM(names, i))) {
            return fault(r, "The name of a namespace must be a URI (RFC "
                            "3986).");
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

static dav_error *add_named(request_rec *r, const apr_xml_doc *doc,
                            const apr_xml_elem *list, bool report,
                            property_request *request)
{
    for (const apr_xml_elem *element = list->first_child; element;
         element = element->next) {
        const char *ns = property_element_ns(doc, element);
        const property_row *row = property_find(ns, element->name);
        const char *sentence;

        if (request->items->nelts == ITEMS_MAX) {
            return fault(r, "More than 1000 properties are asked for.");
        }
        if (strchr(element->name, ':')) {
            return fault(r, "A property's name holds two colons.");
        }
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

    *request = made;
    made->items = apr_array_make(r->pool, 16, sizeof(property_item));
    made->minimal = preference_minimal(r);
    if (!parent) {
        add_all(r, place, made);
        return NULL;
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
        dav_error *err = property_check_namespaces(r, doc);

        made->by_name = true;
        return err ? err : add_named(r, doc, prop, report, made);
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

/* A stretch of the answer: text, or a property to be asked of each target. */
typedef struct part {
    const char *text;
    apr_size_t length;
    const property_item *item;
} part;

struct property_template {
    apr_array_header_t *parts; /* of part */
    const char *missing;       /* the empty elements for the 404 */
    apr_size_t missing_length;
    apr_array_header_t *late; /* items one target lacks; reused */
    bool by_name, minimal;
};

void property_item_open(const property_item *item,
                        const property_target *target, markup *out)
{
    markup_string(out, item->open);
    if (item->row && item->row->flags & HAS_LANGUAGE && target->calendar &&
        target->calendar->language) {
        out->length--; /* the '>' */
        markup_literal(out, " xml:lang=\"");
        markup_quoted(out, target->calendar->language);
        markup_literal(out, "\">");
    }
}

static bool write_item(const property_item *item, const property_target *target,
                       markup *out)
{
    apr_size_t start = out->length, inside;

    property_item_open(item, target, out);
    inside = out->length;
    if (!item->row->write(target, item->row, item->element, out)) {
        out->length = start;
        return false;
    }
    if (out->length == inside) {
        out->length = start;
        markup_string(out, item->empty);
    } else {
        markup_string(out, item->close);
    }
    return true;
}

/* Of a collection only what has a value is named; objects are not looked at. */
static void write_name(const property_item *item, const property_target *target,
                       markup *out)
{
    apr_size_t start = out->length;

    if (target->path.place == PLACE_OBJECT || write_item(item, target, out)) {
        out->length = start;
        markup_string(out, item->empty);
    }
}

static void add_text(property_template *template, apr_pool_t *pool,
                     markup *text)
{
    part *made;

    if (text->length > 0) {
        made = apr_array_push(template->parts);
        made->text = markup_copy(text, pool, 0);
        made->length = text->length;
        made->item = NULL;
        text->length = 0;
    }
}

/* Whether DAV:include names it, so that it is written already. */
static bool is_included(const property_request *request,
                        const advolux_property *kept)
{
    for (int i = 0; i < request->items->nelts; i++) {
        const property_item *item =
            &APR_ARRAY_IDX(request->items, i, property_item);

        if (!item->row && !strcmp(item->name, kept->name) &&
            !strcmp(item->ns, kept->ns)) {
            return true;
        }
    }
    return false;
}

/* All dead properties, for DAV:allprop and DAV:propname. */
static void write_kept(const property_request *request, apr_pool_t *pool,
                       const property_target *target, markup *out)
{
    const apr_array_header_t *kept = property_kept(target);
    bool home = target->path.place == PLACE_HOME;

    for (int i = 0; kept && i < kept->nelts; i++) {
        const advolux_property *one = &APR_ARRAY_IDX(kept, i, advolux_property);

        if (one->of_home != home || is_included(request, one)) {
            continue;
        }
        markup_string(
            out,
            request->names_only
                ? property_item_make(pool, NULL, NULL, one->ns, one->name).empty
                : one->value);
    }
}

property_template *property_template_make(apr_pool_t *pool,
                                          const property_request *request,
                                          const property_target *target)
{
    property_template *template = apr_pcalloc(pool, sizeof *template);
    bool object = target->path.place == PLACE_OBJECT;
    markup same, missing;

    markup_init(&same, pool, 1024);
    markup_init(&missing, pool, 1024);
    template->parts = apr_array_make(pool, 8, sizeof(part));
    template->late = apr_array_make(pool, 8, sizeof(property_item *));
    template->by_name = request->by_name;
    template->minimal = request->minimal;
    for (int i = 0; i < request->items->nelts; i++) {
        const property_item *item =
            &APR_ARRAY_IDX(request->items, i, property_item);

        if (!item->row && property_kept_find(target, item->ns, item->name)) {
            markup_string(&same,
                          property_kept_find(target, item->ns, item->name));
        } else if (!item->row || !item->row->write ||
                   !(item->row->places & AT(target->path.place))) {
            markup_string(&missing, item->empty);
        } else if (request->names_only) {
            write_name(item, target, &same);
        } else if (object && item->row->flags & PER_MEMBER) {
            add_text(template, pool, &same);
            ((part *)apr_array_push(template->parts))->item = item;
        } else if (!write_item(item, target, &same)) {
            markup_string(&missing, item->empty);
        }
    }
    if (!request->by_name) {
        write_kept(request, pool, target, &same);
    }
    add_text(template, pool, &same);
    template->missing = markup_copy(&missing, pool, 0);
    template->missing_length = missing.length;
    return template;
}

static void write_missing(const property_template *template, markup *out)
{
    markup_literal(out, "<D:propstat><D:prop>");
    markup_raw(out, template->missing, template->missing_length);
    for (int i = 0; i < template->late->nelts; i++) {
        const property_item *item =
            APR_ARRAY_IDX(template->late, i, const property_item *);

        markup_string(out, item->empty);
    }
    markup_literal(out, "</D:prop><D:status>HTTP/1.1 404 Not Found</D:status>"
                        "</D:propstat>");
}

void property_template_write(property_template *template,
                             const property_target *target, markup *out)
{
    apr_size_t start = out->length, props;
    bool missing;

    markup_literal(out, "<D:propstat><D:prop>");
    props = out->length;
    template->late->nelts = 0;
    for (int i = 0; i < template->parts->nelts; i++) {
        const part *next = &APR_ARRAY_IDX(template->parts, i, part);

        if (!next->item) {
            markup_raw(out, next->text, next->length);
        } else if (!write_item(next->item, target, out)) {
            APR_ARRAY_PUSH(template->late, const property_item *) = next->item;
        }
    }
    missing = template->by_name && !template->minimal &&
              (template->missing_length > 0 || template->late->nelts > 0);
    if (out->length == props && missing) {
        out->length = start; /* a 200 for nothing says nothing */
    } else {
        markup_literal(out, "</D:prop><D:status>HTTP/1.1 200 OK</D:status>"
                            "</D:propstat>");
    }
    if (missing) {
        write_missing(template, out);
    }
}
