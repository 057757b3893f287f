/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_tree.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#define NS_CALDAV "urn:ietf:params:xml:ns:caldav"

#define DEPTH_MAX 8 /* comp-filters within each other */
#define CONDITIONS_MAX \
    256 /* all elements of a filter: each costs time \
           for each object */

#define VALID "valid-filter"
#define SUPPORTED "supported-filter"

typedef struct reading {
    apr_pool_t *pool;
    const apr_xml_doc *doc;
    int depth;
    int conditions;
    const char *element; /* the filter that is read, and its name */
    const char *name;
} reading;

typedef const caldav_filter_fault *read_element(reading *in,
                                                const apr_xml_elem *element,
                                                void *target);

/** A child element that a filter element may have. */
typedef struct child_rule {
    const char *element;
    read_element *read;
} child_rule;

static const caldav_filter_fault *fault(reading *in, const char *precondition,
                                        const char *reason)
{
    caldav_filter_fault *made = apr_pcalloc(in->pool, sizeof *made);

    made->precondition = precondition;
    made->reason = reason;
    if (strcmp(precondition, SUPPORTED) == 0) {
        made->element = in->element;
        made->name = in->name;
    }
    return made;
}

static bool is_caldav(const reading *in, const apr_xml_elem *element,
                      const char *name)
{
    return element->ns >= 0 && strcmp(element->name, name) == 0 &&
           strcmp(APR_XML_GET_URI_ITEM(in->doc->namespaces, element->ns),
                  NS_CALDAV) == 0;
}

static const char *attribute(const apr_xml_elem *element, const char *name)
{
    const apr_xml_attr *attr;

    for (attr = element->attr; attr; attr = attr->next) {
        if (attr->ns == APR_XML_NS_NONE && strcmp(attr->name, name) == 0) {
            return attr->value;
        }
    }
    return NULL;
}

/** The name attribute as content_line.h spells names: upper case. From here
 * on, faults are of this element. */
static const caldav_filter_fault *read_name(reading *in,
                                            const apr_xml_elem *element,
                                            const char **name)
{
    const char *given = attribute(element, "name");
    char *upper, *at;

    if (!given || !*given) {
        return fault(in, VALID,
                     apr_psprintf(in->pool, "A %s needs a name attribute.",
                                  element->name));
    }
    upper = apr_pstrdup(in->pool, given);
    for (at = upper; *at; at++) {
        if (!apr_isalnum(*at) && *at != '-') {
            return fault(
                in, VALID,
                apr_psprintf(
                    in->pool,
                    "The name of a %s may hold letters, digits and '-' "
                    "only.",
                    element->name));
        }
        *at = (char)apr_toupper(*at);
    }
    *name = upper;
    in->element = element->name;
    in->name = upper;
    return NULL;
}

static const caldav_filter_fault *read_children(reading *in,
                                                const apr_xml_elem *element,
                                                const child_rule *rules,
                                                void *target)
{
    const reading outer = *in;
    const apr_xml_elem *child;
    const caldav_filter_fault *wrong;
    const child_rule *rule;

    for (child = element->first_child; child; child = child->next) {
        if (++in->conditions > CONDITIONS_MAX) {
            return fault(
                in, SUPPORTED,
                apr_psprintf(in->pool,
                             "A filter may hold at most %d conditions.",
                             CONDITIONS_MAX));
        }
        for (rule = rules; rule->element; rule++) {
            if (is_caldav(in, child, rule->element)) {
                break;
            }
        }
        if (!rule->element) {
            return fault(
                in, SUPPORTED,
                apr_psprintf(in->pool,
                             "A %s holds an element that RFC 4791 section 9.7 "
                             "does not list for it.",
                             element->name));
        }
        wrong = rule->read(in, child, target);
        if (wrong) {
            return wrong;
        }
        in->element = outer.element;
        in->name = outer.name;
    }
    return NULL;
}

static const caldav_filter_fault *read_bound(reading *in, const char *text,
                                             apr_int64_t *seconds)
{
    if (text && (strlen(text) != 16 || !ical_instant(text, seconds))) {
        return fault(in, VALID,
                     "start and end of a time-range must be UTC "
                     "date-times like 20260131T080000Z.");
    }
    return NULL;
}

static const caldav_filter_fault *read_range(reading *in,
                                             const apr_xml_elem *element,
                                             const ical_span **range)
{
    const char *start = attribute(element, "start");
    const char *end = attribute(element, "end");
    ical_span *span = apr_palloc(in->pool, sizeof *span);
    const caldav_filter_fault *wrong;

    if (*range) {
        return fault(in, VALID,
                     "There may be only one time-range in a "
                     "comp-filter or prop-filter.");
    }
    if (!start && !end) {
        return fault(in, VALID, "A time-range needs a start, an end or both.");
    }
    span->from = APR_INT64_MIN;
    span->to = APR_INT64_MAX;
    wrong = read_bound(in, start, &span->from);
    if (!wrong) {
        wrong = read_bound(in, end, &span->to);
    }
    if (wrong) {
        return wrong;
    }
    if (span->from >= span->to) {
        return fault(in, VALID,
                     "The end of a time-range must be after its "
                     "start.");
    }
    *range = span;
    return NULL;
}

/** All character data of an element without children. */
static const char *content(apr_pool_t *pool, const apr_xml_elem *element)
{
    const apr_text *part;
    const char *all = "";

    for (part = element->first_cdata.first; part; part = part->next) {
        all = *all ? apr_pstrcat(pool, all, part->text, NULL) : part->text;
    }
    return all;
}

static const caldav_filter_fault *read_text(reading *in,
                                            const apr_xml_elem *element,
                                            const text_match **text)
{
    const char *negate = attribute(element, "negate-condition");
    text_match *match = apr_pcalloc(in->pool, sizeof *match);

    if (*text) {
        return fault(in, VALID,
                     "There may be only one text-match in a "
                     "prop-filter or param-filter.");
    }
    if (element->first_child) {
        return fault(in, VALID, "A text-match holds text only.");
    }
    if (negate && strcmp(negate, "yes") != 0 && strcmp(negate, "no") != 0) {
        return fault(in, VALID, "negate-condition must be yes or no.");
    }
    match->collation = caldav_collation_find(attribute(element, "collation"));
    if (!match->collation) {
        return fault(in, "supported-collation",
                     "The collations are "
                     "i;ascii-casemap, i;octet and i;unicode-casemap.");
    }
    match->negate = negate && strcmp(negate, "yes") == 0;
    match->text = content(in->pool, element);
    match->folded = match->collation->fold(in->pool, match->text);
    *text = match;
    return NULL;
}

static const caldav_filter_fault *alone(reading *in)
{
    return fault(in, VALID,
                 "is-not-defined may have no other condition "
                 "beside it.");
}

/* param-filter */

static const caldav_filter_fault *param_not_defined(reading *in,
                                                    const apr_xml_elem *element,
                                                    void *target)
{
    param_filter *filter = target;

    (void)in;
    (void)element;
    filter->is_not_defined = true;
    return NULL;
}

static const caldav_filter_fault *param_text(reading *in,
                                             const apr_xml_elem *element,
                                             void *target)
{
    param_filter *filter = target;

    return read_text(in, element, &filter->text);
}

static const child_rule param_children[] = { { "is-not-defined",
                                               param_not_defined },
                                             { "text-match", param_text },
                                             { NULL, NULL } };

/* prop-filter */

static const caldav_filter_fault *prop_not_defined(reading *in,
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

static const caldav_filter_fault *prop_range(reading *in,
                                             const apr_xml_elem *element,
                                             void *target)
{
    prop_filter *filter = target;

    if (!is_dated_property(filter->name)) {
        return fault(in, may_be_dated(filter->name) ? SUPPORTED : VALID,
                     "A time-range is for properties that hold "
                     "one date or date-time, such as DTSTART or COMPLETED.");
    }
    return read_range(in, element, &filter->range);
}

static const caldav_filter_fault *prop_text(reading *in,
                                            const apr_xml_elem *element,
                                            void *target)
{
    prop_filter *filter = target;

    return read_text(in, element, &filter->text);
}

static const caldav_filter_fault *prop_param(reading *in,
                                             const apr_xml_elem *element,
                                             void *target)
{
    prop_filter *parent = target;
    param_filter *filter = apr_pcalloc(in->pool, sizeof *filter);
    const caldav_filter_fault *wrong = read_name(in, element, &filter->name);

    if (!wrong) {
        wrong = read_children(in, element, param_children, filter);
    }
    if (!wrong && filter->is_not_defined && filter->text) {
        wrong = alone(in);
    }
    filter->next = parent->parameters;
    parent->parameters = filter;
    return wrong;
}

static const child_rule prop_children[] = { { "is-not-defined",
                                              prop_not_defined },
                                            { "time-range", prop_range },
                                            { "text-match", prop_text },
                                            { "param-filter", prop_param },
                                            { NULL, NULL } };

/* comp-filter */

static const caldav_filter_fault *comp_not_defined(reading *in,
                                                   const apr_xml_elem *element,
                                                   void *target)
{
    comp_filter *filter = target;

    (void)in;
    (void)element;
    filter->is_not_defined = true;
    return NULL;
}

static const caldav_filter_fault *comp_range(reading *in,
                                             const apr_xml_elem *element,
                                             void *target)
{
    static const char *const timed[] = { "VEVENT",    "VTODO",  "VJOURNAL",
                                         "VFREEBUSY", "VALARM", NULL };
    comp_filter *filter = target;
    const char *const *at;

    for (at = timed; *at; at++) {
        if (strcmp(*at, filter->name) == 0) {
            return read_range(in, element, &filter->range);
        }
    }
    return fault(in, VALID,
                 "A time-range is for VEVENT, VTODO, VJOURNAL, "
                 "VFREEBUSY and VALARM.");
}

static const caldav_filter_fault *comp_prop(reading *in,
                                            const apr_xml_elem *element,
                                            void *target)
{
    comp_filter *parent = target;
    prop_filter *filter = apr_pcalloc(in->pool, sizeof *filter);
    const caldav_filter_fault *wrong = read_name(in, element, &filter->name);

    if (!wrong) {
        wrong = read_children(in, element, prop_children, filter);
    }
    if (!wrong && filter->is_not_defined &&
        (filter->range || filter->text || filter->parameters)) {
        wrong = alone(in);
    }
    if (!wrong && filter->range && filter->text) {
        wrong = fault(in, VALID,
                      "A prop-filter holds a time-range or a "
                      "text-match, not both.");
    }
    filter->next = parent->properties;
    parent->properties = filter;
    return wrong;
}

static read_element comp_comp;

static const child_rule comp_children[] = { { "is-not-defined",
                                              comp_not_defined },
                                            { "time-range", comp_range },
                                            { "prop-filter", comp_prop },
                                            { "comp-filter", comp_comp },
                                            { NULL, NULL } };

static const caldav_filter_fault *read_comp(reading *in,
                                            const apr_xml_elem *element,
                                            comp_filter *filter)
{
    const caldav_filter_fault *wrong = read_name(in, element, &filter->name);

    if (!wrong && ++in->depth > DEPTH_MAX) {
        wrong =
            fault(in, SUPPORTED,
                  apr_psprintf(in->pool, "comp-filters may be nested %d deep.",
                               DEPTH_MAX));
    }
    if (!wrong) {
        wrong = read_children(in, element, comp_children, filter);
    }
    in->depth--;
    if (!wrong && filter->is_not_defined &&
        (filter->range || filter->properties || filter->components)) {
        wrong = alone(in);
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

static const caldav_filter_fault *comp_comp(reading *in,
                                            const apr_xml_elem *element,
                                            void *target)
{
    comp_filter *parent = target;
    comp_filter *filter = apr_pcalloc(in->pool, sizeof *filter);
    const caldav_filter_fault *wrong = read_comp(in, element, filter);

    if (!wrong && !can_be_in(filter->name, parent->name)) {
        wrong = fault(in, VALID,
                      apr_psprintf(in->pool, "A %s is never in a %s.",
                                   filter->name, parent->name));
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
    reading in = { .pool = pool, .doc = doc };
    const apr_xml_elem *calendar = element->first_child;
    caldav_filter *made = apr_pcalloc(pool, sizeof *made);
    const caldav_filter_fault *wrong;

    if (!calendar || calendar->next ||
        !is_caldav(&in, calendar, "comp-filter")) {
        return fault(&in, VALID,
                     "A filter holds one comp-filter, named "
                     "VCALENDAR.");
    }
    wrong = read_comp(&in, calendar, &made->calendar);
    if (!wrong && strcmp(made->calendar.name, "VCALENDAR") != 0) {
        wrong = fault(&in, VALID,
                      "The outermost comp-filter must be named "
                      "VCALENDAR.");
    }
    *filter = wrong ? NULL : made;
    return wrong;
}
