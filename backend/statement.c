/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <apr_strings.h>

#include "statement.h"

/* SQL is laid out by hand. */
/* clang-format off */
#define CALLER "$1, $2::bigint, $3"
#define CALLER_AND_KIND CALLER ", $4::caldav.kind"

const statement statements[STATEMENTS] = {
    [STATEMENT_CHECK] = {
        "check",
        "SELECT caldav.schema_version(), current_user::text,"
        " EXISTS (SELECT FROM pg_roles WHERE rolname = current_user"
        " AND rolsuper)"
        " OR EXISTS (SELECT FROM pg_class k"
        " JOIN pg_namespace n ON n.oid = k.relnamespace"
        " WHERE n.nspname = 'advolux' AND k.relname = 'deadline'"
        " AND has_schema_privilege(n.oid, 'USAGE')"
        " AND has_any_column_privilege(k.oid, 'SELECT')),"
        " current_setting('server_encoding'),"
        " (SELECT min(gives) FROM (VALUES"
        " (current_setting('max_connections')::int"
        " - current_setting('superuser_reserved_connections')::int"
        " - coalesce(current_setting('reserved_connections', true)::int, 0)),"
        " ((SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user)),"
        " ((SELECT datconnlimit FROM pg_database"
        " WHERE datname = current_database()))) AS limits (gives)"
        " WHERE gives >= 0)::int", 0, false },

    [STATEMENT_CREDENTIALS] = {
        "credentials",
        "SELECT * FROM caldav.credentials($1)", 1, false },

    [STATEMENT_VERIFY] = {
        "verify",
        "SELECT * FROM caldav.verify($1, $2::bigint[], $3::text[])",
        3, false },

    [STATEMENT_DEVICE_SEEN] = {
        "device_seen",
        "SELECT caldav.device_seen(" CALLER ")", 3, true },

    [STATEMENT_EXPLAIN_LOGIN] = {
        "explain_login",
        "SELECT caldav.explain_login($1)", 1, true },

    [STATEMENT_PRINCIPAL] = {
        "principal",
        "SELECT * FROM caldav.principal(" CALLER ")", 3, false },

    [STATEMENT_COLLECTION] = {
        "collection",
        "SELECT * FROM caldav.collection(" CALLER_AND_KIND ")", 4, false },

    [STATEMENT_LIST] = {
        "list",
        "SELECT * FROM caldav.list(" CALLER_AND_KIND
        ", $5::bigint, $6::bigint)", 6, false },

    [STATEMENT_LIST_CHANGES] = {
        "list_changes",
        "SELECT * FROM caldav.list_changes(" CALLER_AND_KIND
        ", $5::bigint, $6::date, $7::bigint)", 7, false },

    [STATEMENT_LIST_RANGE] = {
        "list_range",
        "SELECT * FROM caldav.list_range(" CALLER_AND_KIND
        ", $5::timestamptz, $6::timestamptz, $7::bigint)", 7, false },

    [STATEMENT_LIST_RANGE_PAGE] = {
        "list_range_page",
        "SELECT * FROM caldav.list_range_page(" CALLER_AND_KIND
        ", $5::timestamptz, $6::timestamptz, $7::bigint, $8::bigint)",
        8, false },

    [STATEMENT_LIST_UID] = {
        "list_uid",
        "SELECT * FROM caldav.list_uid(" CALLER_AND_KIND ", $5)", 5, false },

    [STATEMENT_LIST_BY_UID] = {
        "list_by_uid",
        "SELECT * FROM caldav.list_by_uid(" CALLER_AND_KIND
        ", $5, $6::bigint)", 6, false },

    [STATEMENT_ENTRIES] = {
        "entries",
        "SELECT * FROM caldav.entries(" CALLER_AND_KIND
        ", $5::text[], $6::bigint)", 6, false },

    [STATEMENT_FIRST_INSTANCE] = {
        "first_instance",
        "SELECT * FROM caldav.first_instance(" CALLER_AND_KIND ", $5)",
        5, false },

    [STATEMENT_PUT] = {
        "put",
        "SELECT * FROM caldav.put(" CALLER_AND_KIND
        ", $5, $6, $7::bigint, $8, $9::text, $10::jsonb, $11::bigint)",
        11, true },

    [STATEMENT_REMOVE] = {
        "remove",
        "SELECT * FROM caldav.remove(" CALLER_AND_KIND
        ", $5, $6, $7::bigint, $8::bigint)", 8, true },

    [STATEMENT_MOVE] = {
        "move",
        "SELECT * FROM caldav.move(" CALLER_AND_KIND
        ", $5, $6, $7::bigint, $8, $9::bigint)", 9, true },

    [STATEMENT_REFUSE] = {
        "refuse",
        "SELECT * FROM caldav.refuse(" CALLER_AND_KIND ", $5, $6, $7)",
        7, true },

    [STATEMENT_LEARN_DAYS] = {
        "learn_days",
        "SELECT caldav.learn_days(" CALLER_AND_KIND
        ", $5, $6, $7::date, $8, $9)", 9, true },

    [STATEMENT_SET_PROPERTIES] = {
        "set_properties",
        "SELECT * FROM caldav.set_properties(" CALLER_AND_KIND
        ", $5, $6, $7, $8, $9, $10, $11, $12::text[])", 12, true },

    [STATEMENT_ENTRY_PROPERTIES] = {
        "entry_properties",
        "SELECT * FROM caldav.entry_properties(" CALLER_AND_KIND
        ", $5::text[], $6::text[])", 6, false },

    [STATEMENT_SET_ENTRY_PROPERTIES] = {
        "set_entry_properties",
        "SELECT * FROM caldav.set_entry_properties(" CALLER_AND_KIND
        ", $5, $6::bigint, $7::text[])", 7, true },

    [STATEMENT_LOCK_HOLDERS] = {
        "lock_holders",
        "SELECT coalesce('process ' || pid, 'a prepared transaction')"
        " || coalesce(' (' || nullif(application, '') || ')', '')"
        " || coalesce(', ' || state, '')"
        " || coalesce(', for ' || extract(epoch FROM age)::bigint || ' s', '')"
        " FROM caldav.lock_holders('1 second')", 0, false },
};

/* clang-format on */

const char *statement_kind(advolux_item_kind kind)
{
    return kind == ADVOLUX_TASK ? "task" : "appointment";
}

const char *statement_number(apr_pool_t *pool, apr_int64_t value)
{
    return apr_psprintf(pool, "%" APR_INT64_T_FMT, value);
}

const char *statement_array(apr_pool_t *pool, const apr_array_header_t *texts)
{
    apr_size_t size = 3;
    char *literal, *at;

    for (int i = 0; i < texts->nelts; i++) {
        size += 2 * strlen(APR_ARRAY_IDX(texts, i, const char *)) + 3;
    }
    at = literal = apr_palloc(pool, size);
    *at++ = '{';
    for (int i = 0; i < texts->nelts; i++) {
        if (i > 0) {
            *at++ = ',';
        }
        *at++ = '"';
        for (const char *c = APR_ARRAY_IDX(texts, i, const char *); *c; c++) {
            if (*c == '"' || *c == '\\') {
                *at++ = '\\';
            }
            *at++ = *c;
        }
        *at++ = '"';
    }
    memcpy(at, "}", 2);
    return literal;
}

statement_call statement_call_make(apr_pool_t *pool, statement_id id,
                                   const advolux_who *who,
                                   const advolux_item_kind *kind,
                                   const char *const *own)
{
    statement_call call = { .id = id, .account = who->account };
    int set = 0;

    call.values[set++] = who->login;
    call.values[set++] = statement_number(pool, who->credential);
    call.values[set++] = who->proof;
    call.values[set++] = kind ? statement_kind(*kind) : NULL;
    while (set < statements[id].parameters) {
        call.values[set++] = *own++;
    }
    return call;
}
