/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file xml_cost.h
 * What it costs to parse an XML body, before it is parsed: httpd's tree takes
 * thirty octets for one of "<a/>", and compares each name with all namespaces.
 * LimitXMLRequestBody bounds the octets alone.
 */
#ifndef ADVOLUX_XML_COST_H
#define ADVOLUX_XML_COST_H

#include <stdbool.h>

#include <apr.h>

typedef struct xml_cost {
    apr_uint64_t octets;      /**< of the tree beyond those of the text */
    apr_uint64_t comparisons; /**< of names of namespaces */
    apr_uint64_t namespaces;  /**< that are declared so far */
    char last;                /**< octet that was not 0 (UTF-16 has those) */
    int matched;              /**< octets of "xmlns" */
} xml_cost;

/** Add a piece of the body; false if all of it is more than a request may
 * cost: 8 MB, 200 million comparisons. */
bool xml_cost_add(xml_cost *cost, const char *octets, apr_size_t length);

#endif
