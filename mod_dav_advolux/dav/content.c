/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <apr_strings.h>

#include "object.h"
#include "resource.h"

/* Enough of the epoch to tell a restored store from the one before. */
#define EPOCH_DIGITS 8

const char *advolux_etag(apr_pool_t *pool, const char *epoch,
                         apr_int64_t version)
{
    return apr_psprintf(pool, "\"%.*s-%" APR_INT64_T_FMT "\"", EPOCH_DIGITS,
                        epoch, version);
}

const char *advolux_entry_content(apr_pool_t *pool, const advolux_entry *entry,
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
