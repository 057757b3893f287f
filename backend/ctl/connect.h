/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file connect.h
 * What a device needs to know to connect, in the forms that devices take.
 */
#ifndef ADVOLUX_CTL_CONNECT_H
#define ADVOLUX_CTL_CONNECT_H

#include <stdbool.h>
#include <stdio.h>
#include <apr_pools.h>

#include "certificate.h"
#include "ctl.h"

/** UTF-8; login and name are the person's in Advolux. */
typedef struct connect_facts {
    const char *login, *name;
    const char *host;
    int port;
    bool tls;
    const char *path; /**< begins and ends with '/' */
} connect_facts;

/** Take "https://HOST[:PORT][/PATH]" apart; false if it is none. */
bool connect_read_url(apr_pool_t *pool, const char *url, connect_facts *facts);

/** An Apple configuration profile (XML): the account without its password.
 * The same person and server give the same identifiers, so that a second
 * profile replaces the first. */
const char *connect_profile(apr_pool_t *pool, const connect_facts *facts);

/** Draw a text as a QR code that a camera reads off a terminal; false if this
 * build has no libqrencode, or the text is too long. */
bool connect_draw_qr(FILE *out, const char *text);

/** Read a certificate with the passwords of `source` (file:, exec: or NULL);
 * false after a message. */
bool ctl_certificate_open(ctl *c, const char *file, const char *source,
                          certificate **found);

#endif
