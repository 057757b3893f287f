/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file report.h
 * The reports: one table row and one file each.
 */
#ifndef ADVOLUX_REPORT_H
#define ADVOLUX_REPORT_H

#include "members.h"

/** Answers the whole report, or returns an error if nothing has been sent. */
typedef dav_error *report_handler(const dav_resource *resource,
                                  const apr_xml_doc *doc);

report_handler report_multiget, report_query, report_sync, report_sync_home,
    report_expand, report_freebusy, report_principal_match,
    report_principal_search, report_principal_search_set, report_acl_principals;

/** 400 with a sentence. */
dav_error *report_bad_request(request_rec *r, const char *sentence);

/** RFC 3744's reports are defined for Depth: 0 alone, and DAV:expand-property
 * is answered for it alone; NULL if it is that. */
dav_error *report_depth_zero(request_rec *r);

/** A home's `info` as that of one of its calendars, in the request's pool. */
const struct dav_resource_private *report_calendar_of(
    const struct dav_resource_private *info, advolux_item_kind kind);

/** What a report about calendar objects is on (RFC 4791 section 7.2), of const
 * struct dav_resource_private *: the place itself, whatever the Depth, since
 * clients send any; for the home its calendars, none of them at Depth 0, which
 * is the default. The login has been checked if there are none. */
dav_error *report_scope(const struct dav_resource_private *info,
                        apr_array_header_t **places);

/** A target for the caller's principal, with all that it needs. */
advolux_error *report_principal_load(const struct dav_resource_private *info,
                                     property_target *target);

/** Append DAV:supported-report elements for what `place` answers. */
void report_set_write(dav_place place, markup *out);

#endif
