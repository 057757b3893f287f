/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file filter_tree.h
 * A parsed CALDAV:filter, as filter_parse.c builds and filter_match.c reads it.
 */
#ifndef ADVOLUX_FILTER_TREE_H
#define ADVOLUX_FILTER_TREE_H

#include "collation.h"
#include "filter.h"

typedef struct text_match {
    const caldav_collation *collation;
    const char *text;   /**< as sent */
    const char *folded; /**< in the collation's comparable form */
    bool negate;
} text_match;

typedef struct param_filter param_filter;
struct param_filter {
    const char *name; /**< upper case */
    bool is_not_defined;
    const text_match *text; /**< or NULL */
    param_filter *next;
};

typedef struct prop_filter prop_filter;
struct prop_filter {
    const char *name; /**< upper case */
    bool is_not_defined;
    const ical_span *range; /**< or NULL */
    const text_match *text; /**< or NULL */
    param_filter *parameters;
    prop_filter *next;
};

typedef struct comp_filter comp_filter;
struct comp_filter {
    const char *name; /**< upper case */
    bool is_not_defined;
    const ical_span *range; /**< or NULL */
    prop_filter *properties;
    comp_filter *components;
    comp_filter *next;
};

struct caldav_filter {
    comp_filter calendar; /**< of VCALENDAR */
};

#endif
