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

/** One of a login's passwords, as far as the store tells of it: who knows the
 * right one makes its proof with the setting (proof.h). */
typedef struct advolux_credential {
    apr_int64_t id;      /**< never reused; 0: nobody's, see below */
    const char *setting; /**< crypt(3): algorithm, cost and salt */
    bool of_device;      /**< else it is the CalDAV password */
    const char *proof;   /**< that the caller made; NULL: none */
    const char *device;  /**< the device's name, of one that is verified */
} advolux_credential;

/** The shape of a device password: letters and digits in groups. What has
 * another is none, and need not be compared with them. */
#define ADVOLUX_DEVICE_PASSWORD_GROUPS 5
#define ADVOLUX_DEVICE_PASSWORD_GROUP 5
#define ADVOLUX_DEVICE_PASSWORD_LENGTH \
    (ADVOLUX_DEVICE_PASSWORD_GROUPS * (ADVOLUX_DEVICE_PASSWORD_GROUP + 1) - 1)
bool advolux_device_password_like(const char *password);

/** The credentials of a login (array of advolux_credential), the CalDAV
 * password first. If there is no such login (NULL: what cannot be one), or
 * CalDAV is off for this person, they are nobody's, with the settings of
 * somebody of the firm: to verify them takes as long, and fails. */
advolux_error *advolux_credentials_get(advolux_store *store, apr_pool_t *pool,
                                       const char *login,
                                       apr_array_header_t **credentials);

/** Which of the credentials that have a proof is proved by it: *right, which
 * has its device's name then, or NULL. One query however many there are. */
advolux_error *advolux_credentials_verify(advolux_store *store,
                                          apr_pool_t *pool, const char *login,
                                          const apr_array_header_t *credentials,
                                          advolux_credential **right);

/** Note that a device's password was verified. Nothing depends on it. */
advolux_error *advolux_device_seen(advolux_store *store, apr_pool_t *pool,
                                   const char *login,
                                   const advolux_credential *credential);

/** Whether what somebody typed is a login but for its capitals or blanks around
 * it: *meant, for the error log alone (NULL: it is not). The journal says so
 * too, once a minute. Lets nobody in. */
advolux_error *advolux_login_explain(advolux_store *store, apr_pool_t *pool,
                                     const char *typed, const char **meant);

typedef struct advolux_principal {
    const char *login;
    const char *name; /**< display name */
    const char *mail; /**< NULL if unknown */
} advolux_principal;

/** The principal of who->login itself; nobody else's can be asked for.
 * ADVOLUX_E_LOGIN: the credential or the login is over. */
advolux_error *advolux_principal_get(advolux_store *store, apr_pool_t *pool,
                                     const advolux_who *who,
                                     const advolux_principal **principal);

#endif
