/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file resource.h
 * A dav_resource of this provider.
 */
#ifndef ADVOLUX_RESOURCE_H
#define ADVOLUX_RESOURCE_H

#include <mod_dav.h>

#include "config.h"
#include "entry.h"
#include "path.h"

struct dav_resource_private {
    request_rec *r;
    const char *root;               /**< without trailing '/' */
    advolux_path path;
    const advolux_who *who;
    advolux_store *store;
    /* PLACE_OBJECT, when it exists; collections are looked up only by the
     * method that needs their state. */
    const advolux_calendar *calendar;
    const advolux_entry *entry;
    const char *content;            /**< body for GET, text/calendar */
    apr_size_t content_length;
};

extern const dav_hooks_repository advolux_repository_hooks;
extern const dav_provider advolux_dav_provider;

/** The strong ETag, quoted, of an entry at `version`. */
const char *advolux_etag(apr_pool_t *pool, const char *epoch,
                         apr_int64_t version);

/** The octets that GET answers for an entry (client text, patched text, or
 * rendered columns). NULL if the row is bad. */
const char *advolux_entry_content(apr_pool_t *pool, const advolux_entry *entry,
                                  const char *zone, apr_size_t *length);

/** The one place that turns a backend error into a dav_error (status,
 * precondition, Retry-After on r->err_headers_out). Never returns NULL. */
dav_error *advolux_dav_error(request_rec *r, const advolux_error *error);

/** dav_error with a precondition element of namespace DAV: or CALDAV:;
 * `children` is raw XML inside it, or NULL. Logged with its id by httpd. */
dav_error *advolux_precondition(request_rec *r, int status, const char *ns,
                                const char *element, const char *children,
                                const char *sentence);
#define NS_DAV    "DAV:"
#define NS_CALDAV "urn:ietf:params:xml:ns:caldav"
#define NS_CS     "http://calendarserver.org/ns/"
#define NS_APPLE  "http://apple.com/ns/ical/"

/* Methods that the provider answers itself (properties_*.c, report*.c): each
 * gets the resolved resource, sends the whole answer, and returns an httpd
 * status as a handler does. */
int advolux_propfind(request_rec *r, const dav_resource *resource);
int advolux_proppatch(request_rec *r, const dav_resource *resource);

/** dav_hook_deliver_report / dav_hook_gather_reports. */
int advolux_deliver_report(request_rec *r, const dav_resource *resource,
                           const apr_xml_doc *doc, ap_filter_t *output,
                           dav_error **err);
void advolux_gather_reports(request_rec *r, const dav_resource *resource,
                            apr_array_header_t *reports, dav_error **err);

#endif
