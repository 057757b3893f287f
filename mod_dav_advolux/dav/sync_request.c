/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sync_request.h"

#include <apr_strings.h>

#include "property.h"

static const char *read_token(apr_pool_t *pool, const apr_xml_doc *doc,
                              sync_request *request)
{
    const apr_xml_elem *element =
        property_child(doc, doc->root, NS_DAV, "sync-token");

    if (!element) {
        return "sync-collection must hold DAV:sync-token; an empty one begins "
               "a synchronisation.";
    }
    request->token = property_element_text(pool, element);
    return NULL;
}

static const char *read_level(apr_pool_t *pool, const apr_xml_doc *doc,
                              sync_request *request)
{
    const apr_xml_elem *element =
        property_child(doc, doc->root, NS_DAV, "sync-level");
    const char *level = element ? property_element_text(pool, element) : "1";

    request->deep =
        !strcasecmp(level, "infinite") || !strcasecmp(level, "infinity");
    return request->deep || !strcmp(level, "1")
               ? NULL
               : "DAV:sync-level must be 1 or infinite.";
}

static const char *read_limit(apr_pool_t *pool, const apr_xml_doc *doc,
                              sync_request *request)
{
    const apr_xml_elem *limit = property_child(doc, doc->root, NS_DAV, "limit");
    const apr_xml_elem *number =
        limit ? property_child(doc, limit, NS_DAV, "nresults") : NULL;
    const char *text;

    if (!number) {
        return NULL;
    }
    text = property_element_text(pool, number);
    if (!*text || strspn(text, "0123456789") != strlen(text) ||
        strlen(text) > 9 || (request->left = apr_atoi64(text)) < 1) {
        return "DAV:nresults must be a whole number from 1 to 999999999.";
    }
    request->limited = true;
    return NULL;
}

const char *sync_request_parse(apr_pool_t *pool, const apr_xml_doc *doc,
                               sync_request *request)
{
    const char *fault = read_token(pool, doc, request);

    if (!fault) {
        fault = read_level(pool, doc, request);
    }
    return fault ? fault : read_limit(pool, doc, request);
}
