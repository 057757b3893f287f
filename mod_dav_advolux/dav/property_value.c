/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_date.h>
#include <apr_strings.h>
#include <apr_time.h>

#include "collation.h"
#include "property_value.h"
#include "report.h"
#include "scale.h"
#include "home_token.h"
#include "sync_token.h"
#include "timezone.h"

static void write_number(const property_target *target, apr_int64_t number,
                         markup *out)
{
    markup_string(out,
                  apr_psprintf(target->scratch, "%" APR_INT64_T_FMT, number));
}

bool write_constant(const property_target *target, const property_row *row,
                    const apr_xml_elem *element, markup *out)
{
    (void)target;
    (void)element;
    markup_string(out, row->text);
    return true;
}

static void write_place(const property_target *target, dav_place place,
                        markup *out)
{
    advolux_path path = { .place = place, .login = target->login };

    markup_href(out, advolux_path_href(target->scratch, target->root, &path));
}

bool write_reference(const property_target *target, const property_row *row,
                     const apr_xml_elem *element, markup *out)
{
    (void)element;
    write_place(target, row->refers, out);
    return true;
}

bool write_resourcetype(const property_target *target, const property_row *row,
                        const apr_xml_elem *element, markup *out)
{
    static const char *const types[] = {
        [PLACE_ROOT] = "<D:collection/>",
        [PLACE_PRINCIPALS] = "<D:collection/>",
        [PLACE_PRINCIPAL] = "<D:collection/><D:principal/>",
        [PLACE_HOMES] = "<D:collection/>",
        [PLACE_HOME] = "<D:collection/>",
        [PLACE_CALENDAR] = "<D:collection/><C:calendar/>",
        [PLACE_OBJECT] = "",
    };

    (void)row;
    (void)element;
    markup_string(out, types[target->path.place]);
    return true;
}

bool write_displayname(const property_target *target, const property_row *row,
                       const apr_xml_elem *element, markup *out)
{
    const char *name = "Advolux";

    (void)row;
    (void)element;
    if (target->calendar) {
        name = target->calendar->displayname;
    } else if (target->path.login && target->principal) {
        name = target->principal->name;
    }
    markup_quoted(out, name);
    return true;
}

bool write_getetag(const property_target *target, const property_row *row,
                   const apr_xml_elem *element, markup *out)
{
    char tag[ETAG_OCTETS];
    apr_size_t length = advolux_etag_write(tag, target->calendar->epoch,
                                           target->member->version);

    (void)row;
    (void)element;
    markup_literal(out, "&quot;");
    markup_raw(out, tag, length);
    markup_literal(out, "&quot;");
    return true;
}

bool write_getlastmodified(const property_target *target,
                           const property_row *row, const apr_xml_elem *element,
                           markup *out)
{
    char date[APR_RFC822_DATE_LEN];

    (void)row;
    (void)element;
    apr_rfc822_date(date, apr_time_from_sec(target->member->modified));
    markup_string(out, date);
    return true;
}

static const char *component_of(const property_target *target)
{
    return target->path.kind == ADVOLUX_TASK ? "VTODO" : "VEVENT";
}

bool write_getcontenttype(const property_target *target,
                          const property_row *row, const apr_xml_elem *element,
                          markup *out)
{
    (void)row;
    (void)element;
    markup_literal(out, "text/calendar; charset=utf-8; component=");
    markup_string(out, component_of(target));
    return true;
}

bool write_getcontentlength(const property_target *target,
                            const property_row *row,
                            const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    if (!target->content) {
        return false;
    }
    write_number(target, (apr_int64_t)target->content_length, out);
    return true;
}

bool write_sync_token(const property_target *target, const property_row *row,
                      const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    if (target->path.place == PLACE_HOME) {
        if (!target->calendars) {
            return false;
        }
        markup_quoted(out, home_token_of(target->scratch, target->calendars));
        return true;
    }
    markup_quoted(out, sync_token_format(target->scratch, target->calendar,
                                         target->calendar->revision));
    return true;
}

bool write_reports(const property_target *target, const property_row *row,
                   const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    report_set_write(target->path.place, out);
    return true;
}

bool write_addresses(const property_target *target, const property_row *row,
                     const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    if (target->principal && target->principal->mail) {
        markup_href(out, apr_pstrcat(target->scratch,
                                     "mailto:", target->principal->mail, NULL));
    }
    write_place(target, PLACE_PRINCIPAL, out);
    return true;
}

bool write_email_addresses(const property_target *target,
                           const property_row *row, const apr_xml_elem *element,
                           markup *out)
{
    (void)row;
    (void)element;
    if (target->principal && target->principal->mail) {
        markup_literal(out, "<CS:email-address>");
        markup_quoted(out, target->principal->mail);
        markup_literal(out, "</CS:email-address>");
    }
    return true;
}

bool write_component_set(const property_target *target, const property_row *row,
                         const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    markup_literal(out, "<C:comp name=\"");
    markup_string(out, component_of(target));
    markup_literal(out, "\"/>");
    return true;
}

bool write_collations(const property_target *target, const property_row *row,
                      const apr_xml_elem *element, markup *out)
{
    (void)target;
    (void)row;
    (void)element;
    for (const caldav_collation *c = caldav_collations; c->name; c++) {
        markup_literal(out, "<C:supported-collation>");
        markup_quoted(out, c->name);
        markup_literal(out, "</C:supported-collation>");
    }
    return true;
}

bool write_rscales(const property_target *target, const property_row *row,
                   const apr_xml_elem *element, markup *out)
{
    (void)target;
    (void)row;
    (void)element;
    for (const char *const *name = ical_scale_names(); *name; name++) {
        markup_literal(out, "<C:supported-rscale>");
        markup_quoted(out, *name);
        markup_literal(out, "</C:supported-rscale>");
    }
    return true;
}

bool write_max_resource_size(const property_target *target,
                             const property_row *row,
                             const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    write_number(target, (apr_int64_t)advolux_limits(target->r).octets, out);
    return true;
}

bool write_max_instances(const property_target *target, const property_row *row,
                         const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    write_number(target, advolux_limits(target->r).instances, out);
    return true;
}

/* A person's, who has it in both calendars. */
static const advolux_calendar *quota_of(const property_target *target)
{
    return target->calendar ? target->calendar : target->home;
}

bool write_quota_used(const property_target *target, const property_row *row,
                      const apr_xml_elem *element, markup *out)
{
    const advolux_calendar *calendar = quota_of(target);

    (void)row;
    (void)element;
    if (!calendar) {
        return false;
    }
    write_number(target, calendar->octets_used, out);
    return true;
}

bool write_quota_available(const property_target *target,
                           const property_row *row, const apr_xml_elem *element,
                           markup *out)
{
    const advolux_calendar *calendar = quota_of(target);

    (void)row;
    (void)element;
    if (!calendar || !calendar->has_quota) {
        return false;
    }
    write_number(target,
                 calendar->octets_quota > calendar->octets_used
                     ? calendar->octets_quota - calendar->octets_used
                     : 0,
                 out);
    return true;
}

static bool write_optional(const char *text, markup *out)
{
    if (!text) {
        return false;
    }
    markup_quoted(out, text);
    return true;
}

bool write_description(const property_target *target, const property_row *row,
                       const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    return write_optional(target->calendar->description, out);
}

bool write_color(const property_target *target, const property_row *row,
                 const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    return write_optional(target->calendar->color, out);
}

bool write_order(const property_target *target, const property_row *row,
                 const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    write_number(target, target->calendar->order, out);
    return true;
}

bool write_timezone(const property_target *target, const property_row *row,
                    const apr_xml_elem *element, markup *out)
{
    const char *zone =
        ical_zone_component(target->scratch, target->calendar->floating_zone);

    (void)row;
    (void)element;
    if (!zone || !*zone) {
        return false;
    }
    markup_quoted(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                       "PRODID:-//mod_dav_advolux//DE\r\n");
    markup_quoted(out, zone);
    markup_quoted(out, "END:VCALENDAR\r\n");
    return true;
}

/* RFC 7809 section 5.2: the zone by its name. */
bool write_timezone_id(const property_target *target, const property_row *row,
                       const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    return write_optional(target->calendar->floating_zone, out);
}

/* RFC 3339, as RFC 4918 section 15.1 wants it. A principal and its home are as
 * old as the calendars. */
bool write_creationdate(const property_target *target, const property_row *row,
                        const apr_xml_elem *element, markup *out)
{
    const advolux_calendar *calendar =
        target->calendar ? target->calendar : target->home;
    bool object = target->path.place == PLACE_OBJECT;
    apr_time_exp_t at;

    (void)row;
    (void)element;
    if (object ? !target->entry : !calendar) {
        return false;
    }
    apr_time_exp_gmt(&at, apr_time_from_sec(object ? target->entry->created
                                                   : calendar->created));
    markup_string(
        out, apr_psprintf(target->scratch, "%04d-%02d-%02dT%02d:%02d:%02dZ",
                          at.tm_year + 1900, at.tm_mon + 1, at.tm_mday,
                          at.tm_hour, at.tm_min, at.tm_sec));
    return true;
}

/* A UUID of its own for each of the places that have no row: made from the
 * calendar's by counting up its first digit. */
static const char *derived_id(const property_target *target)
{
    static const char digits[] = "0123456789abcdef";
    char *id = apr_pstrdup(target->scratch, target->home->resource_id);
    const char *first = strchr(digits, *id);

    if (first && *first) {
        *id = digits[((first - digits) + (int)target->path.place) % 16];
    }
    return id;
}

/* RFC 5842 section 3.1. */
bool write_resource_id(const property_target *target, const property_row *row,
                       const apr_xml_elem *element, markup *out)
{
    const char *id = NULL;

    (void)row;
    (void)element;
    if (target->path.place == PLACE_OBJECT) {
        id = target->entry ? target->entry->resource_id : NULL;
    } else if (target->calendar) {
        id = target->calendar->resource_id;
    } else if (target->home) {
        id = derived_id(target);
    }
    if (!id) {
        return false;
    }
    markup_href(out, apr_pstrcat(target->scratch, "urn:uuid:", id, NULL));
    return true;
}

bool write_calendar_data(const property_target *target, const property_row *row,
                         const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    if (!target->data) {
        return false;
    }
    markup_text(out, target->data, target->data_length);
    return true;
}
