/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file filter_parse.c
 * A filter from its XML: comp-filter, and in it all else (RFC 4791
 * section 9.7).
 */
#include <string.h>
#include <apr_strings.h>

#include "filter_reading.h"
#include "text.h"

#define DEPTH_MAX 8 /* comp-filters within each other */

static const caldav_filter_fault *comp_not_defined(filter_reading *in,
                                                   const apr_xml_elem *element,
                                                   void *target)
{
    comp_filter *filter = target;

    (void)in;
    (void)element;
    filter->is_not_defined = true;
    return NULL;
}

static const caldav_filter_fault *comp_range(filter_reading *in,
                                             const apr_xml_elem *element,
                                             void *target)
{
    static const char *const timed[] = { "VCALENDAR", "VEVENT",    "VTODO",
                                         "VJOURNAL",  "VFREEBUSY", "VALARM",
                                         NULL };
    comp_filter *filter = target;
    const char *const *at;

    for (at = timed; *at; at++) {
        if (strcmp(*at, filter->name) == 0) {
            return filter_read_range(in, element, &filter->range);
        }
    }
    return filter_fault(in, FILTER_VALID,
                        "A time-range is for VEVENT, VTODO, VJOURNAL, "
                        "VFREEBUSY and VALARM, or for all of a VCALENDAR.");
}

static filter_reader comp_comp;

static const filter_child comp_children[] = {
    { "is-not-defined", comp_not_defined },
    { "time-range", comp_range },
    { "prop-filter", filter_read_property },
    { "comp-filter", comp_comp },
    { NULL, NULL }
};

static const caldav_filter_fault *read_comp(filter_reading *in,
                                            const apr_xml_elem *element,
                                            comp_filter *filter)
{
    const caldav_filter_fault *wrong =
        filter_read_name(in, element, &filter->name);

    if (!wrong && ++in->depth > DEPTH_MAX) {
        wrong = filter_fault(in, FILTER_SUPPORTED,
                             apr_psprintf(in->pool,
                                          "comp-filters may be nested %d deep.",
                                          DEPTH_MAX));
    }
    if (!wrong) {
        wrong = filter_read_children(in, element, comp_children, filter);
    }
    in->depth--;
    if (!wrong && filter->is_not_defined &&
        (filter->range || filter->properties || filter->components)) {
        wrong = filter_alone(in);
    }
    return wrong;
}

/** Where RFC 5545 section 3.6 has its components; others may be anywhere. */
static bool can_be_in(const char *name, const char *parent)
{
    static const struct {
        const char *name, *parent;
    } places[] = {
        { "VEVENT", "VCALENDAR" },    { "VTODO", "VCALENDAR" },
        { "VJOURNAL", "VCALENDAR" },  { "VFREEBUSY", "VCALENDAR" },
        { "VTIMEZONE", "VCALENDAR" }, { "STANDARD", "VTIMEZONE" },
        { "DAYLIGHT", "VTIMEZONE" },  { "VALARM", "VEVENT" },
        { "VALARM", "VTODO" },        { "VCALENDAR", "" },
    };
    bool known = false;

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strcmp(places[i].name, name) == 0) {
            known = true;
            if (strcmp(places[i].parent, parent) == 0) {
                return true;
            }
        }
    }
    return !known;
}

static const caldav_filter_fault *comp_comp(filter_reading *in,
                                            const apr_xml_elem *element,
                                            void *target)
{
    comp_filter *parent = target;
    comp_filter *filter = apr_pcalloc(in->pool, sizeof *filter);
    const caldav_filter_fault *wrong = read_comp(in, element, filter);

    if (!wrong && !can_be_in(filter->name, parent->name)) {
        wrong =
            filter_fault(in, FILTER_VALID,
                         apr_psprintf(in->pool, "A %s is never in a %s.",
                                      ical_excerpt(in->pool, filter->name),
                                      ical_excerpt(in->pool, parent->name)));
    }
    filter->next = parent->components;
    parent->components = filter;
    return wrong;
}

const caldav_filter_fault *caldav_filter_parse(apr_pool_t *pool,
                                               const apr_xml_doc *doc,
                                               const apr_xml_elem *element,
                                               const caldav_filter **filter)
{
    filter_reading in = { .pool = pool, .doc = doc };
    const apr_xml_elem *calendar = element->first_child;
    caldav_filter *made = apr_pcalloc(pool, sizeof *made);
    const caldav_filter_fault *wrong;

    if (!calendar || calendar->next ||
        !filter_is_caldav(&in, calendar, "comp-filter")) {
        return filter_fault(&in, FILTER_VALID,
                            "A filter holds one comp-filter, named "
                            "VCALENDAR.");
    }
    wrong = read_comp(&in, calendar, &made->calendar);
    if (!wrong && strcmp(made->calendar.name, "VCALENDAR") != 0) {
        wrong = filter_fault(&in, FILTER_VALID,
                             "The outermost comp-filter must be named "
                             "VCALENDAR.");
    }
    *filter = wrong ? NULL : made;
    return wrong;
}
