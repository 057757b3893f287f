/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <endian.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <apr_strings.h>

#include "row.h"
#include "statement.h"

/* Seconds from 1970, where time_t begins, to 2000, where PostgreSQL's does. */
#define EPOCH_2000 APR_INT64_C(946684800)

const char *row_text(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column) ? NULL
                                            : PQgetvalue(result, row, column);
}

apr_int64_t row_int64(const PGresult *result, int row, int column)
{
    uint64_t octets;

    if (PQgetlength(result, row, column) != sizeof octets) {
        return 0;
    }
    memcpy(&octets, PQgetvalue(result, row, column), sizeof octets);
    return (apr_int64_t)be64toh(octets);
}

int row_int(const PGresult *result, int row, int column)
{
    uint32_t octets;

    if (PQgetlength(result, row, column) != sizeof octets) {
        return 0;
    }
    memcpy(&octets, PQgetvalue(result, row, column), sizeof octets);
    return (int)be32toh(octets);
}

bool row_bool(const PGresult *result, int row, int column)
{
    return PQgetlength(result, row, column) == 1
        && *PQgetvalue(result, row, column);
}

void row_calendar(const PGresult *result, int row, advolux_calendar *calendar)
{
    const char *name = row_text(result, row, COLLECTION_DISPLAYNAME);
    const char *kind = row_text(result, row, COLLECTION_KIND);

    calendar->kind = kind && strcmp(kind, "task") == 0 ? ADVOLUX_TASK
                                                       : ADVOLUX_APPOINTMENT;
    calendar->epoch = row_text(result, row, COLLECTION_EPOCH);
    calendar->revision = row_int64(result, row, COLLECTION_REVISION);
    calendar->purged = row_int64(result, row, COLLECTION_PURGED);
    calendar->cutoff = row_text(result, row, COLLECTION_CUTOFF);
    calendar->zone = row_text(result, row, COLLECTION_ZONE);
    calendar->displayname = name ? name : "";
    calendar->color = row_text(result, row, COLLECTION_COLOR);
    calendar->description = row_text(result, row, COLLECTION_DESCRIPTION);
    calendar->order = row_int(result, row, COLLECTION_ORDER);
    calendar->owner_name = row_text(result, row, COLLECTION_OWNER_NAME);
    calendar->owner_mail = row_text(result, row, COLLECTION_OWNER_MAIL);
}

void row_member(const PGresult *result, int row, int first,
                advolux_member *member)
{
    const char *access = PQgetvalue(result, row, first + MEMBER_ACCESS);
    apr_int64_t modified = row_int64(result, row, first + MEMBER_MODIFIED);

    member->name = PQgetvalue(result, row, first + MEMBER_NAME);
    member->version = row_int64(result, row, first + MEMBER_VERSION);
    member->revision = row_int64(result, row, first + MEMBER_REVISION);
    member->modified = modified / APR_USEC_PER_SEC + EPOCH_2000;
    member->access = *access == 'e' ? ADVOLUX_EDITABLE
                   : *access == 'p' ? ADVOLUX_PARTICIPANT
                                    : ADVOLUX_DEVICE_ONLY;
    member->removed = row_bool(result, row, first + MEMBER_REMOVED);
    member->recurring = row_bool(result, row, first + MEMBER_RECURRING);
    member->all_day = row_bool(result, row, first + MEMBER_ALL_DAY);
}

/* "YYYYMMDDTHHMMSS" by its looks, or NULL where that is allowed. */
static bool is_local(const char *text, bool required)
{
    if (!text) {
        return !required;
    }
    return strlen(text) == 15 && text[8] == 'T'
        && strspn(text, "0123456789") == 8
        && strspn(text + 9, "0123456789") == 6;
}

/* The columns of a component view. */
enum {
    ITEM_ID, RECURRENCE_ID, THIS_AND_FUTURE, TITLE, DESCRIPTION, LOCATION,
    ALL_DAY, ZONE, STARTS, ENDS, STATUS, CLASS, FREE, PRIORITY, PERCENT,
    COMPLETED, CATEGORIES, RRULE, EXDATE, RDATE, SEQUENCE, CREATED, MODIFIED,
    MATTER, PARTICIPANTS, FIELDS
};

/* Where each text of a component goes. */
static const struct {
    int column;
    size_t offset;
} texts[] = {
    { RECURRENCE_ID, offsetof(advolux_component, recurrence_id) },
    { TITLE, offsetof(advolux_component, title) },
    { DESCRIPTION, offsetof(advolux_component, description) },
    { LOCATION, offsetof(advolux_component, location) },
    { ZONE, offsetof(advolux_component, zone) },
    { STARTS, offsetof(advolux_component, start) },
    { ENDS, offsetof(advolux_component, end) },
    { STATUS, offsetof(advolux_component, status) },
    { CLASS, offsetof(advolux_component, class_) },
    { COMPLETED, offsetof(advolux_component, completed) },
    { CATEGORIES, offsetof(advolux_component, categories) },
    { RRULE, offsetof(advolux_component, rrule) },
    { EXDATE, offsetof(advolux_component, exdate) },
    { RDATE, offsetof(advolux_component, rdate) },
    { CREATED, offsetof(advolux_component, created) },
    { MODIFIED, offsetof(advolux_component, modified) },
    { MATTER, offsetof(advolux_component, matter) },
    { PARTICIPANTS, offsetof(advolux_component, participants) }
};

/* What is left of a value in PostgreSQL's binary format. */
typedef struct octets {
    const char *at, *end;
} octets;

typedef struct field {
    const char *data;           /* NULL: the column is */
    int length;
} field;

static bool take_int(octets *in, int *value)
{
    uint32_t number;

    if (in->end - in->at < (ptrdiff_t)sizeof number) {
        return false;
    }
    memcpy(&number, in->at, sizeof number);
    in->at += sizeof number;
    *value = (int)be32toh(number);
    return true;
}

/* A length and as many octets; -1 is NULL. */
static bool take_field(octets *in, field *taken)
{
    taken->data = NULL;
    if (!take_int(in, &taken->length)) {
        return false;
    }
    if (taken->length < 0) {
        return true;
    }
    if (taken->length > in->end - in->at) {
        return false;
    }
    taken->data = in->at;
    in->at += taken->length;
    return true;
}

/* record_send(): the number of fields, and the type and value of each. */
static bool take_record(const field *record, field fields[FIELDS])
{
    octets in = { record->data, record->data + record->length };
    int count, type;

    if (!record->data || !take_int(&in, &count) || count != FIELDS) {
        return false;
    }
    for (int i = 0; i < FIELDS; i++) {
        if (!take_int(&in, &type) || !take_field(&in, &fields[i])) {
            return false;
        }
    }
    return true;
}

static int field_int(const field *f, int if_null)
{
    octets in = { f->data, f->data + f->length };
    int value;

    return f->data && take_int(&in, &value) ? value : if_null;
}

static bool field_bool(const field *f)
{
    return f->data && f->length == 1 && *f->data;
}

static bool read_component(apr_pool_t *pool, const field *record,
                           advolux_item_kind kind, advolux_component *component)
{
    bool timed = kind == ADVOLUX_APPOINTMENT;
    field fields[FIELDS];

    memset(component, 0, sizeof *component);
    if (!take_record(record, fields)) {
        return false;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const field *f = &fields[texts[i].column];
        const char *text = f->data ? apr_pstrmemdup(pool, f->data,
                                                    (apr_size_t)f->length)
                                   : NULL;

        memcpy((char *)component + texts[i].offset, &text, sizeof text);
    }
    component->this_and_future = field_bool(&fields[THIS_AND_FUTURE]);
    component->all_day = field_bool(&fields[ALL_DAY]);
    component->free = field_bool(&fields[FREE]);
    component->priority = field_int(&fields[PRIORITY], 0);
    component->percent = field_int(&fields[PERCENT], -1);
    component->sequence = field_int(&fields[SEQUENCE], 0);
    return component->zone && is_local(component->recurrence_id, false)
        && is_local(component->start, timed) && is_local(component->end, timed);
}

/* The master before its overrides, and these by time. */
static int by_recurrence(const void *a, const void *b)
{
    const char *one = ((const advolux_component *)a)->recurrence_id;
    const char *other = ((const advolux_component *)b)->recurrence_id;

    return strcmp(one ? one : "", other ? other : "");
}

/* array_send(): dimensions (at most one here), whether it has NULLs, the type,
 * extent and lower bound of each dimension, and the elements. */
bool row_components(const PGresult *result, int row, int column,
                    advolux_item_kind kind, apr_array_header_t *components)
{
    const char *data = PQgetvalue(result, row, column);
    octets in = { data, data + PQgetlength(result, row, column) };
    int dimensions, nulls, type, count, lower;
    field record;

    if (!take_int(&in, &dimensions) || dimensions != 1 || !take_int(&in, &nulls)
        || !take_int(&in, &type) || !take_int(&in, &count)
        || !take_int(&in, &lower)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        if (!take_field(&in, &record)
            || !read_component(components->pool, &record, kind,
                               apr_array_push(components))) {
            return false;
        }
    }
    qsort(components->elts, (size_t)components->nelts,
          (size_t)components->elt_size, by_recurrence);
    return count > 0;
}
