/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file series_tree.h
 * A series as series_read.c reads it and series.c walks it. Its times are
 * local times on the clock of DTSTART.
 */
#ifndef ADVOLUX_SERIES_TREE_H
#define ADVOLUX_SERIES_TREE_H

#include "rule.h"
#include "series.h"

/** THISANDFUTURE: from `from` on, instances move and take another shape. */
typedef struct series_change {
    apr_int64_t from, shift; /**< local time; seconds */
    series_shape shape;
    const ical_node *node;
    apr_int64_t left; /**< of COUNT, where a walk has skipped to `from` */
} series_change;

/** An RDATE. */
typedef struct series_date {
    apr_int64_t local;
    bool period; /**< it brings its own length */
    series_shape shape;
} series_date;

struct series {
    ical_times *times; /**< what it was read for */
    const ical_node *node;
    const zone_info *clock; /**< of shape.anchor */
    series_shape shape;
    bool override;
    ical_time original;          /**< of an override: its RECURRENCE-ID */
    apr_array_header_t *without; /**< apr_int64_t, sorted */
    apr_array_header_t *changes; /**< series_change, by `from` */
    apr_array_header_t *dates;   /**< series_date, by `local`, each once */
    const rule *rule;            /**< or NULL */
    bool unreadable;             /**< there is a rule, but no sense in it */
};

/** Whether a sorted array of apr_int64_t holds a value. */
bool series_contains(const apr_array_header_t *sorted, apr_int64_t value);

/** The local time of the instance that a value names. */
apr_int64_t series_local(const series *s, const ical_time *time);

#endif
