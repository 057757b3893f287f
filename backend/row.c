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
    return PQgetlength(result, row, column) == 1 &&
           *PQgetvalue(result, row, column);
}

apr_int64_t row_seconds(const PGresult *result, int row, int column)
{
    return row_int64(result, row, column) / APR_USEC_PER_SEC + EPOCH_2000;
}

static apr_array_header_t *row_properties(apr_pool_t *pool,
                                          const PGresult *result, int row,
                                          int column);

void row_calendar(apr_pool_t *pool, const PGresult *result, int row,
                  advolux_calendar *calendar)
{
    const char *name = row_text(result, row, COLLECTION_DISPLAYNAME);
    const char *kind = row_text(result, row, COLLECTION_KIND);

    calendar->kind =
        kind && strcmp(kind, "task") == 0 ? ADVOLUX_TASK : ADVOLUX_APPOINTMENT;
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
    calendar->resource_id = row_text(result, row, COLLECTION_RESOURCE_ID);
    calendar->created = row_seconds(result, row, COLLECTION_CREATED);
    calendar->language = row_text(result, row, COLLECTION_LANGUAGE);
    calendar->floating_zone = row_text(result, row, COLLECTION_FLOATING_ZONE);
    calendar->octets_used = row_int64(result, row, COLLECTION_OCTETS_USED);
    calendar->has_quota = !PQgetisnull(result, row, COLLECTION_OCTETS_QUOTA);
    calendar->octets_quota = row_int64(result, row, COLLECTION_OCTETS_QUOTA);
    calendar->properties =
        row_properties(pool, result, row, COLLECTION_PROPERTIES);
}

void row_state(apr_pool_t *pool, const PGresult *result, advolux_item_kind kind,
               advolux_calendar *calendar)
{
    memset(calendar, 0, sizeof *calendar);
    calendar->kind = kind;
    calendar->epoch = row_text(result, 0, STATE_EPOCH);
    calendar->revision = row_int64(result, 0, MEMBER_REVISION);
    calendar->purged = row_int64(result, 0, STATE_PURGED);
    calendar->cutoff = row_text(result, 0, STATE_CUTOFF);
    calendar->zone = row_text(result, 0, STATE_ZONE);
    calendar->floating_zone = row_text(result, 0, STATE_FLOATING_ZONE);
    calendar->displayname = "";
    calendar->properties = apr_array_make(pool, 1, sizeof(advolux_property));
}

void row_member(const PGresult *result, int row, int first,
                advolux_member *member)
{
    const char *access = PQgetvalue(result, row, first + MEMBER_ACCESS);

    member->name = PQgetvalue(result, row, first + MEMBER_NAME);
    member->version = row_int64(result, row, first + MEMBER_VERSION);
    member->revision = row_int64(result, row, first + MEMBER_REVISION);
    member->modified = row_seconds(result, row, first + MEMBER_MODIFIED);
    member->access = *access == 'e'   ? ADVOLUX_EDITABLE
                     : *access == 'p' ? ADVOLUX_PARTICIPANT
                                      : ADVOLUX_DEVICE_ONLY;
    member->removed = member->exact = false;
    member->uid = NULL;
}

/* "YYYYMMDDTHHMMSS" by its looks, with an "r" if it is the second of two, or
 * NULL where that is allowed. */
static bool is_local(const char *text, bool required)
{
    if (!text) {
        return !required;
    }
    return strspn(text, "0123456789") == 8 && text[8] == 'T' &&
           strspn(text + 9, "0123456789") == 6 &&
           (!text[15] || !strcmp(text + 15, "r"));
}

/* The fields of a component (caldav.components_of), all texts. */
enum {
    RECURRENCE_ID,
    THIS_AND_FUTURE,
    TITLE,
    DESCRIPTION,
    LOCATION,
    ALL_DAY,
    ZONE,
    STARTS,
    ENDS,
    STATUS,
    CLASS,
    FREE,
    PRIORITY,
    PERCENT,
    COMPLETED,
    CATEGORIES,
    RRULE,
    EXDATE,
    RDATE,
    SEQUENCE,
    CREATED,
    MODIFIED,
    MATTER,
    PARTICIPANTS,
    FIELDS
};

/* Where each text of a component goes. */
static const struct {
    int field;
    size_t offset;
} texts[] = { { RECURRENCE_ID, offsetof(advolux_component, recurrence_id) },
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
              { PARTICIPANTS, offsetof(advolux_component, participants) } };

/* What is left of a value in PostgreSQL's binary format. */
typedef struct octets {
    const char *at, *end;
} octets;

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

/* A length and as many octets, as a string; a length of -1 is NULL. */
static bool take_text(octets *in, apr_pool_t *pool, const char **text)
{
    int length;

    *text = NULL;
    if (!take_int(in, &length)) {
        return false;
    }
    if (length < 0) {
        return true;
    }
    if (length > in->end - in->at) {
        return false;
    }
    *text = apr_pstrmemdup(pool, in->at, (apr_size_t)length);
    in->at += length;
    return true;
}

static bool is_true(const char *text)
{
    return text && *text == 't';
}

static int number(const char *text, int if_null)
{
    return text ? atoi(text) : if_null;
}

static bool take_component(octets *in, apr_pool_t *pool, advolux_item_kind kind,
                           advolux_component *component)
{
    bool timed = kind == ADVOLUX_APPOINTMENT;
    const char *fields[FIELDS];

    memset(component, 0, sizeof *component);
    for (int i = 0; i < FIELDS; i++) {
        if (!take_text(in, pool, &fields[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        memcpy((char *)component + texts[i].offset, &fields[texts[i].field],
               sizeof fields[0]);
    }
    component->this_and_future = is_true(fields[THIS_AND_FUTURE]);
    component->all_day = is_true(fields[ALL_DAY]);
    component->free = is_true(fields[FREE]);
    component->priority = number(fields[PRIORITY], 0);
    component->percent = number(fields[PERCENT], -1);
    component->sequence = number(fields[SEQUENCE], 0);
    return component->zone && is_local(component->recurrence_id, false) &&
           is_local(component->start, timed) && is_local(component->end, timed);
}

/* The master before its overrides, and these by time. */
static int by_recurrence(const void *a, const void *b)
{
    const char *one = ((const advolux_component *)a)->recurrence_id;
    const char *other = ((const advolux_component *)b)->recurrence_id;

    return strcmp(one ? one : "", other ? other : "");
}

/* array_send(): dimensions (two: rows and fields), whether it has NULLs, the
 * type, extent and lower bound of each dimension, and the elements. */
enum {
    ARRAY_DIMENSIONS,
    ARRAY_NULLS,
    ARRAY_TYPE,
    ARRAY_COUNT,
    ARRAY_LOWER,
    ARRAY_FIELD_COUNT,
    ARRAY_FIELD_LOWER,
    ARRAY_HEADER
};

/* Read the header of an array with so many fields in a row: the rows, or -1. */
static int take_header(octets *in, int fields)
{
    int header[ARRAY_HEADER];

    for (int i = 0; i < ARRAY_HEADER; i++) {
        if (!take_int(in, &header[i])) {
            return -1;
        }
    }
    return header[ARRAY_DIMENSIONS] == 2 && header[ARRAY_FIELD_COUNT] == fields
               ? header[ARRAY_COUNT]
               : -1;
}

static octets octets_of(const PGresult *result, int row, int column)
{
    const char *data = PQgetvalue(result, row, column);
    octets in = { data, data + PQgetlength(result, row, column) };

    return in;
}

bool row_components(const PGresult *result, int row, int column,
                    advolux_item_kind kind, apr_array_header_t *components)
{
    octets in = octets_of(result, row, column);
    int count = take_header(&in, FIELDS);

    for (int i = 0; i < count; i++) {
        if (!take_component(&in, components->pool, kind,
                            apr_array_push(components))) {
            return false;
        }
    }
    qsort(components->elts, (size_t)components->nelts,
          (size_t)components->elt_size, by_recurrence);
    return components->nelts > 0;
}

/* Rows of place, namespace, name and value; NULL is none. */
static apr_array_header_t *row_properties(apr_pool_t *pool,
                                          const PGresult *result, int row,
                                          int column)
{
    enum { PLACE, NAMESPACE, NAME, VALUE, WORDS };
    apr_array_header_t *properties =
        apr_array_make(pool, 1, sizeof(advolux_property));
    octets in = octets_of(result, row, column);
    int count = take_header(&in, WORDS);

    for (int i = 0; i < count; i++) {
        const char *words[WORDS];
        advolux_property *property;

        for (int word = 0; word < WORDS; word++) {
            if (!take_text(&in, pool, &words[word]) || !words[word]) {
                return properties;
            }
        }
        property = apr_array_push(properties);
        property->of = dead_property_keeper(words[PLACE]);
        property->ns = words[NAMESPACE];
        property->name = words[NAME];
        property->value = words[VALUE];
    }
    return properties;
}
