/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file ical_fixture.h
 * A pool per test program, and objects from a line or two.
 */
#ifndef ICAL_FIXTURE_H
#define ICAL_FIXTURE_H

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <apr_strings.h>

#include "pool_fixture.h"
#include "object.h"
#include "recurrence.h"
#include "timezone.h"

#define ZONE "Europe/Berlin"
#define CALENDAR(body) \
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" body "END:VCALENDAR\r\n"
#define EVENT(body) "BEGIN:VEVENT\r\nUID:u\r\n" body "END:VEVENT\r\n"
#define TODO(body) "BEGIN:VTODO\r\nUID:u\r\n" body "END:VTODO\r\n"
#define START "DTSTART:20260105T090000Z\r\n"

static inline int fixture_begin(void **state)
{
    int failed = pool_begin(state);

    ical_zone_init();
    return failed;
}

/** Of the processor, so that other programs' work does not count. */
static inline double fixture_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline const ical_fault *fixture_fault(const char *text,
                                              advolux_item_kind kind)
{
    advolux_item *item;

    return ical_object_read(pool, text, strlen(text), kind, ZONE,
                            &ical_limits_default, &item);
}

static inline advolux_item *fixture_item(const char *text,
                                         advolux_item_kind kind)
{
    advolux_item *item = NULL;
    const ical_fault *fault = ical_object_read(
        pool, text, strlen(text), kind, ZONE, &ical_limits_default, &item);

    if (fault) {
        print_error("%s\n", fault->reason);
    }
    assert_null(fault);
    return item;
}

static inline advolux_component *fixture_component(const advolux_item *item,
                                                   int i)
{
    assert_true(i < item->components->nelts);
    return &APR_ARRAY_IDX(item->components, i, advolux_component);
}

static inline bool fixture_overlaps(const char *text, const char *name,
                                    const char *from, const char *to)
{
    ical_span span = { INT64_MIN, INT64_MAX };
    ical_times times = ical_times_of(pool, ZONE);
    ical_node *root;

    assert_null(
        ical_parse(pool, text, strlen(text), &ical_limits_default, &root));
    assert_true(!from || ical_instant(from, &span.from));
    assert_true(!to || ical_instant(to, &span.to));
    return ical_overlaps(&times, root, name, span, NULL, NULL);
}

#endif
