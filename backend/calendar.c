/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "calendar.h"
#include "outcome.h"
#include "pool.h"
#include "row.h"

static advolux_calendar *calendar_make(apr_pool_t *pool, const PGresult *result)
{
    advolux_calendar *calendar = apr_palloc(pool, sizeof *calendar);

    row_calendar(pool, result, 0, calendar);
    return calendar;
}

advolux_error *advolux_calendars_get(advolux_store *store, apr_pool_t *pool,
                                     const advolux_who *who,
                                     apr_array_header_t **calendars)
{
    statement_call call =
        statement_call_make(pool, STATEMENT_COLLECTION, who, NULL, NULL);
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);
    int rows;

    if (error) {
        return error;
    }
    rows = PQntuples(result);
    if (rows == 0) {
        return outcome_nothing(pool);
    }
    *calendars = apr_array_make(pool, rows, sizeof(advolux_calendar));
    for (int row = 0; row < rows; row++) {
        row_calendar(pool, result, row, apr_array_push(*calendars));
    }
    return NULL;
}

advolux_error *advolux_calendar_get(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind,
                                    const advolux_calendar **calendar)
{
    statement_call call =
        statement_call_make(pool, STATEMENT_COLLECTION, who, &kind, NULL);
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);

    if (error) {
        return error;
    }
    if (PQntuples(result) == 0) {
        return outcome_nothing(pool);
    }
    *calendar = calendar_make(pool, result);
    return NULL;
}

/* What each listing has of a member beside the rest of it. */
static void read_more(const PGresult *result, int row, statement_id id,
                      advolux_member *member)
{
    switch (id) {
    case STATEMENT_LIST_CHANGES:
        member->removed = row_bool(result, row, MEMBER_REMOVED);
        break;
    case STATEMENT_LIST_RANGE:
        member->exact = row_bool(result, row, MEMBER_EXACT);
        break;
    case STATEMENT_LIST_RANGE_PAGE:
        member->exact = row_bool(result, row, MEMBER_EXACT_PAGE);
        break;
    case STATEMENT_LIST_BY_UID:
        member->uid = row_text(result, row, MEMBER_UID);
        break;
    default:
        break;
    }
}

/* The rows of a listing from `first` on, at most `limit` (0: all) of them. */
static advolux_listing *listing_make(apr_pool_t *pool, const PGresult *result,
                                     statement_id id, int first, int limit)
{
    advolux_listing *made = apr_palloc(pool, sizeof *made);
    int rows = PQntuples(result) - first;
    advolux_member *members;

    made->more = limit > 0 && rows > limit;
    if (made->more) {
        rows = limit;
    }
    made->members = apr_array_make(pool, rows, sizeof *members);
    made->members->nelts = rows;
    members = (advolux_member *)(void *)made->members->elts;
    for (int row = 0; row < rows; row++) {
        row_member(result, first + row, 0, &members[row]);
        read_more(result, first + row, id, &members[row]);
    }
    return made;
}

/* The collection, then the rows of `call`. The collection goes first: were its
 * revision newer than the rows, a client would never learn of what lies
 * between. */
static advolux_error *listing_get(advolux_store *store, apr_pool_t *pool,
                                  const advolux_who *who,
                                  advolux_item_kind kind,
                                  const statement_call *rows_call, int limit,
                                  const advolux_listing **listing)
{
    statement_call calls[2] = { statement_call_make(pool, STATEMENT_COLLECTION,
                                                    who, &kind, NULL),
                                *rows_call };
    const PGresult *results[2];
    advolux_error *error = pool_run(store, pool, calls, 2, results);
    advolux_listing *made;

    if (error) {
        return error;
    }
    if (PQntuples(results[0]) == 0) {
        return outcome_nothing(pool);
    }
    made = listing_make(pool, results[1], rows_call->id, 0, limit);
    made->calendar = calendar_make(pool, results[0]);
    *listing = made;
    return NULL;
}

/* The same of a listing that has the calendar's state in its first row. */
static advolux_error *state_listing_get(advolux_store *store, apr_pool_t *pool,
                                        advolux_item_kind kind,
                                        const statement_call *call, int limit,
                                        const advolux_listing **listing)
{
    advolux_calendar *calendar = apr_palloc(pool, sizeof *calendar);
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, call, 1, &result);
    advolux_listing *made;

    if (error) {
        return error;
    }
    if (PQntuples(result) == 0) {
        return outcome_nothing(pool);
    }
    row_state(pool, result, kind, calendar);
    made = listing_make(pool, result, call->id, 1, limit);
    made->calendar = calendar;
    *listing = made;
    return NULL;
}

advolux_error *advolux_list(advolux_store *store, apr_pool_t *pool,
                            const advolux_who *who, advolux_item_kind kind,
                            apr_int64_t after, int limit,
                            const advolux_listing **listing)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_LIST, who, &kind,
        (const char *const[]){
            statement_number(pool, after),
            statement_number(pool, (apr_int64_t)limit + 1) });

    return listing_get(store, pool, who, kind, &call, limit, listing);
}

advolux_error *advolux_list_changes(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind,
                                    apr_int64_t revision, const char *cutoff,
                                    int limit, const advolux_listing **listing)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_LIST_CHANGES, who, &kind,
        (const char *const[]){
            statement_number(pool, revision), cutoff,
            statement_number(pool, (apr_int64_t)limit + 1) });

    return state_listing_get(store, pool, kind, &call, limit, listing);
}

/* PostgreSQL takes no range that ends before it begins. */
static const char *end_of(const advolux_range *range)
{
    return range->from && range->to && strcmp(range->from, range->to) > 0
               ? range->from
               : range->to;
}

advolux_error *advolux_list_range(advolux_store *store, apr_pool_t *pool,
                                  const advolux_who *who,
                                  advolux_item_kind kind,
                                  const advolux_range *range, int limit,
                                  const advolux_listing **listing)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_LIST_RANGE, who, &kind,
        (const char *const[]){
            range->from, end_of(range),
            statement_number(pool, (apr_int64_t)limit + 1) });

    return state_listing_get(store, pool, kind, &call, limit, listing);
}

advolux_error *advolux_list_range_page(advolux_store *store, apr_pool_t *pool,
                                       const advolux_who *who,
                                       advolux_item_kind kind,
                                       const advolux_range *range,
                                       apr_int64_t after, int limit,
                                       const advolux_listing **listing)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_LIST_RANGE_PAGE, who, &kind,
        (const char *const[]){
            range->from, end_of(range), statement_number(pool, after),
            statement_number(pool, (apr_int64_t)limit + 1) });

    return listing_get(store, pool, who, kind, &call, limit, listing);
}

advolux_error *advolux_list_uid(advolux_store *store, apr_pool_t *pool,
                                const advolux_who *who, advolux_item_kind kind,
                                const char *uid,
                                const advolux_listing **listing)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_LIST_UID, who, &kind, (const char *const[]){ uid });

    return state_listing_get(store, pool, kind, &call, 0, listing);
}

advolux_error *advolux_list_by_uid(advolux_store *store, apr_pool_t *pool,
                                   const advolux_who *who,
                                   advolux_item_kind kind, const char *after,
                                   int limit, const advolux_listing **listing)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_LIST_BY_UID, who, &kind,
        (const char *const[]){
            after, statement_number(pool, (apr_int64_t)limit + 1) });

    return listing_get(store, pool, who, kind, &call, limit, listing);
}

advolux_error *advolux_calendar_set(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind,
                                    const advolux_calendar_change *change)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_SET_PROPERTIES, who, &kind,
        (const char *const[]){
            dead_property_place(change->of), change->displayname,
            change->language, change->color, change->description, change->order,
            change->zone,
            change->properties ? dead_property_array(pool, change->properties)
                               : "{}" });
    const PGresult *result;
    advolux_error *error;

    error = pool_run(store, pool, &call, 1, &result);
    return error ? error : outcome_error(pool, result);
}
