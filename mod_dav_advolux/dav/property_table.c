/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stddef.h>

#include "object_bounds.h"
#include "property_value.h"

#define COMPONENT_SET(component) \
    "<C:supported-calendar-component-set><C:comp name=\"" component "\"/>" \
    "</C:supported-calendar-component-set>"

#define AT_CALENDAR AT(PLACE_CALENDAR)
#define AT_OBJECT AT(PLACE_OBJECT)
#define AT_PRINCIPAL AT(PLACE_PRINCIPAL)
#define OWNED (AT_PRINCIPAL | AT(PLACE_HOME) | AT_CALENDAR | AT_OBJECT)

#define CHANGE(field) .change_field = offsetof(advolux_calendar_change, field)

/* `...`: designated initialisers of what else the row has. */
#define LIVE(ns_, name_, places_, flags_, write_, ...) \
    { .ns = ns_, \
      .name = name_, \
      .places = places_, \
      .flags = flags_, \
      .write = write_, \
      ##__VA_ARGS__ }
/* Protected, and never with a value here. */
#define KNOWN(ns_, name_) { .ns = ns_, .name = name_ }

const property_row property_rows[] = {
    /* RFC 4918 */
    LIVE(NS_DAV, "resourcetype", AT_ANY, IN_ALLPROP, write_resourcetype),
    LIVE(NS_DAV, "displayname", AT_COLLECTIONS, IN_ALLPROP | HAS_LANGUAGE,
         write_displayname, .accept = accept_displayname, CHANGE(displayname)),
    LIVE(NS_DAV, "getetag", AT_OBJECT, IN_ALLPROP | PER_MEMBER, write_getetag),
    LIVE(NS_DAV, "getlastmodified", AT_OBJECT, IN_ALLPROP | PER_MEMBER,
         write_getlastmodified),
    LIVE(NS_DAV, "getcontenttype", AT_OBJECT, IN_ALLPROP, write_getcontenttype),
    LIVE(NS_DAV, "getcontentlength", AT_OBJECT,
         IN_ALLPROP | PER_MEMBER | NEEDS_CONTENT, write_getcontentlength),
    LIVE(NS_DAV, "supportedlock", AT_ANY, IN_ALLPROP, write_constant,
         .text = ""),
    LIVE(NS_DAV, "lockdiscovery", AT_ANY, IN_ALLPROP, write_constant,
         .text = ""),
    LIVE(NS_DAV, "creationdate", OWNED, IN_ALLPROP | PER_MEMBER | NEEDS_CONTENT,
         write_creationdate),
    KNOWN(NS_DAV, "getcontentlanguage"),
    /* RFC 4331 */
    LIVE(NS_DAV, "quota-available-bytes", AT_CALENDAR | AT(PLACE_HOME), 0,
         write_quota_available),
    LIVE(NS_DAV, "quota-used-bytes", AT_CALENDAR | AT(PLACE_HOME), 0,
         write_quota_used),
    /* RFC 3744, RFC 5397 */
    LIVE(NS_DAV, "current-user-principal", AT_ANY, 0, write_reference,
         .refers = PLACE_PRINCIPAL),
    LIVE(NS_DAV, "principal-URL", AT_PRINCIPAL, 0, write_reference,
         .refers = PLACE_PRINCIPAL),
    LIVE(NS_DAV, "owner", OWNED, 0, write_reference, .refers = PLACE_PRINCIPAL),
    LIVE(NS_DAV, "principal-collection-set", AT_ANY, 0, write_reference,
         .refers = PLACE_PRINCIPALS),
    LIVE(NS_DAV, "current-user-privilege-set", AT_ANY, PER_MEMBER,
         write_privileges),
    LIVE(NS_DAV, "supported-privilege-set", AT_ANY, 0,
         write_supported_privileges),
    LIVE(NS_DAV, "alternate-URI-set", AT_PRINCIPAL, 0, write_constant,
         .text = ""),
    LIVE(NS_DAV, "group-membership", AT_PRINCIPAL, 0, write_constant,
         .text = ""),
    LIVE(NS_DAV, "group-member-set", AT_PRINCIPAL, 0, write_constant,
         .text = ""),
    KNOWN(NS_DAV, "group"),
    LIVE(NS_DAV, "acl", AT_ANY, PER_MEMBER, write_acl),
    LIVE(NS_DAV, "acl-restrictions", AT_ANY, 0, write_constant,
         .text = "<D:grant-only/><D:no-invert/>"),
    LIVE(NS_DAV, "inherited-acl-set", AT_ANY, 0, write_constant, .text = ""),
    /* RFC 3253, RFC 6578 */
    LIVE(NS_DAV, "supported-report-set", AT_ANY, 0, write_reports),
    LIVE(NS_DAV, "sync-token", AT_CALENDAR | AT(PLACE_HOME), 0,
         write_sync_token),
    LIVE(NS_DAV, "resource-id", OWNED, PER_MEMBER | NEEDS_CONTENT,
         write_resource_id),
    /* RFC 4791, RFC 6638 */
    LIVE(NS_CALDAV, "calendar-home-set", AT_PRINCIPAL, 0, write_reference,
         .refers = PLACE_HOME),
    LIVE(NS_CALDAV, "calendar-user-address-set", AT_PRINCIPAL, 0,
         write_addresses),
    LIVE(NS_CALDAV, "calendar-user-type", AT_PRINCIPAL, 0, write_constant,
         .text = "INDIVIDUAL"),
    KNOWN(NS_CALDAV, "schedule-inbox-URL"),
    KNOWN(NS_CALDAV, "schedule-outbox-URL"),
    LIVE(NS_CALDAV, "supported-calendar-component-set", AT_CALENDAR, 0,
         write_component_set),
    LIVE(NS_CALDAV, "supported-calendar-component-sets", AT(PLACE_HOME), 0,
         write_constant,
         .text = COMPONENT_SET("VEVENT") COMPONENT_SET("VTODO")),
    LIVE(NS_CALDAV, "supported-calendar-data", AT_CALENDAR, 0, write_constant,
         .text = "<C:calendar-data content-type=\"text/calendar\""
                 " version=\"2.0\"/>"),
    LIVE(NS_CALDAV, "supported-collation-set", AT_CALENDAR | AT_OBJECT, 0,
         write_collations),
    /* RFC 7529 */
    LIVE(NS_CALDAV, "supported-rscale-set", AT_CALENDAR, 0, write_rscales),
    LIVE(NS_CALDAV, "max-resource-size", AT_CALENDAR, 0,
         write_max_resource_size),
    LIVE(NS_CALDAV, "max-instances", AT_CALENDAR, 0, write_max_instances),
    LIVE(NS_CALDAV, "min-date-time", AT_CALENDAR, 0, write_constant,
         .text = ICAL_MIN_DATE_TIME),
    LIVE(NS_CALDAV, "max-date-time", AT_CALENDAR, 0, write_constant,
         .text = ICAL_MAX_DATE_TIME),
    KNOWN(NS_CALDAV, "max-attendees-per-instance"),
    LIVE(NS_CALDAV, "calendar-description", AT_CALENDAR, 0, write_description,
         .accept = accept_description, CHANGE(description)),
    LIVE(NS_CALDAV, "calendar-timezone", AT_CALENDAR, 0, write_timezone,
         .accept = accept_timezone, .refusal = "<C:valid-calendar-data/>",
         CHANGE(zone)),
    LIVE(NS_CALDAV, "calendar-timezone-id", AT_CALENDAR, 0, write_timezone_id,
         .accept = accept_timezone_id, .refusal = "<C:valid-timezone/>",
         CHANGE(zone)),
    LIVE(NS_CALDAV, "schedule-calendar-transp", AT_CALENDAR, KEPT_CHOICE,
         write_constant, .text = "<C:opaque/>"),
    LIVE(NS_CALDAV, "calendar-data", AT_OBJECT,
         PER_MEMBER | NEEDS_CONTENT | REPORT_ONLY, write_calendar_data),
    /* calendarserver.org */
    LIVE(NS_CS, "getctag", AT_CALENDAR, 0, write_sync_token),
    LIVE(NS_CS, "email-address-set", AT_PRINCIPAL, 0, write_email_addresses),
    /* apple.com: to others dead properties, which allprop lists */
    LIVE(NS_APPLE, "calendar-color", AT_CALENDAR, IN_ALLPROP, write_color,
         .accept = accept_color, CHANGE(color)),
    LIVE(NS_APPLE, "calendar-order", AT_CALENDAR, IN_ALLPROP, write_order,
         .accept = accept_order, CHANGE(order)),
    { .name = NULL }
};

static const struct {
    const char *ns;
    const char *prefix;
} prefixes[] = {
    { NS_DAV, "D" },
    { NS_CALDAV, "C" },
    { NS_CS, "CS" },
    { NS_APPLE, "A" },
};

const char *property_prefix(const char *ns)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (!strcmp(prefixes[i].ns, ns)) {
            return prefixes[i].prefix;
        }
    }
    return NULL;
}

advolux_keeper property_keeper(dav_place place)
{
    static const advolux_keeper keepers[] = {
        [PLACE_PRINCIPAL] = ADVOLUX_PRINCIPAL,
        [PLACE_HOME] = ADVOLUX_HOME,
        [PLACE_CALENDAR] = ADVOLUX_CALENDAR,
        [PLACE_OBJECT] = ADVOLUX_OBJECT,
    };

    return keepers[place];
}

/* Where the target's are, among others' perhaps. */
static const apr_array_header_t *kept_with(const property_target *target)
{
    const advolux_calendar *calendar =
        target->path.place == PLACE_CALENDAR ? target->calendar : target->home;

    if (target->path.place == PLACE_OBJECT) {
        return target->kept;
    }
    return calendar ? calendar->properties : NULL;
}

const advolux_property *property_kept_next(const property_target *target,
                                           int *i)
{
    const apr_array_header_t *list = kept_with(target);
    advolux_keeper of = property_keeper(target->path.place);

    while (list && *i < list->nelts) {
        const advolux_property *one =
            &APR_ARRAY_IDX(list, (*i)++, advolux_property);

        if (one->of == of) {
            return one;
        }
    }
    return NULL;
}

const char *property_kept_find(const property_target *target, const char *ns,
                               const char *name)
{
    const advolux_property *one;

    for (int i = 0; (one = property_kept_next(target, &i));) {
        if (!strcmp(one->name, name) && !strcmp(one->ns, ns)) {
            return one->value;
        }
    }
    return NULL;
}

const property_row *property_find(const char *ns, const char *name)
{
    for (const property_row *row = property_rows; row->name; row++) {
        if (!strcmp(row->name, name) && !strcmp(row->ns, ns)) {
            return row;
        }
    }
    return NULL;
}
