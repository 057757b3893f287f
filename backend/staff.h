/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file staff.h
 * Staff members (Bearbeiter) as principals: credentials and names.
 */
#ifndef ADVOLUX_STAFF_H
#define ADVOLUX_STAFF_H

#include "store.h"

typedef struct advolux_credential {
    const char *hash;       /**< crypt(3) string; never NULL */
    apr_int64_t generation; /**< > 0 */
} advolux_credential;

/** The credential of a login. ADVOLUX_E_LOGIN: no such login, no password, or
 * CalDAV is off for this person (callers verify against a dummy hash then). */
advolux_error *advolux_credential_get(advolux_store *store, apr_pool_t *pool,
                                      const char *login,
                                      const advolux_credential **credential);

typedef struct advolux_principal {
    const char *login;
    const char *name; /**< display name */
    const char *mail; /**< NULL if unknown */
} advolux_principal;

/** The principal of who->login itself; nobody else's can be asked for.
 * ADVOLUX_E_LOGIN as above. */
advolux_error *advolux_principal_get(advolux_store *store, apr_pool_t *pool,
                                     const advolux_who *who,
                                     const advolux_principal **principal);

#endif
