/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file filter_property.c
 * prop-filter and param-filter (RFC 4791 sections 9.7.2 and 9.7.3).
 */
#include <string.h>
#include <apr_strings.h>

#include "filter_reading.h"

/* param-filter */

static const caldav_filter_fault *param_not_defined(filter_reading *in,
                                                    const apr_xml_elem *element,
                                                    void *target)
{
    param_filter *filter = target;

    (void)in;
    (void)element;
    filter->is_not_defined = true;
    return NULL;
}

static const caldav_filter_fault *param_text(filter_reading *in,
                                             const apr_xml_elem *element,
                                             void *target)
{
    param_filter *filter = target;

    return filter_read_text(in, element, &filter->text);
}

static const filter_child param_children[] = { { "is-not-defined",
                                                 param_not_defined },
                                               { "text-match", param_text },
                                               { NULL, NULL } };

/* prop-filter */

static const caldav_filter_fault *prop_not_defined(filter_reading *in,
                                                   const apr_xml_elem *element,
                                                   void *target)
{
    prop_filter *filter = target;

    (void)in;
    (void)element;
    filter->is_not_defined = true;
    return NULL;
}

/** The properties whose values RFC 4791 section 9.9 compares with a
 * time-range, and RECURRENCE-ID, which is of the same kind. */
static bool is_dated_property(const char *name)
{
    static const char *const dated[] = {
        "COMPLETED", "CREATED",       "DTEND",         "DTSTAMP", "DTSTART",
        "DUE",       "LAST-MODIFIED", "RECURRENCE-ID", NULL
    };
    const char *const *at;

    for (at = dated; *at; at++) {
        if (strcmp(*at, name) == 0) {
            return true;
        }
    }
    return false;
}

/** Those that may hold dates all the same: then it is we who cannot. */
static bool may_be_dated(const char *name)
{
    static const char *const dated[] = { "RDATE", "EXDATE", "TRIGGER",
                                         "ACKNOWLEDGED", NULL };
    const char *const *at = dated;

    while (*at && strcmp(*at, name) != 0) {
        at++;
    }
    return *at || strncmp(name, "X-", 2) == 0;
}

static const caldav_filter_fault *prop_range(filter_reading *in,
                                             const apr_xml_elem *element,
                                             void *target)
{
    prop_filter *filter = target;

    if (!is_dated_property(filter->name)) {
        return filter_fault(
            in, may_be_dated(filter->name) ? FILTER_SUPPORTED : FILTER_VALID,
            "A time-range is for properties that hold "
            "one date or date-time, such as DTSTART or COMPLETED.");
    }
    return filter_read_range(in, element, &filter->range);
}

static const caldav_filter_fault *prop_text(filter_reading *in,
                                            const apr_xml_elem *element,
                                            void *target)
{
    prop_filter *filter = target;

    return filter_read_text(in, element, &filter->text);
}

static const caldav_filter_fault *prop_param(filter_reading *in,
                                             const apr_xml_elem *element,
                                             void *target)
{
    prop_filter *parent = target;
    param_filter *filter = apr_pcalloc(in->pool, sizeof *filter);
    const caldav_filter_fault *wrong =
        filter_read_name(in, element, &filter->name);

    if (!wrong) {
        wrong = filter_read_children(in, element, param_children, filter);
    }
    if (!wrong && filter->is_not_defined && filter->text) {
        wrong = filter_alone(in);
    }
    filter->next = parent->parameters;
    parent->parameters = filter;
    return wrong;
}

static const filter_child prop_children[] = { { "is-not-defined",
                                                prop_not_defined },
                                              { "time-range", prop_range },
                                              { "text-match", prop_text },
                                              { "param-filter", prop_param },
                                              { NULL, NULL } };

const caldav_filter_fault *filter_read_property(filter_reading *in,
                                                const apr_xml_elem *element,
                                                void *target)
{
    comp_filter *parent = target;
    prop_filter *filter = apr_pcalloc(in->pool, sizeof *filter);
    const caldav_filter_fault *wrong =
        filter_read_name(in, element, &filter->name);

    if (!wrong) {
        wrong = filter_read_children(in, element, prop_children, filter);
    }
    if (!wrong && filter->is_not_defined &&
        (filter->range || filter->text || filter->parameters)) {
        wrong = filter_alone(in);
    }
    if (!wrong && filter->range && filter->text) {
        wrong = filter_fault(in, FILTER_VALID,
                             "A prop-filter holds a time-range or a "
                             "text-match, not both.");
    }
    filter->next = parent->properties;
    parent->properties = filter;
    return wrong;
}
