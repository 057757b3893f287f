/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <apr_strings.h>

#include "entry.h"
#include "item_json.h"
#include "outcome.h"
#include "pool.h"
#include "row.h"

#define FIRST_MEMBER ENTRY_FIRST_MEMBER
#define FIRST_ENTRY (FIRST_MEMBER + MEMBER_COLUMNS)

/* `most` octets of an entry were asked for; 0: all. */
static void entry_read(apr_pool_t *pool, const PGresult *result, int row,
                       advolux_item_kind kind, apr_size_t most,
                       advolux_entry *entry)
{
    advolux_item *item;

    memset(entry, 0, sizeof *entry);
    row_member(result, row, FIRST_MEMBER, &entry->member);
    entry->created = row_seconds(result, row, FIRST_ENTRY + ENTRY_CREATED);
    entry->resource_id = row_text(result, row, FIRST_ENTRY + ENTRY_RESOURCE_ID);
    entry->text_current = row_bool(result, row, FIRST_ENTRY + ENTRY_CURRENT);
    entry->octets =
        (apr_size_t)row_int64(result, row, FIRST_ENTRY + ENTRY_OCTETS);
    entry->left_out = most > 0 && entry->octets > most;
    if (entry->left_out) {
        return;
    }
    if (!entry->text_current) {
        item = apr_palloc(pool, sizeof *item);
        item->kind = kind;
        item->uid = row_text(result, row, FIRST_ENTRY + ENTRY_UID);
        item->components = apr_array_make(pool, 1, sizeof(advolux_component));
        entry->bad =
            !row_components(result, row, FIRST_ENTRY + ENTRY_COMPONENTS, kind,
                            item->components);
        if (entry->bad) {
            return;
        }
        entry->item = item;
    }
    entry->text = row_text(result, row, FIRST_ENTRY + ENTRY_TEXT);
    entry->text_length =
        (apr_size_t)PQgetlength(result, row, FIRST_ENTRY + ENTRY_TEXT);
}

static advolux_error *entries_read(apr_pool_t *pool, const PGresult *result,
                                   advolux_item_kind kind, apr_size_t most,
                                   const advolux_entries **entries)
{
    advolux_entries *made;
    advolux_calendar *calendar;
    int rows = PQntuples(result);

    if (rows == 0) {
        return outcome_nothing(pool);
    }
    made = apr_palloc(pool, sizeof *made);
    calendar = apr_pcalloc(pool, sizeof *calendar);
    calendar->kind = kind;
    calendar->epoch = row_text(result, 0, ENTRY_EPOCH);
    calendar->zone = row_text(result, 0, ENTRY_ZONE);
    made->calendar = calendar;
    made->entries = apr_array_make(pool, rows, sizeof(advolux_entry));
    for (int row = 0; row < rows; row++) {
        if (row_text(result, row, FIRST_MEMBER + MEMBER_NAME)) {
            entry_read(pool, result, row, kind, most,
                       apr_array_push(made->entries));
        } /* else the collection alone */
    }
    *entries = made;
    return NULL;
}

advolux_error *advolux_entries_get(advolux_store *store, apr_pool_t *pool,
                                   const advolux_who *who,
                                   advolux_item_kind kind,
                                   const apr_array_header_t *names,
                                   const advolux_entries **entries)
{
    apr_size_t most = names->nelts == 1 ? 0 : ADVOLUX_ENTRY_SMALL;
    statement_call call = statement_call_make(
        pool, STATEMENT_ENTRIES, who, &kind,
        (const char *const[]){ statement_array(pool, names),
                               most ? statement_number(pool, (apr_int64_t)most)
                                    : NULL });
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);

    return error ? error : entries_read(pool, result, kind, most, entries);
}

advolux_error *advolux_entry_first_instance(advolux_store *store,
                                            apr_pool_t *pool,
                                            const advolux_who *who,
                                            advolux_item_kind kind,
                                            const char *name, apr_int64_t *from,
                                            apr_int64_t *to)
{
    statement_call call =
        statement_call_make(pool, STATEMENT_FIRST_INSTANCE, who, &kind,
                            (const char *const[]){ name });
    const PGresult *result;
    advolux_error *error = pool_run(store, pool, &call, 1, &result);

    *from = *to = 0;
    if (!error && PQntuples(result) > 0) {
        *from = row_int64(result, 0, 0);
        *to = row_int64(result, 0, 1);
    }
    return error;
}

advolux_error *advolux_entry_put(advolux_store *store, apr_pool_t *pool,
                                 const advolux_who *who,
                                 const advolux_write *write,
                                 apr_int64_t *version)
{
    enum { TEXT = 8 };
    statement_call call = statement_call_make(
        pool, STATEMENT_PUT, who, &write->kind,
        (const char *const[]){
            who->device, write->name,
            statement_number(pool, write->expect.version), write->uid,
            write->text, write->item ? item_json(pool, write->item) : NULL,
            statement_number(pool, write->expect.revision) });
    const PGresult *result;
    advolux_error *error;

    call.lengths[TEXT] = (int)write->text_length;
    call.formats[TEXT] = 1;
    error = pool_run(store, pool, &call, 1, &result);
    if (!error) {
        error = outcome_error(pool, result);
    }
    if (!error) {
        *version = row_int64(result, 0, 1);
    }
    return error;
}

advolux_error *advolux_entry_delete(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind, const char *name,
                                    const advolux_expected *expect)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_REMOVE, who, &kind,
        (const char *const[]){ who->device, name,
                               statement_number(pool, expect->version),
                               statement_number(pool, expect->revision) });
    const PGresult *result;
    advolux_error *error;

    error = pool_run(store, pool, &call, 1, &result);
    return error ? error : outcome_error(pool, result);
}

advolux_error *advolux_entry_move(advolux_store *store, apr_pool_t *pool,
                                  const advolux_who *who,
                                  advolux_item_kind kind, const char *name,
                                  const advolux_expected *expect,
                                  const char *target)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_MOVE, who, &kind,
        (const char *const[]){ who->device, name,
                               statement_number(pool, expect->version), target,
                               statement_number(pool, expect->revision) });
    const PGresult *result;
    advolux_error *error;

    error = pool_run(store, pool, &call, 1, &result);
    return error ? error : outcome_error(pool, result);
}

advolux_error *advolux_entry_learn_days(advolux_store *store, apr_pool_t *pool,
                                        const advolux_who *who,
                                        advolux_item_kind kind,
                                        const char *name,
                                        const advolux_component *master)
{
    const char *start = master->start ? master->start : master->end;
    statement_call call = statement_call_make(
        pool, STATEMENT_LEARN_DAYS, who, &kind,
        (const char *const[]){ name, master->rrule,
                               apr_pstrmemdup(pool, start, 8),
                               master->rule_days, master->rule_through });
    const PGresult *result;

    return pool_run(store, pool, &call, 1, &result);
}

advolux_error *advolux_entry_refuse(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind, const char *name,
                                    const char *operation)
{
    statement_call call = statement_call_make(
        pool, STATEMENT_REFUSE, who, &kind,
        (const char *const[]){ who->device, name, operation });
    const PGresult *result;
    advolux_error *error;

    error = pool_run(store, pool, &call, 1, &result);
    return error ? error : outcome_error(pool, result);
}
