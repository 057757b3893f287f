/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "outcome.h"
#include "pool.h"
#include "row.h"
#include "staff.h"

bool advolux_device_password_like(const char *password)
{
    for (int i = 0; i < ADVOLUX_DEVICE_PASSWORD_LENGTH; i++) {
        bool parts = i % (ADVOLUX_DEVICE_PASSWORD_GROUP + 1) ==
                     ADVOLUX_DEVICE_PASSWORD_GROUP;

        if (!password[i] || (password[i] == '-') != parts) {
            return false;
        }
    }
    return !password[ADVOLUX_DEVICE_PASSWORD_LENGTH];
}

/* Passwords that nobody has, where the store has none to stand in for them: as
 * slow as a CalDAV password of advoluxctl's, and as a device's beside it. */
static const advolux_credential nobodys[] = {
    { .setting = "$y$j9T$.dVs6/INzytgjHFJze33.0$" },
    { .setting = "$2b$04$lWyPVJyzPSJ.wfNtWe6kUe", .of_device = true },
};

static apr_array_header_t *all_nobodys(apr_pool_t *pool)
{
    const int count = (int)(sizeof nobodys / sizeof *nobodys);
    apr_array_header_t *made =
        apr_array_make(pool, count, sizeof(advolux_credential));

    for (int i = 0; i < count; i++) {
        APR_ARRAY_PUSH(made, advolux_credential) = nobodys[i];
    }
    return made;
}

advolux_error *advolux_credentials_get(advolux_store *store, apr_pool_t *pool,
                                       const char *login,
                                       apr_array_header_t **credentials)
{
    statement_call call = { .id = STATEMENT_CREDENTIALS, .values = { login } };
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);
    int rows;

    if (error) {
        return error;
    }
    rows = PQntuples(result);
    if (rows == 0) {
        *credentials = all_nobodys(pool);
        return NULL;
    }
    *credentials = apr_array_make(pool, rows, sizeof(advolux_credential));
    for (int row = 0; row < rows; row++) {
        advolux_credential *credential = apr_array_push(*credentials);

        memset(credential, 0, sizeof *credential);
        credential->id = row_int64(result, row, 0);
        credential->setting = row_text(result, row, 1);
        if (*credential->setting == '*') {
            /* Nobody's password takes as long to refuse as any. */
            credential->setting = nobodys[0].setting;
        }
        credential->of_device = row_bool(result, row, 2);
    }
    return NULL;
}

/* The credential of that id among those that have a proof. */
static advolux_credential *find(const apr_array_header_t *credentials,
                                apr_int64_t id)
{
    for (int i = 0; i < credentials->nelts; i++) {
        advolux_credential *each =
            &APR_ARRAY_IDX(credentials, i, advolux_credential);

        if (each->id == id && each->proof) {
            return each;
        }
    }
    return NULL;
}

advolux_error *advolux_credentials_verify(advolux_store *store,
                                          apr_pool_t *pool, const char *login,
                                          const apr_array_header_t *credentials,
                                          advolux_credential **right)
{
    apr_array_header_t *ids =
        apr_array_make(pool, credentials->nelts, sizeof(const char *));
    apr_array_header_t *proofs =
        apr_array_make(pool, credentials->nelts, sizeof(const char *));
    statement_call call = { .id = STATEMENT_VERIFY, .values = { login } };
    const PGresult *result;
    advolux_error *error;

    *right = NULL;
    for (int i = 0; i < credentials->nelts; i++) {
        const advolux_credential *each =
            &APR_ARRAY_IDX(credentials, i, advolux_credential);

        if (each->proof) {
            APR_ARRAY_PUSH(ids, const char *) =
                statement_number(pool, each->id);
            APR_ARRAY_PUSH(proofs, const char *) = each->proof;
        }
    }
    call.values[1] = statement_array(pool, ids);
    call.values[2] = statement_array(pool, proofs);
    error = pool_run(store, pool, &call, 1, &result);
    if (!error && PQntuples(result) == 1) {
        *right = find(credentials, row_int64(result, 0, 0));
        if (*right) {
            (*right)->device = row_text(result, 0, 1);
        }
    }
    return error;
}

advolux_error *advolux_device_seen(advolux_store *store, apr_pool_t *pool,
                                   const char *login,
                                   const advolux_credential *credential)
{
    statement_call call = {
        .id = STATEMENT_DEVICE_SEEN,
        .values = { login, statement_number(pool, credential->id),
                    credential->proof },
    };
    const PGresult *result;

    return pool_run(store, pool, &call, 1, &result);
}

advolux_error *advolux_login_explain(advolux_store *store, apr_pool_t *pool,
                                     const char *typed, const char **meant)
{
    statement_call call = { .id = STATEMENT_EXPLAIN_LOGIN,
                            .values = { typed } };
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);

    *meant = error ? NULL : row_text(result, 0, 0);
    return error;
}

advolux_error *advolux_principal_get(advolux_store *store, apr_pool_t *pool,
                                     const advolux_who *who,
                                     const advolux_principal **principal)
{
    statement_call call =
        statement_call_make(pool, STATEMENT_PRINCIPAL, who, NULL, NULL);
    advolux_principal *found = apr_palloc(pool, sizeof *found);
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);

    if (error) {
        return error;
    }
    if (PQntuples(result) != 1) {
        return outcome_nothing(pool);
    }
    found->login = row_text(result, 0, 0);
    found->name = row_text(result, 0, 1);
    found->mail = row_text(result, 0, 2);
    *principal = found;
    return NULL;
}
