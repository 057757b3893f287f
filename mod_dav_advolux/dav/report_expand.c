/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_expand.c
 * DAV:expand-property (RFC 3253 section 3.8), everywhere (RFC 3744 section 9):
 * where a property's value is an href into the caller's own tree, the
 * properties asked for below it are answered in its place. Each element of
 * the request is answered once, so the answer grows with the request.
 */
#include <httpd.h>

#include <apr_strings.h>

#include "report.h"

#define PROPERTIES_MAX 1000

typedef struct expansion {
    request_rec *r;
    const apr_xml_doc *doc;
    markup *out;
    bool minimal;   /* do not name what is missing */
    int properties; /* counted while they are checked */
} expansion;

static void write_properties(expansion *e, const property_target *target,
                             const apr_xml_elem *parent);

static const char *attribute(const apr_xml_elem *element, const char *name)
{
    for (const apr_xml_attr *attr = element->attr; attr; attr = attr->next) {
        if (!strcmp(attr->name, name)) {
            return attr->value;
        }
    }
    return NULL;
}

static bool is_property(const expansion *e, const apr_xml_elem *element)
{
    return property_element_is(e->doc, element, NS_DAV, "property");
}

/* The sentence about what is wrong with the properties asked for, or NULL. */
static const char *fault_below(expansion *e, const apr_xml_elem *parent)
{
    const char *fault = NULL;

    for (const apr_xml_elem *element = parent->first_child; element && !fault;
         element = element->next) {
        const char *name = attribute(element, "name");
        const char *ns = attribute(element, "namespace");

        if (!is_property(e, element)) {
            continue;
        }
        if (ns &&
            !property_is_namespace(apr_xml_quote_string(e->r->pool, ns, 1))) {
            fault = "The name of a namespace must be a URI (RFC 3986) of at "
                    "most 1000 octets.";
        } else if (!name || !property_is_name(name)) {
            fault = "A DAV:property must have the attribute name, and it must "
                    "be the name of an element.";
        } else if (++e->properties > PROPERTIES_MAX) {
            fault = "More than 1000 properties are asked for.";
        } else {
            fault = fault_below(e, element);
        }
    }
    return fault;
}

/* A property that is named by attributes. */
static property_item item_of(const expansion *e, const apr_xml_elem *element)
{
    apr_pool_t *pool = e->r->pool;
    const char *name = attribute(element, "name");
    const char *ns = attribute(element, "namespace");
    const property_row *row;

    ns = ns ? apr_xml_quote_string(pool, ns, 1) : NS_DAV;
    row = property_find(ns, name);
    if (row && row->flags & REPORT_ONLY) {
        row = NULL;
    }
    return property_item_make(pool, row, element, ns, name);
}

/* The value: an href, or the properties that are asked for below it. */
static bool write_value(expansion *e, const property_target *target,
                        const property_item *item)
{
    const property_row *row = item->row;
    property_target next = *target;

    if (!row || !row->write || !(row->places & AT(target->path.place))) {
        return false;
    }
    if (row->refers == PLACE_NONE ||
        !property_child(e->doc, item->element, NS_DAV, "property")) {
        return row->write(target, row, NULL, e->out);
    }
    next.calendar = NULL;
    next.entry = NULL;
    next.member = NULL;
    next.content = NULL;
    next.path.place = row->refers;
    next.path.login = row->refers == PLACE_PRINCIPALS ? NULL : target->login;
    markup_literal(e->out, "<D:response>");
    markup_href(e->out,
                advolux_path_href(target->scratch, target->root, &next.path));
    write_properties(e, &next, item->element);
    markup_literal(e->out, "</D:response>");
    return true;
}

static void write_properties(expansion *e, const property_target *target,
                             const apr_xml_elem *parent)
{
    markup *out = e->out;
    markup missing;

    markup_init(&missing, e->r->pool, 256);
    markup_literal(out, "<D:propstat><D:prop>");
    for (const apr_xml_elem *element = parent->first_child; element;
         element = element->next) {
        apr_size_t start = out->length;
        property_item item;

        if (!is_property(e, element)) {
            continue;
        }
        item = item_of(e, element);
        if (!item.row && property_kept_find(target, item.ns, item.name)) {
            markup_string(out, property_kept_find(target, item.ns, item.name));
            continue;
        }
        property_item_open(&item, target, out);
        if (write_value(e, target, &item)) {
            markup_string(out, item.close);
        } else {
            out->length = start;
            markup_string(&missing, item.empty);
        }
    }
    markup_literal(out, "</D:prop><D:status>HTTP/1.1 200 OK</D:status>"
                        "</D:propstat>");
    if (missing.length > 0 && !e->minimal) {
        markup_literal(out, "<D:propstat><D:prop>");
        markup_raw(out, missing.text, missing.length);
        markup_literal(out, "</D:prop><D:status>HTTP/1.1 404 Not Found"
                            "</D:status></D:propstat>");
    }
}

/* The object of the request, with all that is kept of it. */
static advolux_error *load_object(const struct dav_resource_private *info,
                                  property_target *target)
{
    apr_pool_t *pool = info->r->pool;
    apr_array_header_t *names = apr_array_make(pool, 1, sizeof(const char *));
    apr_hash_t *kept = NULL;
    advolux_error *error;

    target->entry = info->entry;
    target->member = &info->entry->member;
    target->content = info->content;
    target->content_length = info->content_length;
    APR_ARRAY_PUSH(names, const char *) = info->path.name;
    error = advolux_entry_properties_get(info->store, pool, info->who,
                                         info->path.kind, names, NULL, &kept);
    target->kept =
        kept ? apr_hash_get(kept, info->path.name, APR_HASH_KEY_STRING) : NULL;
    return error;
}

/* The request's place, and what hrefs may lead to. */
static advolux_error *load_tree(const struct dav_resource_private *info,
                                property_target *target)
{
    apr_array_header_t *calendars;
    advolux_error *error;

    *target = members_target(info, &info->path, info->r->pool);
    error = members_home_load(info, target, &calendars);
    for (int i = 0; !error && i < calendars->nelts; i++) {
        const advolux_calendar *calendar =
            &APR_ARRAY_IDX(calendars, i, advolux_calendar);

        if ((info->path.place == PLACE_CALENDAR ||
             info->path.place == PLACE_OBJECT) &&
            info->path.kind == calendar->kind) {
            target->calendar = calendar;
        }
    }
    return !error && info->entry ? load_object(info, target) : error;
}

dav_error *report_expand(const dav_resource *resource, const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    expansion e = { .r = r, .doc = doc };
    dav_error *err = report_depth_zero(r);
    const char *fault;
    property_target target;
    advolux_error *error;
    multistatus *ms;

    if (err) {
        return err;
    }
    fault = fault_below(&e, doc->root);
    if (fault) {
        return report_bad_request(r, fault);
    }
    error = load_tree(info, &target);
    if (error) {
        return advolux_dav_error(r, error);
    }
    ms = multistatus_create(r);
    e.out = &ms->body;
    e.minimal = preference_minimal(r);
    markup_literal(e.out, "<D:response>");
    markup_href(e.out, advolux_path_href(r->pool, info->root, &info->path));
    write_properties(&e, &target, doc->root);
    markup_literal(e.out, "</D:response>\n");
    return multistatus_end(ms, NULL);
}
