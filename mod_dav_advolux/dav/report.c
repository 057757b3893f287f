/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include <apr_strings.h>

#include "report.h"
#include "request_log.h"

static const struct report_row {
    const char *ns;
    const char *name;
    unsigned places;
    report_handler *handle;
} reports[] = {
    { NS_CALDAV, "calendar-multiget",
      AT(PLACE_HOME) | AT(PLACE_CALENDAR) | AT(PLACE_OBJECT), report_multiget },
    { NS_CALDAV, "calendar-query",
      AT(PLACE_HOME) | AT(PLACE_CALENDAR) | AT(PLACE_OBJECT), report_query },
    { NS_CALDAV, "free-busy-query", AT(PLACE_HOME) | AT(PLACE_CALENDAR),
      report_freebusy },
    { NS_DAV, "sync-collection", AT(PLACE_CALENDAR), report_sync },
    { NS_DAV, "sync-collection", AT(PLACE_HOME), report_sync_home },
    { NS_DAV, "expand-property", AT_ANY, report_expand },
    { NS_DAV, "principal-match", AT_COLLECTIONS & ~AT(PLACE_PRINCIPAL),
      report_principal_match },
    { NS_DAV, "principal-property-search", AT_COLLECTIONS,
      report_principal_search },
    { NS_DAV, "principal-search-property-set", AT_COLLECTIONS,
      report_principal_search_set },
    { NS_DAV, "acl-principal-prop-set", AT_ANY, report_acl_principals },
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

dav_error *report_bad_request(request_rec *r, const char *sentence)
{
    return advolux_bad_request(r, HTTP_BAD_REQUEST, sentence);
}

dav_error *report_depth_zero(request_rec *r)
{
    const char *depth = apr_table_get(r->headers_in, "Depth");

    return !depth || !strcmp(depth, "0")
               ? NULL
               : report_bad_request(r, "This report is defined for Depth: 0.");
}

advolux_error *report_principal_load(const struct dav_resource_private *info,
                                     property_target *target)
{
    advolux_path path = { .place = PLACE_PRINCIPAL, .login = info->who->login };
    apr_array_header_t *calendars;

    *target = members_target(info, &path, info->r->pool);
    return members_home_load(info, target, &calendars);
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
            apr_table_setn(r->notes, ADVOLUX_NOTE_REPORT, row->name);
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
