/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "outcome.h"
#include "pool.h"
#include "row.h"
#include "staff.h"

advolux_error *advolux_credential_get(advolux_store *store, apr_pool_t *pool,
                                      const char *login,
                                      const advolux_credential **credential)
{
    statement_call call = { .id = STATEMENT_CREDENTIAL, .values = { login } };
    advolux_credential *found = apr_palloc(pool, sizeof *found);
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);

    if (error) {
        return error;
    }
    if (PQntuples(result) != 1) {
        return advolux_error_make(pool, ADVOLUX_E_LOGIN,
                                  "no CalDAV password for this login");
    }
    found->hash = row_text(result, 0, 0);
    found->generation = row_int64(result, 0, 1);
    *credential = found;
    return NULL;
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
