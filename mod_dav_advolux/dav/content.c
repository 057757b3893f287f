/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <apr_strings.h>

#include "object.h"
#include "recurrence.h"
#include "resource.h"
#include "rule_days.h"
#include "rule_check.h"

/* Enough of the epoch to tell a restored store from the one before. */
#define EPOCH_DIGITS 8

apr_size_t advolux_etag_write(char *tag, const char *epoch, apr_int64_t version)
{
    char digits[ETAG_OCTETS];
    char *first = digits + sizeof digits;
    apr_size_t length = strnlen(epoch, EPOCH_DIGITS);
    apr_size_t count;

    do {
        *--first = (char)('0' + version % 10);
        version /= 10;
    } while (version > 0);
    count = (apr_size_t)(digits + sizeof digits - first);
    memcpy(tag, epoch, length);
    tag[length] = '-';
    memcpy(tag + length + 1, first, count);
    return length + 1 + count;
}

const char *advolux_etag(apr_pool_t *pool, const char *epoch,
                         apr_int64_t version)
{
    char tag[ETAG_OCTETS];
    int length = (int)advolux_etag_write(tag, epoch, version);

    return apr_psprintf(pool, "\"%.*s\"", length, tag);
}

/* What no client may write is not given to one: neither a rule of a row, which
 * would be left out of the text, nor one of a text that was taken before. */
bool advolux_entry_is_good(apr_pool_t *pool, const advolux_entry *entry,
                           const char *text, apr_size_t length)
{
    const apr_array_header_t *components =
        entry->item ? entry->item->components : NULL;

    for (int i = 0; components && i < components->nelts; i++) {
        const char *rrule =
            APR_ARRAY_IDX(components, i, advolux_component).rrule;

        if (rrule && !ical_rrule_is_readable(pool, rrule)) {
            return false;
        }
    }
    return rule_check_stored(pool, text, length);
}

const char *advolux_entry_content(apr_pool_t *pool, const advolux_entry *entry,
                                  const char *zone, apr_size_t *length)
{
    const char *text = advolux_entry_text(pool, entry, zone, length);

    return text && advolux_entry_is_good(pool, entry, text, *length) ? text
                                                                     : NULL;
}

const char *advolux_entry_text(apr_pool_t *pool, const advolux_entry *entry,
                               const char *zone, apr_size_t *length)
{
    if (entry->bad) {
        return NULL;
    }
    if (entry->text_current) {
        *length = entry->text_length;
        return entry->text;
    }
    if (!entry->item) {
        return NULL;
    }
    if (entry->text) {
        return ical_object_patch(pool, entry->text, entry->text_length,
                                 entry->item, zone, length);
    }
    return ical_object_render(pool, entry->item, length);
}

void advolux_entry_teach(const struct dav_resource_private *info,
                         apr_pool_t *pool, const advolux_entry *entry)
{
    advolux_component *master;

    if (entry->bad || entry->text_current || !entry->item ||
        entry->item->components->nelts == 0) {
        return;
    }
    master = apr_pmemdup(
        pool, &APR_ARRAY_IDX(entry->item->components, 0, advolux_component),
        sizeof *master);
    if (ical_rule_days(pool, master->rrule,
                       master->start ? master->start : master->end,
                       &master->rule_days, &master->rule_through)) {
        advolux_entry_learn_days(info->store, pool, info->who, info->path.kind,
                                 entry->member.name, master);
    }
}

ical_zones advolux_zones_wanted(request_rec *r)
{
    const char *value = apr_table_get(r->headers_in, "CalDAV-Timezones");

    if (value && !strcasecmp(value, "T")) {
        return ICAL_ZONES_ALL;
    }
    return value && !strcasecmp(value, "F") ? ICAL_ZONES_BY_NAME
                                            : ICAL_ZONES_AS_KEPT;
}

void advolux_content_shape(struct dav_resource_private *info)
{
    const ical_shape shape = { .zones = advolux_zones_wanted(info->r) };
    const char *shaped;
    apr_size_t length;

    apr_table_mergen(info->r->headers_out, "Vary", "CalDAV-Timezones");
    if (shape.zones == ICAL_ZONES_AS_KEPT) {
        return;
    }
    if (ical_shape_apply(info->r->pool, &shape, info->content,
                         info->content_length, info->calendar->zone, NULL,
                         &shaped, &length) == ICAL_SHAPE_GOOD) {
        info->content = shaped;
        info->content_length = length;
    }
}
