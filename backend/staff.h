/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file staff.h
 * Staff members (Bearbeiter) as principals: credentials and names.
 */
#ifndef ADVOLUX_STAFF_H
#define ADVOLUX_STAFF_H

#include <stdbool.h>
#include <apr_tables.h>

#include "store.h"

/** The CalDAV password, or that of one device (DESIGN section 9). */
typedef struct advolux_credential {
    const char *hash;       /**< crypt(3) string; never NULL */
    apr_int64_t generation; /**< > 0; the same for all of a login's */
    apr_int64_t device_id;  /**< 0: the CalDAV password */
    const char *device;     /**< the device's name; NULL: the CalDAV password */
} advolux_credential;

/** The shape of a device password: letters and digits in groups. What has
 * another is none, and need not be compared with them. */
#define ADVOLUX_DEVICE_PASSWORD_GROUPS 5
#define ADVOLUX_DEVICE_PASSWORD_GROUP 5
#define ADVOLUX_DEVICE_PASSWORD_LENGTH \
    (ADVOLUX_DEVICE_PASSWORD_GROUPS * (ADVOLUX_DEVICE_PASSWORD_GROUP + 1) - 1)
bool advolux_device_password_like(const char *password);

/** The credentials of a login (array of advolux_credential), the CalDAV
 * password first. ADVOLUX_E_LOGIN: no such login, no password, or CalDAV is
 * off for this person (callers verify against a dummy hash then). */
advolux_error *advolux_credentials_get(advolux_store *store, apr_pool_t *pool,
                                       const char *login,
                                       const apr_array_header_t **credentials);

/** Note that a device's password was verified. Nothing depends on it. */
advolux_error *advolux_device_seen(advolux_store *store, apr_pool_t *pool,
                                   const char *login,
                                   const advolux_credential *credential);

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
