/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file identity.h
 * Who a request acts for. The provider of authn.c notes whom it verified; the
 * rest of the module asks for advolux_who.
 */
#ifndef ADVOLUX_IDENTITY_H
#define ADVOLUX_IDENTITY_H

#include <stdbool.h>

#include <httpd.h>

#include "login_cache.h"
#include "store.h"

/** What the provider found out; one for a request with its subrequests. */
typedef struct identity {
    const char *login;                /**< verified; NULL if none */
    const advolux_verified *verified; /**< as what; NULL if none */
    advolux_fingerprint key;          /**< its place in the cache */
    advolux_who *who;                 /**< made when first asked for */
    const char *denied;               /**< a login that was; NULL if none */
    bool renewed; /**< the credential was verified once more */
    int status;   /**< answer that AuthBasicProvider has no word
                     for; 0: none */
} identity;

/** The main request of a subrequest, or r. */
request_rec *identity_top(request_rec *r);

/** The identity noted at a main request; NULL if there is none. */
identity *identity_at(request_rec *r);

/** The identity of this request, made if there is none. */
identity *identity_of(request_rec *r);

/** The identity that was verified for r->user: in this request, or in one
 * that was redirected to it internally, for httpd does not ask twice. NULL if
 * another httpd authentication vouches for r->user, or nobody. */
const identity *identity_verified(request_rec *r);

/** Who this request acts for: REMOTE_USER, with the credential that was
 * verified and its proof if AuthBasicProvider advolux did that, else 0. NULL if
 * nobody is authenticated, or REMOTE_USER cannot be a login (1 to 255 octets of
 * UTF-8 without control characters). Made once per request. */
const advolux_who *advolux_request_who(request_rec *r);

/** The User-Agent, printable and short, and before it the name of the device
 * whose password it was; in the request's pool. NULL if there is neither. */
const char *advolux_request_device(request_rec *r);

#endif
