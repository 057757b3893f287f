/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "dead_property.h"
#include "outcome.h"
#include "pool.h"
#include "row.h"

static const char *const places[] = {
    [ADVOLUX_CALENDAR] = "calendar",
    [ADVOLUX_HOME] = "home",
    [ADVOLUX_PRINCIPAL] = "principal",
};

#define PLACES ((int)(sizeof places / sizeof *places))

const char *dead_property_place(advolux_keeper keeper)
{
    return (int)keeper < PLACES ? places[keeper] : NULL;
}

advolux_keeper dead_property_keeper(const char *place)
{
    for (int i = 0; i < PLACES; i++) {
        if (places[i] && strcmp(places[i], place) == 0) {
            return (advolux_keeper)i;
        }
    }
    return ADVOLUX_KEEPS_NONE;
}

const char *dead_property_array(apr_pool_t *pool,
                                const apr_array_header_t *changes)
{
    apr_array_header_t *words =
        apr_array_make(pool, 3 * changes->nelts, sizeof(const char *));

    for (int i = 0; i < changes->nelts; i++) {
        const advolux_property *one =
            &APR_ARRAY_IDX(changes, i, advolux_property);

        APR_ARRAY_PUSH(words, const char *) = one->ns;
        APR_ARRAY_PUSH(words, const char *) = one->name;
        APR_ARRAY_PUSH(words, const char *) = one->value ? one->value : "";
    }
    return statement_array(pool, words);
}

static void add_row(apr_hash_t *by_name, const PGresult *result, int row)
{
    apr_pool_t *pool = apr_hash_pool_get(by_name);
    const char *name = row_text(result, row, PROPERTY_ENTRY);
    apr_array_header_t *list = apr_hash_get(by_name, name, APR_HASH_KEY_STRING);
    advolux_property *property;

    if (!list) {
        list = apr_array_make(pool, 2, sizeof(advolux_property));
        apr_hash_set(by_name, name, APR_HASH_KEY_STRING, list);
    }
    property = apr_array_push(list);
    property->of = ADVOLUX_OBJECT;
    property->ns = row_text(result, row, PROPERTY_NAMESPACE);
    property->name = row_text(result, row, PROPERTY_NAME);
    property->value = row_text(result, row, PROPERTY_VALUE);
}

advolux_error *advolux_entry_properties_get(
    advolux_store *store, apr_pool_t *pool, const advolux_who *who,
    advolux_item_kind kind, const apr_array_header_t *names,
    const apr_array_header_t *wanted, apr_hash_t **properties)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_ENTRY_PROPERTIES, who, &kind,
        (const char *const[]){ statement_array(pool, names),
                               wanted ? statement_array(pool, wanted) : NULL });
    const PGresult *result;
    advolux_error *error;

    error = pool_run(store, pool, &call, 1, &result);
    if (error) {
        return error;
    }
    if (PQntuples(result) == 0) {
        return outcome_nothing(pool);
    }
    *properties =
        row_bool(result, 0, PROPERTY_NOWHERE) ? NULL : apr_hash_make(pool);
    for (int row = 0; row < PQntuples(result); row++) {
        if (row_text(result, row, PROPERTY_ENTRY)) {
            add_row(*properties, result, row);
        } /* else the collection alone */
    }
    return NULL;
}

advolux_error *advolux_entry_properties_set(
    advolux_store *store, apr_pool_t *pool, const advolux_who *who,
    advolux_item_kind kind, const char *name, apr_int64_t expect,
    const apr_array_header_t *changes)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_SET_ENTRY_PROPERTIES, who, &kind,
        (const char *const[]){ name, statement_number(pool, expect),
                               dead_property_array(pool, changes) });
    const PGresult *result;
    advolux_error *error;

    error = pool_run(store, pool, &call, 1, &result);
    return error ? error : outcome_error(pool, result);
}
