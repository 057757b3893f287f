/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include <apr_strings.h>

#include "if_header.h"
#include "message.h"
#include "object.h"
#include "policy.h"
#include "resource.h"

/* How often a write is judged anew after somebody else's change came between.
 * Each round means that another writer got through. */
#define ROUNDS_MAX 8

typedef struct dav_resource_private advolux_resource;

bool advolux_is_conditional(const request_rec *r)
{
    return apr_table_get(r->headers_in, "If-Match") ||
           apr_table_get(r->headers_in, "If-None-Match") ||
           apr_table_get(r->headers_in, "If-Unmodified-Since") ||
           advolux_if_header_was_there(r);
}

/* RFC 4791 section 5.3.2.1: the UID is another object's, or the object of this
 * name has another one. */
static dav_error *uid_conflict(const dav_resource *resource,
                               const advolux_error *error)
{
    const advolux_resource *info = resource->info;

    return info->entry && error->name && !strcmp(error->name, info->path.name)
               ? advolux_uid_conflict(
                     info->r, advolux_resource_href(resource),
                     "The object of this name has another UID, and keeps it: "
                     "another UID needs another name (RFC 4791 section "
                     "5.3.2.1).")
               : advolux_dav_error(info->r, error);
}

/* Look again after ADVOLUX_E_CHANGED. NULL: judge anew. */
static dav_error *look_again(dav_resource *resource, const advolux_error *error,
                             int round)
{
    request_rec *r = resource->info->r;

    if (error->kind != ADVOLUX_E_CHANGED || advolux_is_conditional(r)) {
        return advolux_dav_error(r, error);
    }
    if (round == ROUNDS_MAX) {
        apr_table_setn(r->err_headers_out, "Retry-After", "1");
        return dav_new_error(r->pool, HTTP_SERVICE_UNAVAILABLE, 0, 0, NULL);
    }
    error = advolux_resource_load(resource);
    return error ? advolux_dav_error(r, error) : NULL;
}

static advolux_expected expected(const advolux_resource *info)
{
    return (advolux_expected){
        .version = info->entry ? info->entry->member.version : 0,
        .revision = info->revision,
    };
}

/* 403 naming the privilege, and the entry is healed. */
static dav_error *refuse(const dav_resource *resource, const char *operation,
                         const policy_answer *answer)
{
    const advolux_resource *info = resource->info;
    advolux_error *error = NULL;

    if (answer->verdict == POLICY_MISSING) {
        return dav_new_error(resource->pool, HTTP_NOT_FOUND, 0, 0, NULL);
    }
    if (info->entry) {
        error =
            advolux_entry_refuse(info->store, resource->pool, info->who,
                                 info->path.kind, info->path.name, operation);
    }
    if (error && error->kind != ADVOLUX_E_MISSING) {
        return advolux_dav_error(info->r, error);
    }
    return advolux_need_privileges(info->r, advolux_resource_href(resource),
                                   answer->privilege, answer->reason);
}

static const policy_answer *judge_put(const dav_resource *resource,
                                      const char *text, apr_size_t length)
{
    const advolux_resource *info = resource->info;
    const advolux_member *member = info->entry ? &info->entry->member : NULL;
    const policy_answer *answer =
        policy_judge(member, member ? POLICY_CHANGE : POLICY_CREATE);

    if (answer->verdict == POLICY_REFUSED && info->content &&
        ical_object_same_but_alarms(resource->pool, info->content,
                                    info->content_length, text, length,
                                    info->calendar->zone)) {
        answer = policy_judge(member, POLICY_CHANGE_ALARMS);
    }
    return answer;
}

/* Times in a zone that nobody knows count in the calendar's; people are to
 * find out where an appointment went. */
static void note_zones(const advolux_resource *info, const advolux_item *item)
{
    bool guessed = false, own = false;

    for (int i = 0; i < item->components->nelts; i++) {
        const advolux_component *component =
            &APR_ARRAY_IDX(item->components, i, advolux_component);

        guessed |= component->zone_guessed;
        own |= *component->zone == '<';
    }
    if (guessed) {
        advolux_say(info->r, MESSAGE_UNKNOWN_ZONE, NULL,
                    "%s names a time zone that is not known; its times count "
                    "in the calendar's",
                    advolux_say_place(info->r));
    }
    if (own) {
        advolux_say(info->r, MESSAGE_OWN_ZONE, NULL,
                    "%s defines a time zone that is none of the IANA database; "
                    "it is stored by its offsets",
                    advolux_say_place(info->r));
    }
}

dav_error *advolux_write_object(const dav_resource *resource, const char *text,
                                apr_size_t length)
{
    advolux_resource *info = resource->info;
    request_rec *r = info->r;
    ical_limits limits = advolux_limits(r);
    dav_resource *target =
        apr_pmemdup(resource->pool, resource, sizeof *resource);
    const char *sent = text;
    advolux_item *item;
    const ical_fault *fault;

    fault = ical_object_take(resource->pool, &text, &length, info->path.kind,
                             info->calendar->zone, &limits, &item);
    if (fault) {
        return advolux_refuse_data(r, fault);
    }
    for (int round = 1;; round++) {
        const policy_answer *answer = judge_put(target, text, length);
        advolux_write write = {
            .kind = info->path.kind,
            .name = info->path.name,
            .expect = expected(info),
            .uid = item->uid,
            .text = text,
            .text_length = length,
            .item = answer->verdict == POLICY_TEXT_ONLY ? NULL : item,
        };
        apr_int64_t version;
        advolux_error *error;
        dav_error *err;

        if (answer->verdict == POLICY_MISSING ||
            answer->verdict == POLICY_REFUSED) {
            return refuse(target, "put", answer);
        }
        error = advolux_entry_put(info->store, resource->pool, info->who,
                                  &write, &version);
        if (!error) {
            note_zones(info, item);
            if (text == sent) { /* RFC 4791 section 5.3.4 */
                apr_table_setn(r->headers_out, "ETag",
                               advolux_etag(resource->pool,
                                            info->calendar->epoch, version));
            }
            return NULL;
        }
        err = error->kind == ADVOLUX_E_UID_TAKEN
                  ? uid_conflict(target, error)
                  : look_again(target, error, round);
        if (err) {
            return err;
        }
    }
}

dav_error *advolux_remove_object(dav_resource *resource)
{
    advolux_resource *info = resource->info;

    for (int round = 1;; round++) {
        const policy_answer *answer;
        advolux_expected expect = expected(info);
        advolux_error *error;
        dav_error *err;

        if (!info->entry) {
            return dav_new_error(resource->pool, HTTP_NOT_FOUND, 0, 0, NULL);
        }
        answer = policy_judge(&info->entry->member, POLICY_DELETE);
        if (answer->verdict != POLICY_ALLOWED) {
            return refuse(resource, "delete", answer);
        }
        error = advolux_entry_delete(info->store, resource->pool, info->who,
                                     info->path.kind, info->path.name, &expect);
        if (!error) {
            resource->exists = 0;
            return NULL;
        }
        err = look_again(resource, error, round);
        if (err) {
            return err;
        }
    }
}

/* Neither must stand against the move; NULL if so. */
static dav_error *judge_move(const dav_resource *source,
                             const dav_resource *target, bool overwrite)
{
    const policy_answer *answer;

    if (!source->info->entry) {
        return dav_new_error(source->pool, HTTP_NOT_FOUND, 0, 0, NULL);
    }
    answer = policy_judge(&source->info->entry->member, POLICY_CHANGE);
    if (answer->verdict != POLICY_ALLOWED) {
        return refuse(source, "move", answer);
    }
    if (!target->info->entry) {
        return NULL;
    }
    return overwrite
               ? advolux_uid_conflict(source->info->r,
                                      advolux_resource_href(target),
                                      "The object of that name has another "
                                      "UID (RFC 4791 section 5.3.2.1).")
               : advolux_bad_request(source->info->r, HTTP_PRECONDITION_FAILED,
                                     "There is an object of that name.");
}

dav_error *advolux_move_object(dav_resource *source, dav_resource *target,
                               bool overwrite)
{
    advolux_resource *from = source->info, *to = target->info;

    for (int round = 1;; round++) {
        advolux_error *error = advolux_resource_load(target);
        dav_error *err = error ? advolux_dav_error(from->r, error)
                               : judge_move(source, target, overwrite);
        advolux_expected expect;

        if (err) {
            return err;
        }
        expect = expected(from);
        error = advolux_entry_move(from->store, source->pool, from->who,
                                   from->path.kind, from->path.name, &expect,
                                   to->path.name);
        if (!error) {
            return NULL;
        }
        if (error->kind == ADVOLUX_E_HIDDEN) {
            return advolux_need_privileges(from->r,
                                           advolux_resource_href(target),
                                           "write-content", error->reason);
        }
        err = look_again(source, error, round);
        if (err) {
            return err;
        }
    }
}
