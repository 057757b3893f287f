/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "data_request.h"

#include <string.h>
#include <apr_strings.h>

#include "text.h"

#define DEPTH_MAX 8
/* All comp and prop elements: each costs time for each line of an object. */
#define ELEMENTS_MAX 1000
#define NS_CALDAV "urn:ietf:params:xml:ns:caldav"

typedef struct reading {
    apr_pool_t *pool;
    const apr_xml_doc *doc;
    int elements; /* comp and prop so far */
} reading;

static bool is_caldav(const reading *in, const apr_xml_elem *element,
                      const char *name)
{
    return element->ns != APR_XML_NS_NONE && !strcmp(element->name, name) &&
           !strcmp(APR_XML_GET_URI_ITEM(in->doc->namespaces, element->ns),
                   NS_CALDAV);
}

static const char *attribute(const apr_xml_elem *element, const char *name)
{
    for (const apr_xml_attr *attr = element->attr; attr; attr = attr->next) {
        if (attr->ns == APR_XML_NS_NONE && !strcmp(attr->name, name)) {
            return attr->value;
        }
    }
    return NULL;
}

static const char *read_name(reading *in, const apr_xml_elem *element,
                             const char **name)
{
    const char *given = attribute(element, "name");

    if (!given || !*given) {
        return apr_psprintf(in->pool,
                            "A %s in calendar-data needs a name attribute.",
                            element->name);
    }
    if (++in->elements > ELEMENTS_MAX) {
        return apr_psprintf(in->pool,
                            "calendar-data may name at most %d components and "
                            "properties.",
                            ELEMENTS_MAX);
    }
    *name = ical_upper(in->pool, given);
    return NULL;
}

static const char *read_prop(reading *in, const apr_xml_elem *element,
                             ical_selection *selection)
{
    const char *no_value = attribute(element, "novalue");
    ical_wanted wanted = { .no_value = no_value && !strcmp(no_value, "yes") };
    const char *wrong = read_name(in, element, &wanted.name);

    if (!wrong && no_value && !wanted.no_value && strcmp(no_value, "no")) {
        wrong = "novalue must be yes or no.";
    }
    APR_ARRAY_PUSH(selection->properties, ical_wanted) = wanted;
    return wrong;
}

/* A comp that names nothing inside it stands for the whole component, as in
 * the example of RFC 4791 section 7.8.1. */
static const char *read_comp(reading *in, const apr_xml_elem *element,
                             int depth, ical_selection **selection)
{
    ical_selection *made = apr_pcalloc(in->pool, sizeof *made);
    const char *wrong = read_name(in, element, &made->name);

    *selection = made;
    made->properties = apr_array_make(in->pool, 4, sizeof(ical_wanted));
    made->components = apr_array_make(in->pool, 2, sizeof(ical_selection *));
    made->all_properties = made->all_components = !element->first_child;
    if (depth == DEPTH_MAX) {
        return "The comp elements of calendar-data are nested too deep.";
    }
    for (const apr_xml_elem *child = element->first_child; child && !wrong;
         child = child->next) {
        if (is_caldav(in, child, "allprop")) {
            made->all_properties = true;
        } else if (is_caldav(in, child, "allcomp")) {
            made->all_components = true;
        } else if (is_caldav(in, child, "prop")) {
            wrong = read_prop(in, child, made);
        } else if (is_caldav(in, child, "comp")) {
            ical_selection *inner;

            wrong = read_comp(in, child, depth + 1, &inner);
            APR_ARRAY_PUSH(made->components, ical_selection *) = inner;
        } else {
            wrong = "A comp in calendar-data holds allprop or prop, and "
                    "allcomp or comp (RFC 4791 section 9.6.1).";
        }
    }
    return wrong;
}

bool data_request_ends(const apr_xml_elem *element, ical_span *span,
                       bool *start, bool *end)
{
    const char *from = attribute(element, "start");
    const char *to = attribute(element, "end");

    *start = from != NULL;
    *end = to != NULL;
    span->from = INT64_MIN;
    span->to = INT64_MAX;
    return (!from || ical_instant(from, &span->from)) &&
           (!to || ical_instant(to, &span->to)) && span->from < span->to;
}

/* Both ends are required (RFC 4791 sections 9.6.5 to 9.6.7). */
static const char *read_span(const apr_xml_elem *element, ical_span *span)
{
    bool start, end;

    return data_request_ends(element, span, &start, &end) && start && end
               ? NULL
               : "start and end in calendar-data must be UTC date-times like "
                 "20260131T080000Z, the end after the start.";
}

static const char *read_selection(reading *in, const apr_xml_elem *element,
                                  ical_shape *shape)
{
    ical_selection *selection;
    const char *wrong = read_comp(in, element, 0, &selection);

    if (!wrong && (shape->selection || strcmp(selection->name, "VCALENDAR"))) {
        wrong = "calendar-data may hold one comp, named VCALENDAR.";
    }
    shape->selection = selection;
    return wrong;
}

static const char *read_set(const apr_xml_elem *element, ical_set set,
                            ical_shape *shape)
{
    if (shape->set != ICAL_SET_WHOLE) {
        return "calendar-data may hold one expand or one limit-recurrence-set.";
    }
    shape->set = set;
    return read_span(element, &shape->span);
}

const char *data_request_read(apr_pool_t *pool, const apr_xml_doc *doc,
                              const apr_xml_elem *element,
                              const ical_shape **shape)
{
    reading in = { .pool = pool, .doc = doc };
    ical_shape *made = apr_pcalloc(pool, sizeof *made);
    const char *wrong = NULL;
    ical_span ignored;

    for (const apr_xml_elem *child = element->first_child; child && !wrong;
         child = child->next) {
        if (is_caldav(&in, child, "comp")) {
            wrong = read_selection(&in, child, made);
        } else if (is_caldav(&in, child, "expand")) {
            wrong = read_set(child, ICAL_SET_EXPANDED, made);
        } else if (is_caldav(&in, child, "limit-recurrence-set")) {
            wrong = read_set(child, ICAL_SET_LIMITED, made);
        } else if (is_caldav(&in, child, "limit-freebusy-set")) {
            wrong = read_span(child, &ignored);
        } else {
            wrong = "calendar-data holds an element that RFC 4791 section 9.6 "
                    "does not list for it.";
        }
    }
    *shape = made->selection || made->set != ICAL_SET_WHOLE ? made : NULL;
    return wrong;
}
