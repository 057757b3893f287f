/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_protocol.h>

#include <apr_strings.h>

#include "authn.h"
#include "content_line.h"
#include "message.h"
#include "request_log.h"
#include "resource.h"
#include "text.h"

/* What each kind of backend error is in HTTP. A kind without a row is as the
 * last one. */
static const struct error_row {
    advolux_kind_of_error kind;
    int status;
    const char *ns; /* precondition, or NULL */
    const char *element;
    const char *retry_after; /* seconds, or NULL */
    advolux_message message;
} error_rows[] = {
    { ADVOLUX_E_MISSING, HTTP_NOT_FOUND, NULL, NULL, NULL, MESSAGE_MISSING },
    { ADVOLUX_E_CHANGED, HTTP_PRECONDITION_FAILED, NULL, NULL, NULL,
      MESSAGE_CHANGED },
    { ADVOLUX_E_UID_TAKEN, HTTP_FORBIDDEN, NS_CALDAV, "no-uid-conflict", NULL,
      MESSAGE_UID_TAKEN },
    { ADVOLUX_E_FULL, HTTP_INSUFFICIENT_STORAGE, NULL, NULL, NULL,
      MESSAGE_FULL },
    { ADVOLUX_E_QUOTA, HTTP_INSUFFICIENT_STORAGE, NS_DAV, "quota-not-exceeded",
      NULL, MESSAGE_FULL },
    { ADVOLUX_E_INVALID, HTTP_FORBIDDEN, NS_CALDAV, "valid-calendar-data", NULL,
      MESSAGE_INVALID },
    { ADVOLUX_E_UNAVAILABLE, HTTP_SERVICE_UNAVAILABLE, NULL, NULL, "5",
      MESSAGE_UNAVAILABLE },
    { ADVOLUX_E_EXHAUSTED, HTTP_SERVICE_UNAVAILABLE, NULL, NULL, "60",
      MESSAGE_EXHAUSTED },
    { ADVOLUX_E_SCHEMA, HTTP_SERVICE_UNAVAILABLE, NULL, NULL, "60",
      MESSAGE_SCHEMA },
    { ADVOLUX_E_PRIVILEGED, HTTP_SERVICE_UNAVAILABLE, NULL, NULL, "60",
      MESSAGE_PRIVILEGED },
    { ADVOLUX_E_FAULT, HTTP_SERVICE_UNAVAILABLE, NULL, NULL, "60",
      MESSAGE_FAULT },
};

static const struct error_row *row_for(advolux_kind_of_error kind)
{
    const struct error_row *last = error_rows;

    for (size_t i = 0; i < sizeof error_rows / sizeof *error_rows; i++) {
        last = &error_rows[i];
        if (last->kind == kind) {
            break;
        }
    }
    return last;
}

/* A sentence as an XML comment: people who look at the answer can read it, and
 * the precondition element stays alone in DAV:error for programs. */
static const char *comment(apr_pool_t *pool, const char *sentence)
{
    char *text, *s;

    if (!sentence) {
        return "";
    }
    text = apr_pstrdup(pool, apr_xml_quote_string(pool, sentence, 0));
    for (s = text; *s; s++) {
        if (s[0] == '-' && (s[1] == '-' || s[1] == '\0')) {
            *s = '_';
        }
    }
    return apr_pstrcat(pool, "<!-- ", text, " -->", NULL);
}

/* The client gets `sentence`; the log, which others read, gets `rule`. */
static dav_error *refuse(request_rec *r, advolux_message message, int status,
                         const char *ns, const char *element,
                         const char *children, const char *sentence,
                         const char *rule)
{
    dav_error *err = dav_new_error_tag(r->pool, status, 0, 0, NULL,
                                       strcmp(ns, NS_DAV) ? ns : NULL, element);

    apr_table_setn(r->notes, ADVOLUX_NOTE_REFUSAL, element);
    err->childtags = apr_pstrcat(r->pool, children ? children : "",
                                 comment(r->pool, sentence), NULL);
    if (err->childtags[0] == '\0') {
        err->childtags = NULL;
    }
    advolux_say(r, message, element, "%s %s refused, %s: %s", r->method,
                advolux_say_place(r), element, rule ? rule : "-");
    return err;
}

dav_error *advolux_precondition(request_rec *r, int status, const char *ns,
                                const char *element, const char *children,
                                const char *sentence)
{
    return refuse(r, MESSAGE_REFUSED, status, ns, element, children, sentence,
                  ical_without_excerpts(r->pool, sentence));
}

dav_error *advolux_refuse_data(request_rec *r, const ical_fault *fault)
{
    return refuse(r, MESSAGE_REFUSED, HTTP_FORBIDDEN, NS_CALDAV,
                  fault->precondition, NULL, fault->reason, fault->rule);
}

dav_error *advolux_bad_request(request_rec *r, int status, const char *sentence)
{
    apr_table_setn(r->notes, "error-notes", sentence);
    return dav_new_error(r->pool, status, 0, 0, NULL);
}

dav_error *advolux_need_privileges(request_rec *r, const char *href,
                                   const char *privilege, const char *sentence)
{
    const char *children = apr_pstrcat(r->pool, "<D:resource><D:href>",
                                       apr_xml_quote_string(r->pool, href, 0),
                                       "</D:href>"
                                       "<D:privilege><D:",
                                       privilege,
                                       "/></D:privilege>"
                                       "</D:resource>",
                                       NULL);

    return advolux_precondition(r, HTTP_FORBIDDEN, NS_DAV, "need-privileges",
                                children, sentence);
}

dav_error *advolux_uid_conflict(request_rec *r, const char *href,
                                const char *sentence)
{
    return advolux_precondition(
        r, HTTP_FORBIDDEN, NS_CALDAV, "no-uid-conflict",
        apr_pstrcat(r->pool, "<D:href>", apr_xml_quote_string(r->pool, href, 0),
                    "</D:href>", NULL),
        sentence);
}

/* dav_error's error_id of a login that was verified anew. */
#define LOGIN_RENEWED 1

dav_error *advolux_login_error(request_rec *r)
{
    if (advolux_request_renew(r)) {
        apr_table_setn(r->err_headers_out, "Retry-After", "1");
        return dav_new_error(r->pool, HTTP_SERVICE_UNAVAILABLE, LOGIN_RENEWED,
                             0, NULL);
    }
    return dav_new_error(r->pool, advolux_request_reject(r), 0, 0, NULL);
}

bool advolux_login_renewed(request_rec *r, const dav_error *err)
{
    if (!err || err->error_id != LOGIN_RENEWED) {
        return false;
    }
    apr_table_unset(r->err_headers_out, "Retry-After");
    return true;
}

/* The href of the request's resource, or of the member called `name` beside
 * it. */
static const char *href_of(request_rec *r, const char *name)
{
    const char *own = apr_table_get(r->notes, ADVOLUX_NOTE_HREF);
    const char *slash;

    own = own ? own : ap_escape_uri(r->pool, r->uri);
    slash = strrchr(own, '/');
    return name ? apr_pstrcat(r->pool,
                              apr_pstrmemdup(r->pool, own,
                                             (apr_size_t)(slash - own) + 1),
                              advolux_path_segment(r->pool, name), NULL)
                : own;
}

void advolux_error_log(request_rec *r, const advolux_error *error)
{
    const struct error_row *row = row_for(error->kind);

    advolux_say(r, row->message, error->reason, "%s %s: %s%s%s", r->method,
                advolux_say_place(r), error->reason,
                error->sqlstate[0] ? ", SQLSTATE " : "", error->sqlstate);
}

dav_error *advolux_dav_error(request_rec *r, const advolux_error *error)
{
    const struct error_row *row = row_for(error->kind);
    const char *children = NULL;

    if (error->kind == ADVOLUX_E_LOGIN) {
        return advolux_login_error(r);
    }
    if (error->kind == ADVOLUX_E_HIDDEN || error->kind == ADVOLUX_E_REFUSED) {
        return advolux_need_privileges(r, href_of(r, NULL), "write-content",
                                       error->reason);
    }
    if (row->retry_after) {
        apr_table_setn(r->err_headers_out, "Retry-After", row->retry_after);
    }
    if (row->element) {
        if (error->name) {
            children = apr_pstrcat(
                r->pool, "<D:href>",
                apr_xml_quote_string(r->pool, href_of(r, error->name), 0),
                "</D:href>", NULL);
        }
        return refuse(r, row->message, row->status, row->ns, row->element,
                      children, error->reason, error->reason);
    }
    advolux_error_log(r, error);
    return dav_new_error(r->pool, row->status, 0, 0, NULL);
}
