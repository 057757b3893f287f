/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report_sync.c
 * DAV:sync-collection on a calendar (RFC 6578; ARCHITECTURE.md, "Sync
 * tokens"). The token that is given out stands for the first page's state: what
 * changes while later pages are read has a later revision, and comes again. A
 * calendar holds no collections: all of it is one level.
 */
#include <httpd.h>

#include "sync.h"

dav_error *report_sync(const dav_resource *resource, const apr_xml_doc *doc)
{
    const struct dav_resource_private *info = resource->info;
    request_rec *r = info->r;
    property_request *properties;
    sync_request request = { 0 };
    sync_answer s = { .request = &request };
    advolux_error *error;
    multistatus *ms;
    dav_error *err = property_request_read(r, doc, doc->root, info->path.place,
                                           true, &properties);

    if (!err) {
        err = sync_request_read(r, doc, &request);
    }
    if (err) {
        return err;
    }
    s.initial = !*request.token;
    if (!s.initial && !sync_token_parse(r->pool, request.token, &s.from)) {
        return sync_invalid_token(r);
    }
    ms = multistatus_create(r);
    s.m = members_create(info, properties, ms);
    error = sync_write_changes(&s);
    if (error || s.stale) {
        return multistatus_fail(ms, error ? advolux_dav_error(r, error)
                                          : sync_invalid_token(r));
    }
    return sync_end(ms, s.m->base, s.truncated, s.token);
}
