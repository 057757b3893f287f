/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file sync.h
 * What sync-collection on a calendar and on the home have in common.
 */
#ifndef ADVOLUX_SYNC_H
#define ADVOLUX_SYNC_H

#include "report.h"
#include "sync_request.h"
#include "sync_token.h"

/** As sync_request_parse, of the document of `r`; 400 if it says nothing that
 * can be answered. */
dav_error *sync_request_read(request_rec *r, const apr_xml_doc *doc,
                             sync_request *request);

/** 403 DAV:valid-sync-token. */
dav_error *sync_invalid_token(request_rec *r);

/** What a client has of one calendar, and what it gets. */
typedef struct sync_answer {
    members *m;
    sync_request *request;
    bool initial;    /**< it has nothing */
    sync_token from; /**< what it has */
    /** Called with the calendar that the first page shows, before its members
     * are written; NULL: nothing to do. */
    void (*begin)(struct sync_answer *s, const advolux_calendar *calendar);
    void *context;     /**< for `begin` */
    bool stale;        /**< set: the token is not this calendar's, or too old
                            by now */
    bool truncated;    /**< set: by the limit */
    const char *token; /**< set: what the client then has */
} sync_answer;

/** Answer for what has changed in the calendar. */
advolux_error *sync_write_changes(sync_answer *s);

/** End the multistatus: with a 507 for `href` if the limit cut it. As
 * multistatus_end. */
dav_error *sync_end(multistatus *ms, const char *href, bool truncated,
                    const char *token);

#endif
