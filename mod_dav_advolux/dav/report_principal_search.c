/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_principal_search.c
 * DAV:principal-property-search (RFC 3744 section 9.4). The caller is the only
 * principal there is to find: who else uses the firm's calendars is not told.
 */
#include <httpd.h>

#include <apr_strings.h>

#include "collation.h"
#include "principal_searchable.h"
#include "report.h"

#define SEARCHES_MAX 100

static const char *name_of(const property_target *target)
{
    return target->principal->name;
}

static const char *mail_of(const property_target *target)
{
    return target->principal->mail;
}

static const char *address_of(const property_target *target)
{
    const char *mail = mail_of(target);

    return mail ? apr_pstrcat(target->scratch, "mailto:", mail, NULL) : NULL;
}

static const char *type_of(const property_target *target)
{
    (void)target;
    return "INDIVIDUAL";
}

const principal_searchable principal_searchables[] = {
    { NS_DAV, "displayname", "Name", name_of },
    { NS_CS, "email-address-set", "Mail address", mail_of },
    { NS_CALDAV, "calendar-user-address-set", "Calendar address", address_of },
    { NS_CALDAV, "calendar-user-type", "Kind of calendar user", type_of },
    { NULL, NULL, NULL, NULL }
};

/* How a text is compared: the attribute match-type of calendarserver.org. */
static bool holds(const char *text, const char *sought)
{
    return strstr(text, sought) != NULL;
}

static bool starts(const char *text, const char *sought)
{
    return !strncmp(text, sought, strlen(sought));
}

static bool ends(const char *text, const char *sought)
{
    apr_size_t length = strlen(text), of_sought = strlen(sought);

    return of_sought <= length && !strcmp(text + length - of_sought, sought);
}

static bool equals(const char *text, const char *sought)
{
    return !strcmp(text, sought);
}

typedef bool comparison(const char *text, const char *sought);

static const struct {
    const char *name;
    comparison *compare;
} match_types[] = {
    { "contains", holds },
    { "starts-with", starts },
    { "ends-with", ends },
    { "equals", equals },
};

static const char *attribute(const apr_xml_elem *element, const char *name)
{
    for (const apr_xml_attr *attr = element->attr; attr; attr = attr->next) {
        if (!strcmp(attr->name, name)) {
            return attr->value;
        }
    }
    return NULL;
}

static comparison *comparison_of(const apr_xml_elem *match)
{
    const char *type = attribute(match, "match-type");

    for (size_t i = 0; type && i < sizeof match_types / sizeof *match_types;
         i++) {
        if (!strcmp(match_types[i].name, type)) {
            return match_types[i].compare;
        }
    }
    return holds;
}

static const principal_searchable *searchable_find(const char *ns,
                                                   const char *name)
{
    for (const principal_searchable *row = principal_searchables; row->name;
         row++) {
        if (!strcmp(row->name, name) && !strcmp(row->ns, ns)) {
            return row;
        }
    }
    return NULL;
}

/* Whether each property named has the text; one that cannot be searched has
 * none. */
static bool search_matches(const property_target *target,
                           const apr_xml_doc *doc, const apr_xml_elem *search)
{
    const caldav_collation *fold = caldav_collation_find("i;unicode-casemap");
    const apr_xml_elem *prop = property_child(doc, search, NS_DAV, "prop");
    const apr_xml_elem *match = property_child(doc, search, NS_DAV, "match");
    apr_pool_t *pool = target->scratch;
    const char *sought = fold->fold(pool, property_element_text(pool, match));

    for (const apr_xml_elem *element = prop->first_child; element;
         element = element->next) {
        const principal_searchable *row =
            searchable_find(property_element_ns(doc, element), element->name);
        const char *text = row ? row->text(target) : NULL;

        if (!text || !comparison_of(match)(fold->fold(pool, text), sought)) {
            return false;
        }
    }
    return true;
}

/* All searches must match, or any with calendarserver.org's test="anyof". */
static bool is_found(const property_target *target, const apr_xml_doc *doc)
{
    const char *test = attribute(doc->root, "test");
    bool any = test && !strcmp(test, "anyof");

    for (const apr_xml_elem *element = doc->root->first_child; element;
         element = element->next) {
        if (property_element_is(doc, element, NS_DAV, "property-search") &&
            search_matches(target, doc, element) == any) {
            return any;
        }
    }
    return !any;
}

static dav_error *check_searches(request_rec *r, const apr_xml_doc *doc)
{
    int searches = 0;

    for (const apr_xml_elem *element = doc->root->first_child; element;
         element = element->next) {
        const apr_xml_elem *prop;

        if (!property_element_is(doc, element, NS_DAV, "property-search")) {
            continue;
        }
        prop = property_child(doc, element, NS_DAV, "prop");
        if (!prop || !prop->first_child ||
            !property_child(doc, element, NS_DAV, "match")) {
            return report_bad_request(r, "DAV:property-search must hold "
                                         "DAV:prop with a property, and "
                                         "DAV:match.");
        }
        searches++;
    }
    return searches > 0 && searches <= SEARCHES_MAX
               ? NULL
               : report_bad_request(r, "DAV:principal-property-search must "
                                       "hold one to 100 DAV:property-search.");
}

/* Whether the search covers the caller's principal: it is below the request's
 * place, or the collections of principals are searched wherever one asks. */
static bool covers_caller(const struct dav_resource_private *info,
                          const apr_xml_doc *doc)
{
    const unsigned above =
        AT(PLACE_ROOT) | AT(PLACE_PRINCIPALS) | AT(PLACE_PRINCIPAL);

    return above & AT(info->path.place) ||
           property_child(doc, doc->root, NS_DAV,
                          "apply-to-principal-collection-set");
}

dav_error *report_principal_search(const dav_resource *resource,
                                   const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    property_target target;
    property_request *request;
    advolux_error *error;
    multistatus *ms;
    dav_error *err = report_depth_zero(r);

    if (!err) {
        err = check_searches(r, doc);
    }
    if (!err) {
        err = property_request_read(r, doc, doc->root, PLACE_PRINCIPAL, true,
                                    &request);
    }
    if (err) {
        return err;
    }
    error = report_principal_load(info, &target);
    if (error) {
        return advolux_dav_error(r, error);
    }
    ms = multistatus_create(r);
    if (covers_caller(info, doc) && is_found(&target, doc)) {
        members_write_target(request, &target, ms);
    }
    return multistatus_end(ms, NULL);
}
