/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_acl_principals.c
 * DAV:acl-principal-prop-set (RFC 3744 section 9.2): properties of the
 * principals that DAV:acl names by href, which is the caller or nobody.
 */
#include <httpd.h>

#include "report.h"

dav_error *report_acl_principals(const dav_resource *resource,
                                 const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    property_target principal;
    property_request *request;
    advolux_error *error;
    multistatus *ms;
    dav_error *err = report_depth_zero(r);

    if (!err) {
        err = property_request_read(r, doc, doc->root, PLACE_PRINCIPAL, true,
                                    &request);
    }
    if (err) {
        return err;
    }
    error = report_principal_load(info, &principal);
    if (error) {
        return advolux_dav_error(r, error);
    }
    ms = multistatus_create(r);
    if (info->path.login) {
        members_write_target(request, &principal, ms);
    }
    return multistatus_end(ms, NULL);
}
