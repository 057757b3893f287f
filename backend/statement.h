/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file statement.h
 * The statements that the module runs, and calls of them. They call the
 * functions of sql/CONTRACT.md and nothing else.
 */
#ifndef ADVOLUX_STATEMENT_H
#define ADVOLUX_STATEMENT_H

#include <stdbool.h>

#include "component.h"
#include "store.h"

typedef enum statement_id {
    STATEMENT_CHECK,
    STATEMENT_CREDENTIALS,
    STATEMENT_VERIFY,
    STATEMENT_DEVICE_SEEN,
    STATEMENT_EXPLAIN_LOGIN,
    STATEMENT_PRINCIPAL,
    STATEMENT_COLLECTION,
    STATEMENT_LIST,
    STATEMENT_LIST_CHANGES,
    STATEMENT_LIST_RANGE,
    STATEMENT_LIST_RANGE_PAGE,
    STATEMENT_LIST_UID,
    STATEMENT_LIST_BY_UID,
    STATEMENT_ENTRIES,
    STATEMENT_FIRST_INSTANCE,
    STATEMENT_PUT,
    STATEMENT_REMOVE,
    STATEMENT_MOVE,
    STATEMENT_REFUSE,
    STATEMENT_LEARN_DAYS,
    STATEMENT_SET_PROPERTIES,
    STATEMENT_ENTRY_PROPERTIES,
    STATEMENT_SET_ENTRY_PROPERTIES,
    STATEMENT_LOCK_HOLDERS,
    STATEMENTS
} statement_id;

typedef struct statement {
    const char *name; /**< on the server, and in errors */
    const char *sql;
    int parameters;
    bool writes; /**< not run again unless it is certain that it did
                      nothing */
} statement;

extern const statement statements[STATEMENTS];

/** Columns of STATEMENT_COLLECTION. */
enum {
    COLLECTION_KIND,
    COLLECTION_EPOCH,
    COLLECTION_REVISION,
    COLLECTION_PURGED,
    COLLECTION_CUTOFF,
    COLLECTION_ZONE,
    COLLECTION_DISPLAYNAME,
    COLLECTION_COLOR,
    COLLECTION_DESCRIPTION,
    COLLECTION_ORDER,
    COLLECTION_OWNER_NAME,
    COLLECTION_OWNER_MAIL,
    COLLECTION_RESOURCE_ID,
    COLLECTION_CREATED,
    COLLECTION_LANGUAGE,
    COLLECTION_FLOATING_ZONE,
    COLLECTION_PROPERTIES,
    COLLECTION_OCTETS_USED,
    COLLECTION_OCTETS_QUOTA
};

/** Columns of the listings; of STATEMENT_ENTRIES behind ENTRY_FIRST_MEMBER. */
enum {
    MEMBER_NAME,
    MEMBER_VERSION,
    MEMBER_REVISION,
    MEMBER_MODIFIED,
    MEMBER_ACCESS,
    MEMBER_COLUMNS,
    MEMBER_UID = MEMBER_COLUMNS,       /**< of STATEMENT_LIST_BY_UID alone */
    MEMBER_EXACT_PAGE = MEMBER_COLUMNS /**< of STATEMENT_LIST_RANGE_PAGE */
};

/** Those of STATEMENT_LIST_CHANGES, _RANGE and _UID behind the member's: in the
 * first row, which has no name, with MEMBER_REVISION the calendar's state. */
enum {
    STATE_EPOCH = MEMBER_COLUMNS,
    STATE_PURGED,
    STATE_CUTOFF,
    STATE_ZONE,
    STATE_FLOATING_ZONE,
    STATE_COLUMNS,
    MEMBER_REMOVED = STATE_COLUMNS, /**< of STATEMENT_LIST_CHANGES alone */
    MEMBER_EXACT = STATE_COLUMNS    /**< of STATEMENT_LIST_RANGE alone */
};

/** The calendar's columns of STATEMENT_ENTRIES, then the member's, ... */
enum { ENTRY_EPOCH, ENTRY_ZONE, ENTRY_FIRST_MEMBER };

/** ... and those behind them. */
enum {
    ENTRY_UID,
    ENTRY_TEXT,
    ENTRY_CURRENT,
    ENTRY_COMPONENTS,
    ENTRY_CREATED,
    ENTRY_RESOURCE_ID,
    ENTRY_OCTETS /**< of text and components, which are NULL if they are more
                      than was asked for */
};

/** Columns of STATEMENT_ENTRY_PROPERTIES. */
enum {
    PROPERTY_ENTRY,
    PROPERTY_NAMESPACE,
    PROPERTY_NAME,
    PROPERTY_VALUE,
    PROPERTY_NOWHERE /**< no entry of the calendar has any */
};

#define STATEMENT_PARAMETERS_MAX 12

/** A statement with its parameters: text format, but for binary ones. */
typedef struct statement_call {
    statement_id id;
    struct advolux_account *account; /**< whose results and time it costs */
    const char *values[STATEMENT_PARAMETERS_MAX];
    int lengths[STATEMENT_PARAMETERS_MAX];
    int formats[STATEMENT_PARAMETERS_MAX];
} statement_call;

/** A call whose parameters are the caller's login, credential and proof, the
 * kind (NULL: both), and then `own`, as many as the statement has. */
statement_call statement_call_make(apr_pool_t *pool, statement_id id,
                                   const advolux_who *who,
                                   const advolux_item_kind *kind,
                                   const char *const *own);

/** A bigint as a parameter. */
const char *statement_number(apr_pool_t *pool, apr_int64_t value);

/** Texts (const char *) as a text[] parameter. */
const char *statement_array(apr_pool_t *pool, const apr_array_header_t *texts);

/** "appointment" or "task". */
const char *statement_kind(advolux_item_kind kind);

#endif
