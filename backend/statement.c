/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <apr_strings.h>

#include "statement.h"

/* SQL is laid out by hand. */
/* clang-format off */
#define FOR_PERSON \
    " WHERE login = $1 AND ($2::bigint = 0 OR generation = $2::bigint)"

#define COLLECTION \
    "kind::text, epoch, revision, purged, cutoff::text, time_zone," \
    " displayname, color, description, sort_order, owner_name, owner_mail," \
    " resource_id, created, language, floating_zone, properties," \
    " octets_used, octets_quota" \
    " FROM caldav.collection JOIN caldav.kept USING (calendar_id)"

#define MEMBER "m.name, m.version, m.revision, m.modified, m.access"

/* The calendar, computed once and not for each of its rows. */
#define CALENDAR_WITH(columns) \
    "WITH c AS MATERIALIZED (SELECT calendar_id, cutoff_at, time_zone" columns \
    " FROM caldav.collection" FOR_PERSON " AND kind = $3::caldav.kind) "
#define CALENDAR CALENDAR_WITH("")

/* Its entries: LATERAL, so that each condition is asked of an index that
 * begins with the calendar. */
#define ENTRIES_OF_CALENDAR(columns, conditions) \
    "SELECT m.* FROM c CROSS JOIN LATERAL (" \
    "SELECT " columns " FROM caldav.member m" \
    " WHERE m.calendar_id = c.calendar_id AND " conditions ") m"

/* Inside the look-back window. IS TRUE keeps the index on ends_at, which
 * nearly every entry passes, from being read beside the one that decides. */
#define SHOWN " m.visible AND (m.ends_at > c.cutoff_at) IS TRUE"

/* What a client has that was shown the state at revision $4 with cutoff $5,
 * and what it is to have now. An entry is in the first part if it changed,
 * else in the second if the window's edge went over it. */
#define WAS \
    "coalesce($5::date::timestamp AT TIME ZONE c.time_zone, c.cutoff_at)"
#define CHANGES \
    CALENDAR \
    "(" ENTRIES_OF_CALENDAR(MEMBER ", NOT (" SHOWN ")", \
            "m.revision > $4::bigint ORDER BY m.revision LIMIT $6::bigint") \
    ") UNION ALL (" \
    ENTRIES_OF_CALENDAR(MEMBER ", m.ends_at <= c.cutoff_at", \
            "m.revision <= $4::bigint AND m.visible" \
            " AND m.ends_at > least(" WAS ", c.cutoff_at)" \
            " AND m.ends_at <= greatest(" WAS ", c.cutoff_at)" \
            " ORDER BY m.revision LIMIT $6::bigint") \
    ") ORDER BY revision LIMIT $6::bigint"

/* Closed at its end too: a superset. A series is read if it may have an
 * instance on a day of the range, and from two hours earlier: its last instance
 * may be a moment, which a half-open span does not hold, or as long as a first
 * one over which the clocks changed. */
#define IN_RANGE(from) \
    "m.span && tstzrange(" from ", $5::timestamptz, '[]')"
#define MAY_BE_IN_RANGE \
    IN_RANGE("$4::timestamptz - interval '2 hours'") \
    " AND (m.recurring OR " IN_RANGE("$4::timestamptz") ")"
#define DAYS \
    "caldav.days_between(calendar_id, $4::timestamptz, $5::timestamptz)"
#define EXACT "NOT (m.recurring OR m.all_day)"
#define ENTRIES_IN_RANGE(days) \
    ENTRIES_OF_CALENDAR(MEMBER ", " EXACT, \
                        SHOWN " AND " days " AND " MAY_BE_IN_RANGE)

/* An entry with its client text and, unless that is current, its components;
 * of one that needs more than `most` octets only how many. One row without a
 * name for the collection if it has none of the entries. */
#define ENTRIES(which, most) \
    "SELECT c.epoch, c.time_zone, " MEMBER ", m.uid," \
    " CASE WHEN o.octets <= " most " THEN m.body END," \
    " m.text_version = m.version," \
    " CASE WHEN o.octets <= " most " THEN o.components END, m.created," \
    " m.resource_id, o.octets::bigint" \
    " FROM (SELECT epoch, time_zone, calendar_id, cutoff_at" \
    " FROM caldav.collection" FOR_PERSON \
    " AND kind = $3::caldav.kind OFFSET 0) c" \
    " LEFT JOIN caldav.content m ON m.calendar_id = c.calendar_id" \
    " AND " which " AND " SHOWN \
    " LEFT JOIN LATERAL (SELECT n.components, coalesce(octet_length(m.body)," \
    " 0) + CASE WHEN n.components IS NULL THEN 0" \
    " WHEN pg_column_compression(n.components) IS NULL" \
    " THEN pg_column_size(n.components)" \
    " ELSE octet_length(n.components::text) END AS octets" \
    " FROM (SELECT CASE WHEN m.text_version IS DISTINCT FROM m.version" \
    " THEN m.components END AS components OFFSET 0) n OFFSET 0) o ON true"

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
        " current_setting('server_encoding')", 0, false },

    [STATEMENT_CREDENTIAL] = {
        "credential",
        "SELECT password_hash, generation, device_id, device"
        " FROM caldav.credential WHERE login = $1"
        " AND password_hash IS NOT NULL ORDER BY device_id", 1, false },

    [STATEMENT_DEVICE_SEEN] = {
        "device_seen",
        "SELECT caldav.device_seen($1, $2::bigint, $3::bigint)", 3, true },

    [STATEMENT_PRINCIPAL] = {
        "principal",
        "SELECT login, name, mail FROM caldav.principal" FOR_PERSON,
        2, false },

    [STATEMENT_COLLECTIONS] = {
        "collections",
        "SELECT " COLLECTION FOR_PERSON
        " ORDER BY kind", 2, false },

    [STATEMENT_COLLECTION] = {
        "collection",
        "SELECT " COLLECTION FOR_PERSON
        " AND kind = $3::caldav.kind", 3, false },

    /* In order without sorting again: there is one calendar at most, so the
     * entries come as the subquery has them. */
    [STATEMENT_LIST] = {
        "list",
        CALENDAR ENTRIES_OF_CALENDAR(MEMBER,
            SHOWN " AND m.revision > $4::bigint"
            " ORDER BY m.revision LIMIT $5::bigint"), 5, false },

    [STATEMENT_LIST_CHANGES] = { "list_changes", CHANGES, 6, false },

    [STATEMENT_LIST_RANGE] = {
        "list_range",
        CALENDAR_WITH(", " DAYS " AS days") ENTRIES_IN_RANGE("m.days IS NULL")
        " UNION ALL " ENTRIES_IN_RANGE("m.days && c.days")
        " LIMIT $6::bigint", 6, false },

    /* The same in the order of revisions: the index on them is read once from
     * one end to the other, however many pages there are. */
    [STATEMENT_LIST_RANGE_PAGE] = {
        "list_range_page",
        CALENDAR_WITH(", " DAYS " AS days")
        ENTRIES_OF_CALENDAR(MEMBER ", " EXACT,
            SHOWN " AND m.revision > $6::bigint"
            " AND (m.days IS NULL OR m.days && c.days) IS TRUE"
            " AND (" MAY_BE_IN_RANGE ") IS TRUE"
            " ORDER BY m.revision LIMIT $7::bigint"), 7, false },

    [STATEMENT_LIST_UID] = {
        "list_uid",
        CALENDAR ENTRIES_OF_CALENDAR(MEMBER, SHOWN " AND m.uid = $4"),
        4, false },

    [STATEMENT_LIST_BY_UID] = {
        "list_by_uid",
        CALENDAR ENTRIES_OF_CALENDAR(MEMBER ", m.uid",
            SHOWN " AND m.uid > $4 ORDER BY m.uid LIMIT $5::bigint"),
        5, false },

    [STATEMENT_ENTRY] = { "entry", ENTRIES("m.name = $4", "2147483647"), 4,
                          false },

    [STATEMENT_ENTRIES] = {
        "entries",
        ENTRIES("m.name = ANY ($4::text[])", "$5::bigint"), 5, false },

    [STATEMENT_PUT] = {
        "put",
        "SELECT status, version, name FROM caldav.put($1, $2::bigint, $4,"
        " $3::caldav.kind, $5, $6::bigint, $7, $8::text, $9::jsonb,"
        " $10::bigint)", 10, true },

    [STATEMENT_REMOVE] = {
        "remove",
        "SELECT status FROM caldav.remove($1, $2::bigint, $4,"
        " $3::caldav.kind, $5, $6::bigint, $7::bigint)", 7, true },

    [STATEMENT_MOVE] = {
        "move",
        "SELECT status FROM caldav.move($1, $2::bigint, $4,"
        " $3::caldav.kind, $5, $6::bigint, $7, $8::bigint)", 8, true },

    [STATEMENT_REFUSE] = {
        "refuse",
        "SELECT status FROM caldav.refuse($1, $2::bigint, $4,"
        " $3::caldav.kind, $5, $6, $7)", 7, true },

    [STATEMENT_SET_PROPERTIES] = {
        "set_properties",
        "SELECT status FROM caldav.set_properties($1, $2::bigint,"
        " $3::caldav.kind, $4, $5, $6, $7, $8, $9, $10, $11::text[])",
        11, true },

    /* One row without a name if the entries have none; it says whether the
     * others of the calendar have none either. */
    [STATEMENT_ENTRY_PROPERTIES] = {
        "entry_properties",
        CALENDAR "SELECT k.name, k.namespace, k.property, k.value,"
        " k.name IS NULL AND NOT EXISTS (SELECT FROM caldav.kept_entry o"
        " WHERE o.calendar_id = c.calendar_id) FROM c"
        " LEFT JOIN caldav.kept_entry k ON k.calendar_id = c.calendar_id"
        " AND k.name = ANY ($4::text[])"
        " AND (k.ends_at > c.cutoff_at) IS TRUE"
        " AND ($5::text[] IS NULL OR k.property = ANY ($5::text[]))"
        " ORDER BY k.namespace, k.property", 5, false },

    [STATEMENT_SET_ENTRY_PROPERTIES] = {
        "set_entry_properties",
        "SELECT status FROM caldav.set_entry_properties($1, $2::bigint,"
        " $3::caldav.kind, $4, $5::bigint, $6::text[])", 6, true },

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
                                   const advolux_item_kind *kind)
{
    statement_call call = { .id = id, .account = who->account };

    call.values[0] = who->login;
    call.values[1] = statement_number(pool, who->generation);
    if (kind) {
        call.values[2] = statement_kind(*kind);
    }
    return call;
}
