/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_principal_search_set.c
 * DAV:principal-search-property-set (RFC 3744 section 9.5): what
 * DAV:principal-property-search can look into. No multistatus.
 */
#include <httpd.h>
#include <http_protocol.h>

#include "principal_searchable.h"
#include "report.h"

#define HEAD \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" \
    "<D:principal-search-property-set xmlns:D=\"" NS_DAV "\"" \
    " xmlns:C=\"" NS_CALDAV "\" xmlns:CS=\"" NS_CS "\">"

static void write_searchable(const principal_searchable *row, markup *out)
{
    markup_literal(out, "<D:principal-search-property><D:prop><");
    markup_string(out, property_prefix(row->ns));
    markup_literal(out, ":");
    markup_string(out, row->name);
    markup_literal(out, "/></D:prop><D:description xml:lang=\"en\">");
    markup_quoted(out, row->description);
    markup_literal(out, "</D:description></D:principal-search-property>");
}

dav_error *report_principal_search_set(const dav_resource *resource,
                                       const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    const advolux_principal *principal;
    advolux_error *error;
    markup out;
    dav_error *err = report_depth_zero(r);

    if (!err && doc->root->first_child) {
        err = report_bad_request(r, "DAV:principal-search-property-set is an "
                                    "empty element.");
    }
    if (err) {
        return err;
    }
    error = advolux_principal_get(info->store, r->pool, info->who, &principal);
    if (error) {
        return advolux_dav_error(r, error);
    }
    markup_init(&out, r->pool, 1024);
    markup_literal(&out, HEAD);
    for (const principal_searchable *row = principal_searchables; row->name;
         row++) {
        write_searchable(row, &out);
    }
    markup_literal(&out, "</D:principal-search-property-set>\n");
    ap_set_content_type(r, "application/xml; charset=\"utf-8\"");
    ap_set_content_length(r, (apr_off_t)out.length);
    ap_rwrite(out.text, (int)out.length, r);
    return NULL;
}
