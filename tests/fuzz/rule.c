/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* A recurrence rule of a client or of the office. */
#include "fuzz.h"

#include "recurrence.h"
#include "rule_write.h"
#include "timezone.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
    ical_zone_init();
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    const advolux_component component = { .rrule = text,
                                          .start = "20260105T100000",
                                          .end = "20260105T110000",
                                          .zone = ZONE };
    const char *written = rule_write(pool, &component);

    (void)size;
    FUZZ_DEMAND(!written || !ical_rrule_fault(pool, written, component.start));
}
