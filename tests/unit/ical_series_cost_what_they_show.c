/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* A walk over a series with many changes looks at each instance once, and asks
 * once about each of its components: the work is counted, not timed. */

#include "ical_fixture.h"

#include "series.h"
#include "text.h"

#define DAYS 10000
#define OVERRIDES 1000

/* Daily from 2026 on; each tenth day is changed, of these every second one
 * with all that follows. */
static ical_node *object_of(const char *rule)
{
    ical_buffer *text = ical_buffer_make(pool, 1 << 18);
    apr_int64_t start;
    ical_node *root;

    ical_instant("20260101T090000Z", &start);
    ical_buffer_line(text, "BEGIN:VCALENDAR");
    ical_buffer_line(text, "BEGIN:VEVENT");
    ical_buffer_line(text, "UID:u");
    ical_buffer_line(text, "DTSTART:20260101T090000Z");
    ical_buffer_line(text, "DURATION:PT1H");
    ical_buffer_line(text, "%s", rule);
    ical_buffer_line(text, "END:VEVENT");
    for (int i = 1; i < OVERRIDES; i++) {
        apr_time_exp_t t;
        apr_time_exp_gmt(&t, apr_time_from_sec(start + i * 864000LL));
        const char *day = apr_psprintf(pool, "%04d%02d%02d", t.tm_year + 1900,
                                       t.tm_mon + 1, t.tm_mday);
        ical_buffer_line(text, "BEGIN:VEVENT");
        ical_buffer_line(text, "UID:u");
        ical_buffer_line(text, "RECURRENCE-ID%s:%sT090000Z",
                         i % 2 ? ";RANGE=THISANDFUTURE" : "", day);
        ical_buffer_line(text, "DTSTART:%sT100000Z", day);
        ical_buffer_line(text, "DURATION:PT1H");
        ical_buffer_line(text, "BEGIN:VALARM");
        ical_buffer_line(text, "TRIGGER:-PT5M");
        ical_buffer_line(text, "END:VALARM");
        ical_buffer_line(text, "END:VEVENT");
    }
    ical_buffer_line(text, "END:VCALENDAR");
    assert_null(ical_parse_stored(pool, text->data, text->length, &root));
    return root;
}

static ical_node *large_object(void)
{
    return object_of(apr_psprintf(pool, "RRULE:FREQ=DAILY;COUNT=%d", DAYS));
}

static const ical_node *component(const ical_node *root, int i)
{
    return APR_ARRAY_IDX(root->members, i, ical_member).component;
}

static bool count(void *baton, const series_instance *instance)
{
    (void)instance;
    ++*(int *)baton;
    return false;
}

static bool refuse(void *baton, const ical_node *node)
{
    (void)node;
    ++*(int *)baton;
    return false;
}

static const ical_span everything = { INT64_MIN, INT64_MAX };

static void each_instance_is_shown_once(void **state)
{
    ical_node *root = large_object();
    ical_times times = ical_times_of(pool, ZONE);
    int shown = 0;

    (void)state;
    assert_false(series_visit(series_read(&times, component(root, 0)),
                              everything, NULL, count, &shown));
    assert_int_equal(shown, DAYS - (OVERRIDES - 1));
}

/* Alarms of all changes: each walks what it speaks for, and no more, also by
 * rules whose periods have many instances or some that are left out. */
static void assert_parts_add_up(const char *rule)
{
    ical_node *root = object_of(rule);
    ical_times times = ical_times_of(pool, ZONE);
    const series *master = series_read(&times, component(root, 0));
    int shown = 0, whole = 0;

    for (int i = 0; i < OVERRIDES; i++) {
        const ical_node *node = component(root, i);
        assert_ptr_equal(i ? series_master(&times, node) : master, master);
        assert_false(series_visit(master, everything, node, count, &shown));
    }
    assert_false(series_visit(master, everything, NULL, count, &whole));
    assert_int_equal(shown, whole);
    assert_true(whole > DAYS / 2);
}

static void parts_of_a_series_add_up_to_it(void **state)
{
    (void)state;
    assert_parts_add_up("RRULE:FREQ=DAILY;COUNT=10000");
    assert_parts_add_up("RRULE:FREQ=DAILY;UNTIL=20580518T090000Z");
    assert_parts_add_up("RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR,SA,SU;COUNT=7100");
    assert_parts_add_up("RRULE:FREQ=MONTHLY;BYMONTHDAY=1,2,3,-1,-2,-3,10,11,12,"
                        "13,14,15,16,17,18,19,20,21;COUNT=6001");
    assert_parts_add_up("RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;COUNT=6500");
}

static void components_are_asked_about_once(void **state)
{
    ical_node *root = large_object();
    ical_times times = ical_times_of(pool, ZONE);
    int asked = 0;

    (void)state;
    assert_false(
        ical_overlaps(&times, root, "VEVENT", everything, refuse, &asked));
    /* The series, what changes it from then on, and each override. */
    assert_in_range(asked, OVERRIDES, 2 * OVERRIDES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_instance_is_shown_once),
        cmocka_unit_test(parts_of_a_series_add_up_to_it),
        cmocka_unit_test(components_are_asked_about_once),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
