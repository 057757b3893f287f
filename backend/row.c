/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <endian.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

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

/* Where each text of a component goes, and its column. */
enum {
    PRESENT, RECURRENCE_ID, THIS_AND_FUTURE, TITLE, DESCRIPTION, LOCATION,
    ALL_DAY, ZONE, STARTS, ENDS, STATUS, CLASS, FREE, PRIORITY, PERCENT,
    COMPLETED, CATEGORIES, RRULE, EXDATE, RDATE, SEQUENCE, CREATED, MODIFIED,
    MATTER, PARTICIPANTS
};

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

bool row_component(const PGresult *result, int row, int first,
                   advolux_item_kind kind, advolux_component *component)
{
    bool timed = kind == ADVOLUX_APPOINTMENT;

    memset(component, 0, sizeof *component);
    if (!row_bool(result, row, first + PRESENT)) {
        return false;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = row_text(result, row, first + texts[i].column);

        memcpy((char *)component + texts[i].offset, &text, sizeof text);
    }
    component->this_and_future = row_bool(result, row,
                                          first + THIS_AND_FUTURE);
    component->all_day = row_bool(result, row, first + ALL_DAY);
    component->free = row_bool(result, row, first + FREE);
    component->priority = row_int(result, row, first + PRIORITY);
    component->percent = PQgetisnull(result, row, first + PERCENT)
                         ? -1 : row_int(result, row, first + PERCENT);
    component->sequence = row_int(result, row, first + SEQUENCE);
    return component->zone && is_local(component->recurrence_id, false)
        && is_local(component->start, timed) && is_local(component->end, timed);
}
