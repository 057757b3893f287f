/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "xml_cost.h"

#define OCTETS_MAX (8 * 1024 * 1024)
#define COMPARISONS_MAX 200000000

/* Of the tree, about, where pools round up to eight octets. */
enum { ELEMENT = 160, ATTRIBUTE = 96, TEXT = 64 };

static const char declaration[] = "xmlns";

/* A name is looked for among the namespaces, and a namespace among those that
 * have been there. Each line and each reference is a text of its own. */
static void add_octet(xml_cost *cost, char c)
{
    if (cost->last == '<' && c != '/' && c != '!' && c != '?') {
        cost->octets += ELEMENT;
        cost->comparisons += cost->namespaces;
    }
    if (c == '=') {
        cost->octets += ATTRIBUTE;
        cost->comparisons += cost->namespaces;
    } else if (c == '&' || c == '\n' || c == '\r') {
        cost->octets += TEXT;
    }
    cost->matched =
        c == declaration[cost->matched] ? cost->matched + 1 : c == *declaration;
    if (!declaration[cost->matched]) {
        cost->matched = 0;
        cost->namespaces++;
    }
    cost->last = c;
}

bool xml_cost_add(xml_cost *cost, const char *octets, apr_size_t length)
{
    for (apr_size_t i = 0; i < length; i++) {
        if (octets[i]) {
            add_octet(cost, octets[i]);
        }
    }
    return cost->octets <= OCTETS_MAX && cost->comparisons <= COMPARISONS_MAX;
}
