/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
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

advolux_error *advolux_credentials_get(advolux_store *store, apr_pool_t *pool,
                                       const char *login,
                                       const apr_array_header_t **credentials)
{
    statement_call call = { .id = STATEMENT_CREDENTIAL, .values = { login } };
    apr_array_header_t *found;
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);
    int rows;

    if (error) {
        return error;
    }
    rows = PQntuples(result);
    if (rows == 0) {
        return advolux_error_make(pool, ADVOLUX_E_LOGIN,
                                  "no CalDAV password for this login");
    }
    found = apr_array_make(pool, rows, sizeof(advolux_credential));
    for (int row = 0; row < rows; row++) {
        advolux_credential *credential = apr_array_push(found);

        credential->hash = row_text(result, row, 0);
        credential->generation = row_int64(result, row, 1);
        credential->device_id = row_int64(result, row, 2);
        credential->device = row_text(result, row, 3);
    }
    *credentials = found;
    return NULL;
}

advolux_error *advolux_device_seen(advolux_store *store, apr_pool_t *pool,
                                   const char *login,
                                   const advolux_credential *credential)
{
    statement_call call = {
        .id = STATEMENT_DEVICE_SEEN,
        .values = { login, statement_number(pool, credential->generation),
                    statement_number(pool, credential->device_id) },
    };
    const PGresult *result;

    return pool_run(store, pool, &call, 1, &result);
}

advolux_error *advolux_principal_get(advolux_store *store, apr_pool_t *pool,
                                     const advolux_who *who,
                                     const advolux_principal **principal)
{
    statement_call call =
        statement_call_make(pool, STATEMENT_PRINCIPAL, who, NULL);
    advolux_principal *found = apr_palloc(pool, sizeof *found);
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);

    if (error) {
        return error;
    }
    if (PQntuples(result) != 1) {
        return outcome_login(pool);
    }
    found->login = row_text(result, 0, 0);
    found->name = row_text(result, 0, 1);
    found->mail = row_text(result, 0, 2);
    *principal = found;
    return NULL;
}
