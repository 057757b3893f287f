/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "object.h"

#include <string.h>
#include <apr_strings.h>

#include "field.h"
#include "timezone.h"
#include "zone.h"

/* One VTIMEZONE per zone, in the order of first use. */
static void write_zones(ical_buffer *out, const advolux_item *item)
{
    apr_array_header_t *seen =
        apr_array_make(out->pool, 2, sizeof(const char *));

    for (int i = 0; i < item->components->nelts; i++) {
        const advolux_component *c =
            &APR_ARRAY_IDX(item->components, i, advolux_component);
        const zone_info *z = c->all_day ? NULL : zone_find(out->pool, c->zone);
        bool known = z == NULL;
        for (int k = 0; !known && k < seen->nelts; k++) {
            known = !strcmp(APR_ARRAY_IDX(seen, k, const char *), z->name);
        }
        if (!known) {
            const char *text = ical_zone_component(out->pool, z->name);
            APR_ARRAY_PUSH(seen, const char *) = z->name;
            ical_buffer_add(out, text, strlen(text));
        }
    }
}

const char *ical_object_render(apr_pool_t *pool, const advolux_item *item,
                               apr_size_t *length)
{
    ical_buffer *out = ical_buffer_make(pool, 2048);
    field_target target = { .out = out, .kind = item->kind };
    const advolux_component *first =
        (const advolux_component *)item->components->elts;

    ical_buffer_line(out, "BEGIN:VCALENDAR");
    ical_buffer_line(out, "VERSION:2.0");
    ical_buffer_line(out, "PRODID:-//Advolux//mod_dav_advolux//DE");
    ical_buffer_line(out, "CALSCALE:GREGORIAN");
    write_zones(out, item);
    for (int i = 0; i < item->components->nelts; i++) {
        target.component =
            &APR_ARRAY_IDX(item->components, i, advolux_component);
        target.master = first->recurrence_id ? target.component : first;
        ical_component_write(&target, item->uid);
    }
    ical_buffer_line(out, "END:VCALENDAR");
    *length = out->length;
    return out->data;
}
