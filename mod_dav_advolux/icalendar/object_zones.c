/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "object_zones.h"

#include <string.h>

#include "timezone.h"
#include "tzid.h"
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

bool object_zone_is_standard(apr_pool_t *pool, const char *tzid)
{
    const zone_info *zone = *tzid == '<' ? NULL : zone_find(pool, tzid);

    return zone && !strcmp(zone->name, tzid);
}

static void add_used(const ical_node *node, apr_array_header_t *tzids,
                     apr_hash_t *seen)
{
    const ical_member *members = (const ical_member *)node->members->elts;

    for (int i = 0; i < node->members->nelts; i++) {
        const char *tzid = members[i].property
                               ? ical_param(members[i].property, "TZID")
                               : NULL;

        if (members[i].component) {
            add_used(members[i].component, tzids, seen);
        } else if (tzid && !apr_hash_get(seen, tzid, APR_HASH_KEY_STRING)) {
            apr_hash_set(seen, tzid, APR_HASH_KEY_STRING, tzid);
            APR_ARRAY_PUSH(tzids, const char *) = tzid;
        }
    }
}

apr_array_header_t *object_zones_used(apr_pool_t *pool, const ical_node *object)
{
    apr_array_header_t *tzids = apr_array_make(pool, 2, sizeof(const char *));

    add_used(object, tzids, apr_hash_make(pool));
    return tzids;
}

apr_hash_t *object_zones_defined(apr_pool_t *pool, const ical_node *object)
{
    const ical_member *members = (const ical_member *)object->members->elts;
    apr_hash_t *zones = apr_hash_make(pool);

    for (int i = 0; i < object->members->nelts; i++) {
        const ical_node *node = members[i].component;
        const char *id = node ? object_zone_id(pool, node) : NULL;

        if (id && !apr_hash_get(zones, id, APR_HASH_KEY_STRING)) {
            apr_hash_set(zones, id, APR_HASH_KEY_STRING, node);
        }
    }
    return zones;
}

bool object_zone_write(ical_buffer *out, const ical_node *object,
                       const char *tzid)
{
    const zone_info *zone = tzid_zone(object, tzid);
    const char *observances;

    if (!zone || !zone->name) {
        return false;
    }
    ical_buffer_line(out, "BEGIN:VTIMEZONE");
    ical_buffer_line(out, "TZID:%s", ical_escape(out->pool, tzid));
    observances =
        strstr(ical_zone_component(out->pool, zone->name), "\r\nBEGIN:");
    observances = observances ? observances + 2 : UTC_OBSERVANCES;
    ical_buffer_add(out, observances, strlen(observances));
    return true;
}
