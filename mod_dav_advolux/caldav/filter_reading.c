/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_reading.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#define NS_CALDAV "urn:ietf:params:xml:ns:caldav"

/* All elements of a filter: each costs time for each object. */
#define CONDITIONS_MAX 256

const caldav_filter_fault *filter_fault(filter_reading *in,
                                        const char *precondition,
                                        const char *reason)
{
    caldav_filter_fault *made = apr_pcalloc(in->pool, sizeof *made);

    made->precondition = precondition;
    made->reason = reason;
    if (strcmp(precondition, FILTER_SUPPORTED) == 0) {
        made->element = in->element;
        made->name = in->name;
    }
    return made;
}

bool filter_is_caldav(const filter_reading *in, const apr_xml_elem *element,
                      const char *name)
{
    return element->ns >= 0 && strcmp(element->name, name) == 0 &&
           strcmp(APR_XML_GET_URI_ITEM(in->doc->namespaces, element->ns),
                  NS_CALDAV) == 0;
}

const char *filter_attribute(const apr_xml_elem *element, const char *name)
{
    const apr_xml_attr *attr;

    for (attr = element->attr; attr; attr = attr->next) {
        if (attr->ns == APR_XML_NS_NONE && strcmp(attr->name, name) == 0) {
            return attr->value;
        }
    }
    return NULL;
}

const caldav_filter_fault *filter_read_name(filter_reading *in,
                                            const apr_xml_elem *element,
                                            const char **name)
{
    const char *given = filter_attribute(element, "name");
    char *upper, *at;

    if (!given || !*given) {
        return filter_fault(in, FILTER_VALID,
                            apr_psprintf(in->pool,
                                         "A %s needs a name attribute.",
                                         element->name));
    }
    upper = apr_pstrdup(in->pool, given);
    for (at = upper; *at; at++) {
        if (!apr_isalnum(*at) && *at != '-') {
            return filter_fault(
                in, FILTER_VALID,
                apr_psprintf(
                    in->pool,
                    "The name of a %s may hold letters, digits and '-' "
                    "only.",
                    element->name));
        }
        *at = (char)apr_toupper(*at);
    }
    *name = upper;
    in->element = element->name;
    in->name = upper;
    return NULL;
}

const caldav_filter_fault *filter_read_children(filter_reading *in,
                                                const apr_xml_elem *element,
                                                const filter_child *rules,
                                                void *target)
{
    const filter_reading outer = *in;
    const apr_xml_elem *child;
    const caldav_filter_fault *wrong;
    const filter_child *rule;

    for (child = element->first_child; child; child = child->next) {
        if (++in->conditions > CONDITIONS_MAX) {
            return filter_fault(
                in, FILTER_SUPPORTED,
                apr_psprintf(in->pool,
                             "A filter may hold at most %d conditions.",
                             CONDITIONS_MAX));
        }
        for (rule = rules; rule->element; rule++) {
            if (filter_is_caldav(in, child, rule->element)) {
                break;
            }
        }
        if (!rule->element) {
            return filter_fault(
                in, FILTER_SUPPORTED,
                apr_psprintf(in->pool,
                             "A %s holds an element that RFC 4791 section 9.7 "
                             "does not list for it.",
                             element->name));
        }
        wrong = rule->read(in, child, target);
        if (wrong) {
            return wrong;
        }
        in->element = outer.element;
        in->name = outer.name;
    }
    return NULL;
}

const caldav_filter_fault *filter_alone(filter_reading *in)
{
    return filter_fault(in, FILTER_VALID,
                        "is-not-defined may have no other condition "
                        "beside it.");
}
