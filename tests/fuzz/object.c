/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Calendar text as a client PUTs it; what is taken can be read, written and
 * expanded. */
#include "fuzz.h"

#include "busy.h"
#include "object.h"
#include "rule_check.h"
#include "timezone.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
    ical_zone_init();
}

static void use(apr_pool_t *pool, const advolux_item *item, const char *text,
                apr_size_t length)
{
    const ical_span span = { 0, 4102444800 }; /* to the year 2100 */
    ical_busy *busy = ical_busy_begin(pool, span);
    bool unreadable;
    ical_node *root;

    FUZZ_DEMAND(rule_check_stored(pool, text, length));
    FUZZ_DEMAND(!ical_parse_stored(pool, text, length, &root));
    ical_busy_add(busy, pool, root, ZONE, &unreadable);
    ical_busy_write(busy, "u", 0, &length);
    FUZZ_DEMAND(ical_object_render(pool, item, &length));
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    for (int kind = 0; kind < 2; kind++) {
        const char *taken = text;
        apr_size_t length = size;
        advolux_item *item;

        if (!ical_object_take(pool, &taken, &length,
                              kind ? ADVOLUX_TASK : ADVOLUX_APPOINTMENT, ZONE,
                              &ical_limits_default, &item)) {
            use(pool, item, taken, length);
        }
    }
}
