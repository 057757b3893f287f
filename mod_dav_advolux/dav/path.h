/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file path.h
 * URLs of the tree (ARCHITECTURE.md, "URLs") to places and back.
 */
#ifndef ADVOLUX_PATH_H
#define ADVOLUX_PATH_H

#include "component.h"

typedef enum dav_place {
    PLACE_NONE,       /**< no such place in the tree */
    PLACE_ROOT,       /**< ROOT/ */
    PLACE_PRINCIPALS, /**< ROOT/principals/ */
    PLACE_PRINCIPAL,  /**< ROOT/principals/LOGIN/ */
    PLACE_HOMES,      /**< ROOT/calendars/ */
    PLACE_HOME,       /**< ROOT/calendars/LOGIN/ */
    PLACE_CALENDAR,   /**< ROOT/calendars/LOGIN/termine/ or aufgaben/ */
    PLACE_OBJECT      /**< ROOT/calendars/LOGIN/termine/NAME */
} dav_place;

typedef struct advolux_path {
    dav_place place;
    bool slash;             /**< the text ended in '/' */
    const char *login;      /**< decoded; NULL above the principal or home */
    advolux_item_kind kind; /**< from PLACE_CALENDAR down */
    const char *name;       /**< decoded; PLACE_OBJECT only */
} advolux_path;

/** Parse a decoded URI path; `root` without trailing '/'. */
advolux_path advolux_path_parse(apr_pool_t *pool, const char *root,
                                const char *uri);

/** The same of a request: `uri` is what httpd has decoded, `sent` what the
 * client sent. A slash inside the name of an object ("a%2Fb.ics") is no
 * separator; httpd passes it on decoded (AllowEncodedSlashes On) or as it is
 * (NoDecode). */
advolux_path advolux_path_of_request(apr_pool_t *pool, const char *root,
                                     const char *uri, const char *sent);

/** A name as a segment of an href, a slash escaped. */
const char *advolux_path_segment(apr_pool_t *pool, const char *name);

/** The absolute path, percent-encoded for an href (not yet XML-escaped: it
 * holds nothing that needs it but '&'); collections end in '/'. */
const char *advolux_path_href(apr_pool_t *pool, const char *root,
                              const advolux_path *path);

/** The path of what an href in a request body names: absolute path or
 * absolute URL of this host, percent-encoded, white space around it. false if
 * it is malformed, of another host, or outside root. */
bool advolux_path_from_href(apr_pool_t *pool, const char *root,
                            const char *host, const char *href,
                            advolux_path *path);

/** Whether `name` is its own href segment and its own XML: nothing but the
 * unreserved characters of RFC 3986 section 2.3. */
bool advolux_path_is_unreserved(const char *name);

/** "termine" or "aufgaben". */
const char *advolux_kind_segment(advolux_item_kind kind);

#endif
