/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file resource.h
 * A dav_resource of this provider.
 */
#ifndef ADVOLUX_RESOURCE_H
#define ADVOLUX_RESOURCE_H

#include "config.h"
#include "entry.h"
#include "host.h"
#include "path.h"
#include "shape.h"

struct dav_resource_private {
    request_rec *r;
    const char *root; /**< without trailing '/' */
    advolux_path path;
    const advolux_who *who;
    advolux_store *store;
    /* PLACE_OBJECT, when it exists; collections are looked up only by the
     * method that needs their state. */
    const advolux_calendar *calendar;
    const advolux_entry *entry;
    apr_int64_t revision; /**< of the calendar, that the If header ties the
                               request to; 0: to none */
    const char *content;  /**< body for GET, text/calendar */
    apr_size_t content_length;
};

extern const dav_hooks_repository advolux_repository_hooks;

/** Read the entry that a PLACE_OBJECT resource names, and set its `exists`,
 * calendar, entry and content. One round trip. */
advolux_error *advolux_resource_load(dav_resource *resource);

/** Whether the place exists as far as the caller may know: one's own tree, and
 * the collections above it. Objects are not looked up. */
bool advolux_place_visible(const struct dav_resource_private *info);

/** The hrefs of the resource and of the collection that contains it. */
const char *advolux_resource_href(const dav_resource *resource);
const char *advolux_parent_href(const dav_resource *resource);

/** The stream hooks of PUT (stream.c). */
dav_error *advolux_open_stream(const dav_resource *resource,
                               dav_stream_mode mode, dav_stream **stream);
dav_error *advolux_close_stream(dav_stream *stream, int commit);
dav_error *advolux_write_stream(dav_stream *stream, const void *buffer,
                                apr_size_t size);
dav_error *advolux_seek_stream(dav_stream *stream, apr_off_t position);

/** Judge by the policy and then write or delete (write.c). A change that came
 * between is judged anew unless the request named a version. */
dav_error *advolux_write_object(const dav_resource *resource, const char *text,
                                apr_size_t length);
dav_error *advolux_remove_object(dav_resource *resource);

/** Whether the client tied the request to a version: then a change that came
 * between is the client's to see (412), not ours to judge over. */
bool advolux_is_conditional(const request_rec *r);

/** Give an object the name of `target`, which is to be free (RFC 4918 section
 * 9.9): an object of the same calendar has another UID and may not be
 * overwritten (RFC 4791 section 5.3.2.1); without `overwrite` that is a 412. */
dav_error *advolux_move_object(dav_resource *source, dav_resource *target,
                               bool overwrite);

extern const dav_provider advolux_dav_provider;

/** Room for what advolux_etag_write() makes. */
#define ETAG_OCTETS 32

/** Write the opaque part of the ETag of an entry at `version` (>= 0), which
 * needs no escape; not terminated. Returns its length. */
apr_size_t advolux_etag_write(char *tag, const char *epoch,
                              apr_int64_t version);

/** The strong ETag, quoted, of an entry at `version`. */
const char *advolux_etag(apr_pool_t *pool, const char *epoch,
                         apr_int64_t version);

/** The octets that GET answers for an entry (client text, patched text, or
 * rendered columns). NULL if the row is bad. */
const char *advolux_entry_content(apr_pool_t *pool, const advolux_entry *entry,
                                  const char *zone, apr_size_t *length);

/** Whether each rule of an entry, in its columns and in the text that is made
 * of them, has a sense in it. */
bool advolux_entry_is_good(apr_pool_t *pool, const advolux_entry *entry,
                           const char *text, apr_size_t length);

/** The same of an entry whose rules have no sense in them: for what is known of
 * it all the same. */
const char *advolux_entry_text(apr_pool_t *pool, const advolux_entry *entry,
                               const char *zone, apr_size_t *length);

/** A series of another calendar that Advolux has changed, as it was read: the
 * store learns its days (rule_days.h). What fails is tried with the next
 * reading. */
void advolux_entry_teach(const struct dav_resource_private *info,
                         apr_pool_t *pool, const advolux_entry *entry);

/** Which VTIMEZONEs the client wants: CalDAV-Timezones (RFC 7809 section 7.1).
 * Without the header objects are as they are kept, to the octet. */
ical_zones advolux_zones_wanted(request_rec *r);

/** Give info->content the VTIMEZONEs that the client of a GET wants. The ETag
 * stays: it names the object's state, which the next PUT is about. */
void advolux_content_shape(struct dav_resource_private *info);

/** The one place that turns a backend error into a dav_error (status,
 * precondition, Retry-After on r->err_headers_out). Never returns NULL. */
dav_error *advolux_dav_error(request_rec *r, const advolux_error *error);

/** Log a backend error with its id and level (conf/messages.md). */
void advolux_error_log(request_rec *r, const advolux_error *error);

/** dav_error with a precondition element of namespace DAV: or CALDAV:;
 * `children` is raw XML inside it, or NULL. Logged with its id by httpd. */
dav_error *advolux_precondition(request_rec *r, int status, const char *ns,
                                const char *element, const char *children,
                                const char *sentence);

/** 403 for what is wrong with an object; the log names line and rule, and
 * nothing of the text. */
dav_error *advolux_refuse_data(request_rec *r, const ical_fault *fault);

/** A dav_error without precondition element; its page has the sentence, which
 * is constant. */
dav_error *advolux_bad_request(request_rec *r, int status,
                               const char *sentence);

/** 403 DAV:need-privileges (RFC 3744 section 7.1.1) naming href and privilege.
 */
dav_error *advolux_need_privileges(request_rec *r, const char *href,
                                   const char *privilege, const char *sentence);

/** The href of the request's object, in r->notes. */
#define ADVOLUX_NOTE_HREF "advolux-href"

/** 403 CALDAV:no-uid-conflict (RFC 4791 section 5.3.2.1) naming the object that
 * stands against it. */
dav_error *advolux_uid_conflict(request_rec *r, const char *href,
                                const char *sentence);

/** 401, and the cached verification is dropped (see advolux_request_reject); or
 * 503 if the password turned out to be right all the same. */
dav_error *advolux_login_error(request_rec *r);

/** Whether an error says the latter: then what failed will do if it is done
 * again. True once per request at most. */
bool advolux_login_renewed(request_rec *r, const dav_error *err);

/** Handler of the methods that mod_dav cannot answer as CalDAV wants: see the
 * table in method.c. DECLINED for all others and other providers' places. */
int advolux_method_handler(request_rec *r);
void advolux_method_register(apr_pool_t *p);

/** dav_hook_method_precondition: PUT and DELETE where they have no place. */
int advolux_method_precondition(request_rec *r, dav_resource *source,
                                const dav_resource *destination,
                                const apr_xml_doc *doc, dav_error **err);

#define NS_DAV "DAV:"
#define NS_CALDAV "urn:ietf:params:xml:ns:caldav"
#define NS_CS "http://calendarserver.org/ns/"
#define NS_APPLE "http://apple.com/ns/ical/"

/* Methods that the provider answers itself (properties_*.c, report*.c): each
 * gets the resolved resource, sends the whole answer, and returns an httpd
 * status as a handler does. */
int advolux_propfind(request_rec *r, const dav_resource *resource);
int advolux_proppatch(request_rec *r, const dav_resource *resource);
int advolux_put(request_rec *r, const dav_resource *resource);

/** dav_hook_deliver_report / dav_hook_gather_reports. */
int advolux_deliver_report(request_rec *r, const dav_resource *resource,
                           const apr_xml_doc *doc, ap_filter_t *output,
                           dav_error **err);
void advolux_gather_reports(request_rec *r, const dav_resource *resource,
                            apr_array_header_t *reports, dav_error **err);

#endif
