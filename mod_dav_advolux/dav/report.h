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

report_handler report_multiget, report_query, report_sync, report_expand;

/** Append DAV:supported-report elements for what `place` answers. */
void report_set_write(dav_place place, markup *out);

#endif
