/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "object_zones.h"

#include <string.h>

#include "timezone.h"
#include "zone.h"

#define UTC_OBSERVANCES \
    "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n" \
    "TZOFFSETTO:+0000\r\nTZNAME:UTC\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

const char *object_zone_id(apr_pool_t *pool, const ical_node *node)
{
    const ical_property *id =
        strcmp(node->name, "VTIMEZONE") ? NULL : ical_find(node, "TZID");

    return id ? ical_unescape(pool, id->value) : NULL;
}

bool object_zone_is_standard(const char *tzid)
{
    const zone_info *zone = zone_find(tzid);

    return zone && !strcmp(zone->name, tzid);
}

static bool holds(const apr_array_header_t *texts, const char *text)
{
    for (int i = 0; i < texts->nelts; i++) {
        if (!strcmp(APR_ARRAY_IDX(texts, i, const char *), text)) {
            return true;
        }
    }
    return false;
}

void object_zones_used(const ical_node *node, apr_array_header_t *tzids)
{
    const ical_member *members = (const ical_member *)node->members->elts;

    for (int i = 0; i < node->members->nelts; i++) {
        const char *tzid = members[i].property
                               ? ical_param(members[i].property, "TZID")
                               : NULL;

        if (members[i].component) {
            object_zones_used(members[i].component, tzids);
        } else if (tzid && !holds(tzids, tzid)) {
            APR_ARRAY_PUSH(tzids, const char *) = tzid;
        }
    }
}

const ical_node *object_zone_find(apr_pool_t *pool, const ical_node *object,
                                  const char *tzid)
{
    const ical_member *members = (const ical_member *)object->members->elts;

    for (int i = 0; i < object->members->nelts; i++) {
        const char *id = members[i].component
                             ? object_zone_id(pool, members[i].component)
                             : NULL;

        if (id && !strcmp(id, tzid)) {
            return members[i].component;
        }
    }
    return NULL;
}

bool object_zone_write(ical_buffer *out, const char *tzid)
{
    const char *zone = ical_zone_resolve(out->pool, tzid);
    const char *observances;

    if (!zone) {
        return false;
    }
    ical_buffer_line(out, "BEGIN:VTIMEZONE");
    ical_buffer_line(out, "TZID:%s", ical_escape(out->pool, tzid));
    observances = strstr(ical_zone_component(zone), "\r\nBEGIN:");
    observances = observances ? observances + 2 : UTC_OBSERVANCES;
    ical_buffer_add(out, observances, strlen(observances));
    return true;
}
