/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file filter_condition.c
 * The conditions of a filter that hold a value: time-range and text-match (RFC
 * 4791 sections 9.9 and 9.7.5).
 */
#include <string.h>

#include "filter_reading.h"
#include "text.h"

static const caldav_filter_fault *read_bound(filter_reading *in,
                                             const char *text,
                                             apr_int64_t *seconds)
{
    if (text && (strlen(text) != 16 || !ical_instant(text, seconds))) {
        return filter_fault(in, FILTER_VALID,
                            "start and end of a time-range must be UTC "
                            "date-times like 20260131T080000Z.");
    }
    return NULL;
}

const caldav_filter_fault *filter_read_range(filter_reading *in,
                                             const apr_xml_elem *element,
                                             const ical_span **range)
{
    const char *start = filter_attribute(element, "start");
    const char *end = filter_attribute(element, "end");
    ical_span *span = apr_palloc(in->pool, sizeof *span);
    const caldav_filter_fault *wrong;

    if (*range) {
        return filter_fault(in, FILTER_VALID,
                            "There may be only one time-range in a "
                            "comp-filter or prop-filter.");
    }
    if (!start && !end) {
        return filter_fault(in, FILTER_VALID,
                            "A time-range needs a start, an end or both.");
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
        return filter_fault(in, FILTER_VALID,
                            "The end of a time-range must be after its "
                            "start.");
    }
    *range = span;
    return NULL;
}

/** All character data of an element without children. */
static const char *content(apr_pool_t *pool, const apr_xml_elem *element)
{
    ical_buffer *all = ical_buffer_make(pool, 64);
    const apr_text *part;

    for (part = element->first_cdata.first; part; part = part->next) {
        ical_buffer_add(all, part->text, strlen(part->text));
    }
    return all->data;
}

const caldav_filter_fault *filter_read_text(filter_reading *in,
                                            const apr_xml_elem *element,
                                            const text_match **text)
{
    const char *negate = filter_attribute(element, "negate-condition");
    text_match *match = apr_pcalloc(in->pool, sizeof *match);

    if (*text) {
        return filter_fault(in, FILTER_VALID,
                            "There may be only one text-match in a "
                            "prop-filter or param-filter.");
    }
    if (element->first_child) {
        return filter_fault(in, FILTER_VALID, "A text-match holds text only.");
    }
    if (negate && strcmp(negate, "yes") != 0 && strcmp(negate, "no") != 0) {
        return filter_fault(in, FILTER_VALID,
                            "negate-condition must be yes or no.");
    }
    match->collation =
        caldav_collation_find(filter_attribute(element, "collation"));
    if (!match->collation) {
        return filter_fault(in, "supported-collation",
                            "The collations are "
                            "i;ascii-casemap, i;octet and i;unicode-casemap.");
    }
    match->negate = negate && strcmp(negate, "yes") == 0;
    match->text = content(in->pool, element);
    match->folded = match->collation->fold(in->pool, match->text);
    *text = match;
    return NULL;
}
