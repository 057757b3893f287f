/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_core.h>
#include <http_protocol.h>

#include <apr_strings.h>
#include <apr_uri.h>

#include "if_header.h"
#include "own_host.h"
#include "request_account.h"
#include "resource.h"
#include "xml_watch.h"

/* Methods that mod_dav cannot answer as CalDAV wants, or must not be let near a
 * calendar. All others (GET, HEAD, REPORT and DELETE) stay with mod_dav. */

/* What may be asked of each place; also the Allow header. */
static const struct allowed {
    dav_place place;
    const char *methods;
} allowed_methods[] = {
    { PLACE_OBJECT, "OPTIONS, GET, HEAD, PUT, DELETE, MOVE, PROPFIND, "
                    "PROPPATCH, REPORT" },
    { PLACE_CALENDAR, "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT" },
    { PLACE_HOME, "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT" },
    { PLACE_HOMES, "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT" },
    { PLACE_PRINCIPAL, "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT" },
    { PLACE_PRINCIPALS, "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT" },
    { PLACE_ROOT, "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT" },
};

static const char *methods_of(const dav_resource *resource)
{
    dav_place place = resource->info->path.place;

    if (place == PLACE_OBJECT && !resource->exists) {
        return "OPTIONS, PUT";
    }
    for (size_t i = 0; i < sizeof allowed_methods / sizeof *allowed_methods;
         i++) {
        if (allowed_methods[i].place == place &&
            advolux_place_visible(resource->info)) {
            return allowed_methods[i].methods;
        }
    }
    return "OPTIONS";
}

static int not_allowed(request_rec *r, const dav_resource *resource)
{
    const char *rest = methods_of(resource);
    const char *method;

    ap_clear_method_list(r->allowed_methods);
    while ((method = ap_get_token(r->pool, &rest, 0)) && *method) {
        ap_method_list_add(r->allowed_methods, method);
        rest += strspn(rest, ", ");
    }
    return HTTP_METHOD_NOT_ALLOWED;
}

static int options(request_rec *r, const dav_resource *resource)
{
    apr_table_setn(r->headers_out, "DAV",
                   "1, 3, access-control, calendar-access, "
                   "calendar-no-timezone");
    apr_table_setn(r->headers_out, "MS-Author-Via", "DAV");
    apr_table_setn(r->headers_out, "Allow", methods_of(resource));
    ap_set_content_length(r, 0);
    return OK;
}

static int mkcol(request_rec *r, const dav_resource *resource)
{
    dav_error *err;

    if (resource->exists) {
        return not_allowed(r, resource);
    }
    err = advolux_need_privileges(r, advolux_parent_href(resource), "bind",
                                  "Collections are made by Advolux: a person "
                                  "has the calendars termine and aufgaben.");
    return dav_handle_err(r, err, NULL);
}

static int mkcalendar(request_rec *r, const dav_resource *resource)
{
    dav_error *err;

    if (resource->exists) {
        err = advolux_precondition(r, HTTP_FORBIDDEN, NS_DAV,
                                   "resource-must-be-null", NULL,
                                   "There is a resource at this place.");
    } else {
        err = advolux_precondition(r, HTTP_FORBIDDEN, NS_CALDAV,
                                   "calendar-collection-location-ok", NULL,
                                   "Calendars are made by Advolux: a person "
                                   "has the calendars termine and aufgaben.");
    }
    return dav_handle_err(r, err, NULL);
}

static bool is_of_other_host(request_rec *r, const char *url)
{
    const char *own = advolux_own_host(r, url);
    apr_uri_t uri;

    return apr_uri_parse(r->pool, url, &uri) == APR_SUCCESS && uri.hostname &&
           strcasecmp(uri.hostname, own ? own : "");
}

/* If-Match and its like, and If. */
static dav_error *judge_conditions(request_rec *r, const dav_resource *resource)
{
    const char *etag = advolux_repository_hooks.getetag(resource);
    int status;

    if (etag) {
        apr_table_setn(r->headers_out, "ETag", etag);
    }
    status = ap_meets_conditions(r);
    apr_table_unset(r->headers_out, "ETag");
    return status != OK ? dav_new_error(r->pool, status, 0, 0, NULL)
                        : advolux_if_header_judge(r, resource);
}

static int proppatch(request_rec *r, const dav_resource *resource)
{
    dav_error *err = resource->exists ? judge_conditions(r, resource) : NULL;

    return err ? dav_handle_err(r, err, NULL) : advolux_proppatch(r, resource);
}

/* RFC 4918 section 10.6; false if the header says neither. */
static bool read_overwrite(const request_rec *r, bool *overwrite)
{
    const char *text = apr_table_get(r->headers_in, "Overwrite");

    *overwrite = !text || strcasecmp(text, "F");
    return !text || !strcasecmp(text, "T") || !*overwrite;
}

/* Another name in the same calendar. */
static int rename_object(request_rec *r, const dav_resource *resource,
                         const advolux_path *path, bool overwrite)
{
    dav_resource *source = apr_pmemdup(r->pool, resource, sizeof *resource);
    dav_resource *target = apr_pmemdup(r->pool, resource, sizeof *resource);
    dav_error *err;

    target->info = apr_pmemdup(r->pool, resource->info, sizeof *resource->info);
    target->info->path = *path;
    err = judge_conditions(r, resource);
    if (!err && !strcmp(path->name, resource->info->path.name)) {
        err = advolux_bad_request(r, HTTP_FORBIDDEN,
                                  "Source and destination are the same.");
    }
    if (!err && r->method_number == M_COPY) {
        err = advolux_uid_conflict(
            r, advolux_resource_href(resource),
            "A calendar holds a UID once (RFC 4791 section 5.3.2).");
    }
    if (!err) {
        err = advolux_move_object(source, target, overwrite);
    }
    if (err) {
        return dav_handle_err(r, err, NULL);
    }
    apr_table_setn(r->headers_out, "Location", advolux_resource_href(target));
    r->status = HTTP_CREATED;
    ap_set_content_length(r, 0);
    return DONE;
}

/* Whether both are objects of one calendar. */
static bool is_beside(const dav_resource *resource, const advolux_path *path)
{
    const advolux_path *own = &resource->info->path;

    return path->place == PLACE_OBJECT && !path->slash &&
           path->kind == own->kind && !strcmp(path->login, own->login);
}

/* COPY and MOVE elsewhere are refused before the destination is looked at: the
 * answer tells nothing about what is there. */
static int copy_or_move(request_rec *r, const dav_resource *resource)
{
    const char *destination = apr_table_get(r->headers_in, "Destination");
    advolux_path path;
    bool overwrite;

    if (!resource->exists) {
        return HTTP_NOT_FOUND;
    }
    if (!destination || !read_overwrite(r, &overwrite)) {
        return HTTP_BAD_REQUEST;
    }
    if (is_of_other_host(r, destination)) {
        return HTTP_BAD_GATEWAY; /* RFC 4918 section 9.8.5 */
    }
    if (resource->collection) {
        return dav_handle_err(
            r,
            advolux_precondition(r, HTTP_FORBIDDEN, NS_CALDAV,
                                 "calendar-collection-location-ok", NULL,
                                 "Collections stay where they are."),
            NULL);
    }
    if (!advolux_path_from_href(r->pool, resource->info->root,
                                advolux_own_host(r, destination), destination,
                                &path)) {
        return HTTP_CONFLICT; /* nothing can be there */
    }
    if (is_beside(resource, &path)) {
        return rename_object(r, resource, &path, overwrite);
    }
    path.place = path.place == PLACE_OBJECT ? PLACE_CALENDAR : path.place;
    return dav_handle_err(
        r,
        advolux_need_privileges(
            r, advolux_path_href(r->pool, resource->info->root, &path), "bind",
            "Items stay in the calendar and "
            "under the name they have."),
        NULL);
}

static dav_error *misplaced_put(request_rec *r, const dav_resource *resource)
{
    if (resource->info->path.place == PLACE_OBJECT &&
        advolux_place_visible(resource->info)) {
        return NULL;
    }
    return dav_new_error(
        r->pool, resource->exists ? not_allowed(r, resource) : HTTP_CONFLICT, 0,
        0, NULL);
}

static dav_error *misplaced_delete(request_rec *r, const dav_resource *resource)
{
    if (!resource->collection || !resource->exists) {
        return NULL; /* an object, or mod_dav's 404 */
    }
    return advolux_need_privileges(r, advolux_parent_href(resource), "unbind",
                                   "A calendar belongs to its staff member and "
                                   "cannot be deleted from a device.");
}

int advolux_method_precondition(request_rec *r, dav_resource *source,
                                const dav_resource *destination,
                                const apr_xml_doc *doc, dav_error **err)
{
    (void)destination;
    (void)doc;
    /* NULL: what another provider's walk has come to. */
    if (!source || source->hooks != &advolux_repository_hooks) {
        return DECLINED;
    }
    if (r->method_number == M_PUT) {
        *err = misplaced_put(r, source);
    } else if (r->method_number == M_DELETE) {
        *err = misplaced_delete(r, source);
    }
    if (!*err) {
        *err = advolux_if_header_judge(r, source);
    }
    return OK;
}

/* Methods that read their body themselves have `body` set. */
static const struct method {
    const char *name;
    int (*handle)(request_rec *r, const dav_resource *resource);
    bool body;
} methods[] = {
    { "OPTIONS", options, false },    { "PROPFIND", advolux_propfind, true },
    { "PROPPATCH", proppatch, true }, { "PUT", advolux_put, true },
    { "MKCOL", mkcol, false },        { "MKCALENDAR", mkcalendar, false },
    { "COPY", copy_or_move, false },  { "MOVE", copy_or_move, false },
    { "ACL", not_allowed, false },
};

/* What httpd has a number for and is not offered, so that Allow tells what is;
 * GET, DELETE and REPORT are mod_dav's. */
static const struct method others = { "", not_allowed, false };

/* NULL: another handler's. */
static const struct method *method_of(request_rec *r)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (!strcmp(r->method, methods[i].name)) {
            return &methods[i];
        }
    }
    return r->method_number == M_GET || r->method_number == M_DELETE ||
                   r->method_number == M_REPORT || r->method_number == M_INVALID
               ? NULL
               : &others;
}

/* If-None-Match compares weakly (RFC 9110 section 13.1.2), httpd strongly but
 * for GET: without its W/ a tag is the same to both. */
static void compare_weakly(request_rec *r)
{
    const char *from = apr_table_get(r->headers_in, "If-None-Match");
    bool quoted = false;
    char *tags, *to;

    if (!from) {
        return;
    }
    to = tags = apr_pstrdup(r->pool, from);
    while (*from) {
        if (!quoted && !strncmp(from, "W/\"", 3)) {
            from += 2;
        }
        quoted ^= *from == '"';
        *to++ = *from++;
    }
    *to = '\0';
    apr_table_setn(r->headers_in, "If-None-Match", tags);
}

/* Whether there is a body that is parsed, here or by mod_dav. */
static bool has_xml(request_rec *r)
{
    return r->method_number == M_PROPFIND || r->method_number == M_PROPPATCH ||
           r->method_number == M_REPORT;
}

int advolux_method_handler(request_rec *r)
{
    const struct method *method;
    dav_resource *resource;
    dav_error *err;
    int status;

    if (dav_get_provider(r) != &advolux_dav_provider) {
        return DECLINED;
    }
    request_account_keep_little(r);
    compare_weakly(r);
    if (has_xml(r)) {
        xml_watch(r);
    }
    method = method_of(r);
    if (!method) {
        return DECLINED;
    }
    if (!method->body && (status = ap_discard_request_body(r)) != OK) {
        return status;
    }
    err = dav_get_resource(r, 0, 0, &resource);
    if (err) {
        return dav_handle_err(r, err, NULL);
    }
    return method->handle(r, resource);
}

void advolux_method_register(apr_pool_t *p)
{
    ap_method_register(p, "MKCALENDAR");
    xml_watch_register();
}
