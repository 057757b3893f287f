/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Elements of a request's body. */
#include <apr_lib.h>
#include <apr_strings.h>

#include "property.h"

const char *property_element_ns(const apr_xml_doc *doc,
                                const apr_xml_elem *element)
{
    return element->ns == APR_XML_NS_NONE
               ? ""
               : APR_XML_GET_URI_ITEM(doc->namespaces, element->ns);
}

bool property_element_is(const apr_xml_doc *doc, const apr_xml_elem *element,
                         const char *ns, const char *name)
{
    return !strcmp(element->name, name) &&
           !strcmp(property_element_ns(doc, element), ns);
}

const apr_xml_elem *property_child(const apr_xml_doc *doc,
                                   const apr_xml_elem *parent, const char *ns,
                                   const char *name)
{
    const apr_xml_elem *child = parent->first_child;

    while (child && !property_element_is(doc, child, ns, name)) {
        child = child->next;
    }
    return child;
}

const char *property_element_text(apr_pool_t *pool, const apr_xml_elem *element)
{
    apr_size_t length = 0;
    char *text, *end;

    for (const apr_text *t = element->first_cdata.first; t; t = t->next) {
        length += strlen(t->text);
    }
    text = end = apr_palloc(pool, length + 1);
    for (const apr_text *t = element->first_cdata.first; t; t = t->next) {
        end = apr_cpystrn(end, t->text, strlen(t->text) + 1);
    }
    *end = '\0';
    while (end > text && apr_isspace(end[-1])) {
        *--end = '\0';
    }
    while (apr_isspace(*text)) {
        text++;
    }
    return text;
}
