/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_protocol.h>
#include <http_request.h>

#include <apr_strings.h>

#include "collection.h"
#include "identity.h"
#include "message.h"
#include "outflow.h"
#include "resource.h"
#include "staff.h"

typedef struct dav_resource_private advolux_resource;

static dav_error *refuse_outright(const dav_resource *resource)
{
    return advolux_need_privileges(resource->info->r,
                                   advolux_parent_href(resource), "bind",
                                   "Calendars are made by Advolux, and items "
                                   "stay in the calendar they are in.");
}

bool advolux_place_visible(const advolux_resource *info)
{
    return info->path.place != PLACE_NONE &&
           (!info->path.login || !strcmp(info->path.login, info->who->login));
}

const char *advolux_resource_href(const dav_resource *resource)
{
    return advolux_path_href(resource->pool, resource->info->root,
                             &resource->info->path);
}

/* Of what is no place in the tree: its URL without the last segment. */
static const char *parent_of_nothing(const dav_resource *resource)
{
    const char *uri = resource->info->r->uri;
    apr_size_t length = strlen(uri);

    while (length > 1 && uri[length - 1] == '/') {
        length--;
    }
    while (length > 1 && uri[length - 1] != '/') {
        length--;
    }
    return ap_escape_uri(resource->pool,
                         apr_pstrmemdup(resource->pool, uri, length));
}

const char *advolux_parent_href(const dav_resource *resource)
{
    static const dav_place above[] = {
        [PLACE_PRINCIPALS] = PLACE_ROOT, [PLACE_PRINCIPAL] = PLACE_PRINCIPALS,
        [PLACE_HOMES] = PLACE_ROOT,      [PLACE_HOME] = PLACE_HOMES,
        [PLACE_CALENDAR] = PLACE_HOME,   [PLACE_OBJECT] = PLACE_CALENDAR,
        [PLACE_ROOT] = PLACE_ROOT,
    };
    advolux_path path = resource->info->path;

    if (path.place == PLACE_NONE) {
        return parent_of_nothing(resource);
    }
    path.place = above[path.place];
    return advolux_path_href(resource->pool, resource->info->root, &path);
}

advolux_error *advolux_resource_load(dav_resource *resource)
{
    advolux_resource *info = resource->info;
    apr_array_header_t *names =
        apr_array_make(resource->pool, 1, sizeof(const char *));
    const advolux_entries *found;
    advolux_error *error;

    APR_ARRAY_PUSH(names, const char *) = info->path.name;
    error = advolux_entries_get(info->store, resource->pool, info->who,
                                info->path.kind, names, &found);
    if (error) {
        return error;
    }
    info->calendar = found->calendar;
    info->entry = NULL;
    info->content = NULL;
    if (found->entries->nelts > 0) {
        info->entry = &APR_ARRAY_IDX(found->entries, 0, advolux_entry);
        info->content =
            advolux_entry_content(resource->pool, info->entry,
                                  found->calendar->zone, &info->content_length);
        if (info->r->method_number == M_GET) {
            advolux_entry_teach(info, resource->pool, info->entry);
        }
    }
    resource->exists = info->entry != NULL;
    return NULL;
}

/* Whether the method asks the store for nothing more, so that the login has to
 * be compared here. */
static bool needs_login_check(const advolux_resource *info)
{
    int method = info->r->method_number;

    return !advolux_place_visible(info) ||
           (method != M_PROPFIND && method != M_PROPPATCH &&
            method != M_REPORT && method != M_GET);
}

static dav_error *look_up(dav_resource *resource)
{
    advolux_resource *info = resource->info;
    bool visible = advolux_place_visible(info);
    const advolux_principal *principal;
    advolux_error *error = NULL;

    if (visible && info->path.place == PLACE_OBJECT) {
        error = advolux_resource_load(resource);
    } else {
        resource->exists = visible;
        if (needs_login_check(info)) {
            error = advolux_principal_get(info->store, resource->pool,
                                          info->who, &principal);
        }
    }
    return error ? advolux_dav_error(info->r, error) : NULL;
}

static dav_error *load(dav_resource *resource)
{
    dav_error *err = look_up(resource);

    return advolux_login_renewed(resource->info->r, err) ? look_up(resource)
                                                         : err;
}

static dav_resource *make_resource(request_rec *r, const char *root,
                                   advolux_path path)
{
    dav_resource *resource = apr_pcalloc(r->pool, sizeof *resource);
    advolux_resource *info = apr_pcalloc(r->pool, sizeof *info);

    info->r = r;
    info->root = root;
    info->path = path;
    info->who = advolux_request_who(r);
    info->store = ADVOLUX_SERVER(r->server)->store;
    resource->type = DAV_RESOURCE_TYPE_REGULAR;
    resource->collection =
        path.place != PLACE_OBJECT && path.place != PLACE_NONE;
    resource->hooks = &advolux_repository_hooks;
    resource->pool = r->pool;
    resource->info = info;
    resource->uri = r->uri;
    return resource;
}

/* A compressing filter would alter the ETag that the next PUT has to name. */
static void keep_etag(request_rec *r)
{
    if (r->method_number == M_GET || r->method_number == M_PUT) {
        apr_table_setn(r->subprocess_env, "no-gzip", "1");
        apr_table_setn(r->subprocess_env, "no-brotli", "1");
    }
}

static dav_error *get_resource(request_rec *r, const char *root_dir,
                               const char *label, int use_checked_in,
                               dav_resource **resource)
{
    apr_size_t length = strlen(root_dir);
    const char *root;
    dav_error *err;

    (void)label;
    (void)use_checked_in;
    if (length > 0 && root_dir[length - 1] == '/') {
        length--;
    }
    root = apr_pstrmemdup(r->pool, root_dir, length);
    if (!advolux_is_on(r) || !ADVOLUX_SERVER(r->server)->store) {
        advolux_say(r, MESSAGE_SWITCHED_OFF, root_dir,
                    "no calendars are served here: say \"Advolux On\" in "
                    "<Location \"%s\">",
                    root_dir);
        return dav_new_error(r->pool, HTTP_NOT_FOUND, 0, 0, NULL);
    }
    *resource = make_resource(
        r, root,
        advolux_path_of_request(r->pool, root, r->uri, r->unparsed_uri));
    if ((*resource)->info->path.place == PLACE_OBJECT) {
        apr_table_setn(r->notes, ADVOLUX_NOTE_HREF,
                       advolux_resource_href(*resource));
    }
    if (!(*resource)->info->who) {
        advolux_say(r, MESSAGE_NOBODY, root_dir,
                    "nobody is logged in: say AuthType and \"Require "
                    "valid-user\" in <Location \"%s\">",
                    root_dir);
        return dav_new_error(r->pool, HTTP_FORBIDDEN, 0, 0, NULL);
    }
    keep_etag(r);
    err = load(*resource);
    if (!err && (*resource)->info->entry) {
        /* for If-Unmodified-Since of whatever method; without it, it is now */
        ap_update_mtime(
            r, apr_time_from_sec((*resource)->info->entry->member.modified));
    }
    return err;
}

static dav_error *get_parent_resource(const dav_resource *resource,
                                      dav_resource **parent)
{
    const advolux_resource *info = resource->info;
    const char *href = advolux_parent_href(resource);
    advolux_path path;

    *parent = NULL;
    if (info->path.place == PLACE_ROOT) {
        return NULL;
    }
    if (!advolux_path_from_href(resource->pool, info->root, NULL, href,
                                &path)) {
        path = (advolux_path){ .place = PLACE_NONE };
    }
    *parent = make_resource(info->r, info->root, path);
    (*parent)->exists = advolux_place_visible((*parent)->info);
    (*parent)->uri = href;
    return NULL;
}

static int is_same_resource(const dav_resource *a, const dav_resource *b)
{
    return a->hooks == b->hooks &&
           !strcmp(advolux_resource_href(a), advolux_resource_href(b));
}

static int is_parent_resource(const dav_resource *a, const dav_resource *b)
{
    const char *parent = advolux_resource_href(a);
    const char *child = advolux_resource_href(b);

    return a->hooks == b->hooks && a->collection &&
           strlen(child) > strlen(parent) &&
           !strncmp(child, parent, strlen(parent));
}

static const char *getetag(const dav_resource *resource)
{
    const advolux_resource *info = resource->info;

    return info->entry ? advolux_etag(resource->pool, info->calendar->epoch,
                                      info->entry->member.version)
                       : NULL;
}

static dav_error *set_headers(request_rec *r, const dav_resource *resource)
{
    const advolux_resource *info = resource->info;
    const char *component;

    apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
    apr_table_setn(r->headers_out, "Cache-Control", "private, no-cache");
    if (!info->entry) {
        return collection_set_headers(r, resource);
    }
    if (!info->content) {
        advolux_say(r, MESSAGE_BAD_ITEM,
                    advolux_say_name(r->pool, info->path.name),
                    "the columns of %s cannot be shown as iCalendar",
                    advolux_say_place(r));
        return dav_new_error(r->pool, HTTP_INTERNAL_SERVER_ERROR, 0, 0, NULL);
    }
    advolux_content_shape(resource->info);
    component = info->path.kind == ADVOLUX_TASK ? "VTODO" : "VEVENT";
    ap_set_content_type(r, apr_pstrcat(r->pool,
                                       "text/calendar; charset=utf-8; "
                                       "component=",
                                       component, NULL));
    ap_set_content_length(r, (apr_off_t)info->content_length);
    ap_update_mtime(r, apr_time_from_sec(info->entry->member.modified));
    ap_set_last_modified(r);
    apr_table_setn(r->headers_out, "ETag", getetag(resource));
    return NULL;
}

static dav_error *deliver(const dav_resource *resource, ap_filter_t *output)
{
    const advolux_resource *info = resource->info;
    request_rec *r = info->r;
    apr_bucket_brigade *bb;
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;
    apr_status_t status;

    (void)output;
    if (!info->content) {
        return export_deliver(info);
    }
    bb = apr_brigade_create(r->pool, alloc);
    APR_BRIGADE_INSERT_TAIL(bb, apr_bucket_pool_create(info->content,
                                                       info->content_length,
                                                       r->pool, alloc));
    outflow_close(bb, info->content_length);
    status = ap_pass_brigade(r->output_filters, bb);
    /* AP_FILTER_ERROR: a filter has answered instead, such as 416 */
    if (status != APR_SUCCESS && status != AP_FILTER_ERROR) {
        r->connection->aborted = 1; /* the client has gone */
    }
    return NULL;
}

static dav_error *create_collection(dav_resource *resource)
{
    return refuse_outright(resource);
}

static dav_error *copy_resource(const dav_resource *src, dav_resource *dst,
                                int depth, dav_response **response)
{
    (void)src;
    (void)depth;
    *response = NULL;
    return refuse_outright(dst);
}

static dav_error *move_resource(dav_resource *src, dav_resource *dst,
                                dav_response **response)
{
    (void)src;
    *response = NULL;
    return refuse_outright(dst);
}

static dav_error *remove_resource(dav_resource *resource,
                                  dav_response **response)
{
    *response = NULL;
    return advolux_remove_object(resource);
}

/* mod_dav walks only to validate conditions; the members of a collection never
 * matter for that, since collections cannot be changed. */
static dav_error *walk(const dav_walk_params *params, int depth,
                       dav_response **response)
{
    dav_walk_resource step = { 0 };
    dav_error *err;

    (void)depth;
    *response = NULL;
    step.walk_ctx = params->walk_ctx;
    step.pool = params->pool;
    step.resource = params->root;
    err = params->func(&step, params->root->collection ? DAV_CALLTYPE_COLLECTION
                                                       : DAV_CALLTYPE_MEMBER);
    *response = step.response;
    return err;
}

static request_rec *get_request_rec(const dav_resource *resource)
{
    return resource->info->r;
}

const dav_hooks_repository advolux_repository_hooks = {
    .handle_get = 1,
    .get_resource = get_resource,
    .get_parent_resource = get_parent_resource,
    .is_same_resource = is_same_resource,
    .is_parent_resource = is_parent_resource,
    .open_stream = advolux_open_stream,
    .close_stream = advolux_close_stream,
    .write_stream = advolux_write_stream,
    .seek_stream = advolux_seek_stream,
    .set_headers = set_headers,
    .deliver = deliver,
    .create_collection = create_collection,
    .copy_resource = copy_resource,
    .move_resource = move_resource,
    .remove_resource = remove_resource,
    .walk = walk,
    .getetag = getetag,
    .get_request_rec = get_request_rec,
};

/* mod_dav insists on a property database; properties are answered by our own
 * PROPFIND and PROPPATCH, so there is none to open. */
static dav_error *propdb_open(apr_pool_t *p, const dav_resource *resource,
                              int ro, dav_db **db)
{
    (void)p;
    (void)resource;
    (void)ro;
    *db = NULL;
    return NULL;
}

static const dav_hooks_propdb propdb_hooks = { .open = propdb_open };

const dav_provider advolux_dav_provider = {
    .repos = &advolux_repository_hooks,
    .propdb = &propdb_hooks,
};
