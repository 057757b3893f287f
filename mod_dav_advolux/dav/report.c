/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include <apr_strings.h>

#include "report.h"

static const struct report_row {
    const char *ns;
    const char *name;
    unsigned places;
    report_handler *handle;
} reports[] = {
    { NS_CALDAV, "calendar-multiget", AT(PLACE_CALENDAR) | AT(PLACE_OBJECT),
      report_multiget },
    { NS_CALDAV, "calendar-query", AT(PLACE_CALENDAR) | AT(PLACE_OBJECT),
      report_query },
    { NS_DAV, "sync-collection", AT(PLACE_CALENDAR), report_sync },
    { NS_DAV, "expand-property", AT_COLLECTIONS, report_expand },
};

#define EACH_REPORT(row) \
    const struct report_row *row = reports; \
    row < reports + sizeof reports / sizeof *reports; \
    row++

void report_set_write(dav_place place, markup *out)
{
    for (EACH_REPORT(row)) {
        if (row->places & AT(place)) {
            markup_literal(out, "<D:supported-report><D:report><");
            markup_string(out, property_prefix(row->ns));
            markup_literal(out, ":");
            markup_string(out, row->name);
            markup_literal(out, "/></D:report></D:supported-report>");
        }
    }
}

int advolux_deliver_report(request_rec *r, const dav_resource *resource,
                           const apr_xml_doc *doc, ap_filter_t *output,
                           dav_error **err)
{
    (void)output;
    if (resource->hooks != &advolux_repository_hooks) {
        return DECLINED;
    }
    for (EACH_REPORT(row)) {
        if (row->places & AT(resource->info->path.place) &&
            property_element_is(doc, doc->root, row->ns, row->name)) {
            *err = row->handle(resource, doc);
            if (advolux_login_renewed(r, *err)) {
                *err = row->handle(resource, doc);
            }
            return OK;
        }
    }
    *err = advolux_precondition(r, HTTP_FORBIDDEN, NS_DAV, "supported-report",
                                NULL,
                                "This report is not answered here; see "
                                "DAV:supported-report-set.");
    return OK;
}

void advolux_gather_reports(request_rec *r, const dav_resource *resource,
                            apr_array_header_t *elements, dav_error **err)
{
    (void)r;
    (void)err;
    if (resource->hooks != &advolux_repository_hooks) {
        return;
    }
    for (EACH_REPORT(row)) {
        if (row->places & AT(resource->info->path.place)) {
            dav_report_elem *element = apr_array_push(elements);

            element->nmspace = row->ns;
            element->name = row->name;
        }
    }
}
