/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_tree.h"

#include <string.h>

/* A text-match finds substrings, the index whole UIDs: only a text that is
 * long enough to be a whole UID (a UUID has 36 characters) is looked up. */
#define WHOLE_UID_LENGTH 16

static const char *component_of(advolux_item_kind kind)
{
    return kind == ADVOLUX_TASK ? "VTODO" : "VEVENT";
}

/** Whether no object of the kind has this component below VCALENDAR. */
static bool never_has(advolux_item_kind kind, const char *name)
{
    static const char *const others[] = { "VEVENT",    "VTODO",  "VJOURNAL",
                                          "VFREEBUSY", "VALARM", NULL };
    const char *const *at;

    for (at = others; *at; at++) {
        if (strcmp(*at, name) == 0) {
            return strcmp(name, component_of(kind)) != 0;
        }
    }
    return false;
}

/** What the filter asks of the items of a kind, summed up. */
typedef struct demands {
    bool nothing; /* no object can meet them */
    bool text;    /* more than the index knows */
    int ranges;   /* time-ranges of the items themselves */
} demands;

static const char *uid_asked(const comp_filter *filter)
{
    const prop_filter *property;

    for (property = filter->properties; property; property = property->next) {
        if (strcmp(property->name, "UID") == 0 && property->text &&
            !property->text->negate &&
            strlen(property->text->text) >= WHOLE_UID_LENGTH) {
            return property->text->text;
        }
    }
    return NULL;
}

/** A comp-filter of the items themselves: VEVENT or VTODO. */
static void add_items(const comp_filter *filter, demands *all,
                      caldav_filter_plan *plan)
{
    if (filter->is_not_defined) {
        all->nothing = true;
    }
    if (filter->properties || filter->components) {
        all->text = true;
    }
    if (!plan->uid) {
        plan->uid = uid_asked(filter);
    }
    /* Different instances may meet different ranges: any one of them bounds
     * the extent, their intersection does not. */
    if (filter->range && all->ranges++ == 0) {
        plan->span = *filter->range;
    }
}

caldav_filter_plan caldav_filter_plan_for(const caldav_filter *filter,
                                          advolux_item_kind kind)
{
    caldav_filter_plan plan = { .span = { APR_INT64_MIN, APR_INT64_MAX } };
    demands all = { .nothing = filter->calendar.is_not_defined,
                    .text = filter->calendar.properties != NULL };
    const comp_filter *child;

    if (filter->calendar.range) {
        plan.span = *filter->calendar.range;
        all.ranges++;
    }
    for (child = filter->calendar.components; child; child = child->next) {
        if (strcmp(child->name, component_of(kind)) == 0) {
            add_items(child, &all, &plan);
        } else if (!never_has(kind, child->name)) {
            all.text = true;
        } else if (!child->is_not_defined) {
            all.nothing = true;
        }
    }
    plan.nothing = all.nothing;
    plan.everything = !all.nothing && !all.text && all.ranges == 0;
    /* A task's range also looks at CREATED and COMPLETED: never the index
     * alone. */
    plan.span_only = !all.nothing && !all.text && all.ranges == 1 &&
                     kind == ADVOLUX_APPOINTMENT;
    return plan;
}
