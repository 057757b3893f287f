/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file filter_reading.h
 * How the files that parse a CALDAV:filter read its XML: an element's name and
 * children by a table, and the first fault ends it. All memory is of
 * filter_reading's pool; each function returns NULL on success.
 */
#ifndef ADVOLUX_FILTER_READING_H
#define ADVOLUX_FILTER_READING_H

#include "filter_tree.h"

/* The preconditions of a fault: what breaks RFC 4791, and what this server does
 * not do. */
#define FILTER_VALID "valid-filter"
#define FILTER_SUPPORTED "supported-filter"

typedef struct filter_reading {
    apr_pool_t *pool;
    const apr_xml_doc *doc;
    int depth;           /**< of comp-filters */
    int conditions;      /**< elements so far */
    const char *element; /**< the filter that is read, and its name */
    const char *name;
} filter_reading;

/** Read one element into a filter of filter_tree.h. */
typedef const caldav_filter_fault *filter_reader(filter_reading *in,
                                                 const apr_xml_elem *element,
                                                 void *target);

/** A child element that a filter element may have; the last has no name. */
typedef struct filter_child {
    const char *element;
    filter_reader *read;
} filter_child;

/** A fault with a sentence that lives as long as the pool; one of
 * FILTER_SUPPORTED names the filter that is read. */
const caldav_filter_fault *filter_fault(filter_reading *in,
                                        const char *precondition,
                                        const char *reason);

/** The fault of an is-not-defined that has company. */
const caldav_filter_fault *filter_alone(filter_reading *in);

/** Whether an element is CALDAV:name. */
bool filter_is_caldav(const filter_reading *in, const apr_xml_elem *element,
                      const char *name);

/** An attribute without a namespace, or NULL. */
const char *filter_attribute(const apr_xml_elem *element, const char *name);

/** The name attribute as content_line.h spells names: upper case. From here
 * on, faults are of this element. */
const caldav_filter_fault *filter_read_name(filter_reading *in,
                                            const apr_xml_elem *element,
                                            const char **name);

/** Give each child of an element to its reader, with the target. */
const caldav_filter_fault *filter_read_children(filter_reading *in,
                                                const apr_xml_elem *element,
                                                const filter_child *rules,
                                                void *target);

/** A time-range; *range must be NULL, or there were two. */
const caldav_filter_fault *filter_read_range(filter_reading *in,
                                             const apr_xml_elem *element,
                                             const ical_span **range);

/** A text-match; *text must be NULL, or there were two. */
const caldav_filter_fault *filter_read_text(filter_reading *in,
                                            const apr_xml_elem *element,
                                            const text_match **text);

/** A prop-filter, put before the properties of the comp_filter `target`. */
filter_reader filter_read_property;

#endif
