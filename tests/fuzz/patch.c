/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* A client's text and the columns of another: patched, it can be read again. */
#include "fuzz.h"

#include "object.h"
#include "timezone.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
    ical_zone_init();
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    size_t length;
    const char *other = fuzz_second(text, size, &length), *patched;
    advolux_item *item, *own;
    apr_size_t octets;
    ical_node *root;

    if (ical_object_read(pool, text, strlen(text), ADVOLUX_APPOINTMENT, ZONE,
                         &ical_limits_default, &own) ||
        ical_object_read(pool, other, length, ADVOLUX_APPOINTMENT, ZONE,
                         &ical_limits_default, &item)) {
        return;
    }
    patched = ical_object_patch(pool, text, strlen(text), item, ZONE, &octets);
    FUZZ_DEMAND(patched && !ical_parse_stored(pool, patched, octets, &root));
    ical_object_same_but_alarms(pool, text, strlen(text), patched, octets,
                                ZONE);
}
