/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "tzid.h"

#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"
#include "timezone.h"
#include "zone_definition.h"

#define ZONES_MAX 64     /* different TZIDs that are looked up in an object */
#define EVALUATED_MAX 16 /* VTIMEZONEs that are evaluated */
#define OCTETS_MAX 1000  /* of a TZID that may be known */
#define AHEAD 20         /* years of a series without end that matter */

static const zone_info unknown;

/* Whether a VTIMEZONE is the one that a TZID parameter names. */
static bool defines(apr_pool_t *pool, const ical_node *node, const char *tzid)
{
    const ical_property *id = node && !strcmp(node->name, "VTIMEZONE")
                                  ? ical_find(node, "TZID")
                                  : NULL;

    return id && (!strcmp(id->value, tzid) ||
                  !strcmp(ical_unescape(pool, id->value), tzid));
}

static const ical_node *definition_of(apr_pool_t *pool, const ical_node *root,
                                      const char *tzid)
{
    for (int i = 0; i < root->members->nelts; i++) {
        const ical_node *node =
            APR_ARRAY_IDX(root->members, i, ical_member).component;

        if (defines(pool, node, tzid)) {
            return node;
        }
    }
    return NULL;
}

/* The years that an object uses a TZID in. */
typedef struct years {
    const char *tzid;
    int first, last; /* first > last: none */
    bool endless;    /* a rule of the object has no end */
} years;

/* Four digits at the beginning of a date or time. */
static void add_year(years *y, const char *value)
{
    int year = 0;

    for (int i = 0; i < 4; i++, value++) {
        if (!apr_isdigit(*value)) {
            return;
        }
        year = year * 10 + (*value - '0');
    }
    y->first = year < y->first ? year : y->first;
    y->last = year > y->last ? year : y->last;
}

static void add_property(years *y, const ical_property *property)
{
    if (!strcmp(property->name, "RRULE")) {
        const char *until = strstr(property->value, "UNTIL=");

        if (until) {
            add_year(y, until + strlen("UNTIL="));
        } else {
            y->endless = true;
        }
    } else if (property->tzid && !strcmp(property->tzid, y->tzid)) {
        for (const char *at = property->value; at; at = at ? at + 1 : NULL) {
            add_year(y, at);
            at = strpbrk(at, ",/");
        }
    }
}

static void add_years(years *y, const ical_node *node)
{
    const ical_member *members = (const ical_member *)node->members->elts;

    for (int i = 0; i < node->members->nelts; i++) {
        if (members[i].property) {
            add_property(y, members[i].property);
        } else if (strcmp(members[i].component->name, "VTIMEZONE")) {
            add_years(y, members[i].component);
        }
    }
}

static const zone_info *evaluate(apr_pool_t *pool, const ical_node *root,
                                 const ical_node *definition, const char *tzid)
{
    years y = { .tzid = tzid, .first = 9999, .last = 0 };
    const char *name = zone_definition_name(pool, definition);

    if (name || root->tzids->evaluated == EVALUATED_MAX) {
        return name ? zone_find(pool, name) : NULL;
    }
    root->tzids->evaluated++;
    add_years(&y, root);
    return y.first > y.last
               ? NULL
               : zone_definition_evaluate(pool, definition, y.first,
                                          y.last + (y.endless ? AHEAD : 0));
}

static const zone_info *find(apr_pool_t *pool, const ical_node *root,
                             const char *tzid)
{
    const char *name = ical_zone_named(pool, tzid);
    const ical_node *definition = name ? NULL : definition_of(pool, root, tzid);
    const zone_info *zone =
        definition ? evaluate(pool, root, definition, tzid) : NULL;

    if (!zone) {
        name = name ? name : ical_zone_described(pool, tzid);
        zone = name ? zone_find(pool, name) : NULL;
    }
    return zone;
}

/* An object pays for each name once, and for ZONES_MAX at the most; a long one
 * would cost its length each time. */
const zone_info *tzid_zone(const ical_node *node, const char *tzid)
{
    const zone_info *zone;
    const ical_node *root = node;

    if (strnlen(tzid, OCTETS_MAX + 1) > OCTETS_MAX) {
        return NULL;
    }
    while (root->parent) {
        root = root->parent;
    }
    zone = apr_hash_get(root->tzids->zones, tzid, APR_HASH_KEY_STRING);
    if (!zone && apr_hash_count(root->tzids->zones) < ZONES_MAX) {
        zone = find(apr_hash_pool_get(root->tzids->zones), root, tzid);
        zone = zone ? zone : &unknown;
        apr_hash_set(root->tzids->zones, tzid, APR_HASH_KEY_STRING, zone);
    }
    return zone == &unknown ? NULL : zone;
}
