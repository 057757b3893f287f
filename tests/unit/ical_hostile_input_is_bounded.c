/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Nothing that a client sends takes long. */

#include "ical_fixture.h"
#include "busy.h"
#include "repeat_fixture.h"
#include "shape.h"
#include "text.h"

/* Generous: a sanitized build on a busy machine. */
#define LONG 1.0

#define HEAD "BEGIN:VCALENDAR\r\n"
#define EVENT_HEAD HEAD "BEGIN:VEVENT\r\nUID:u\r\n" START
#define EVENT_TAIL "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

static void texts_are_read_or_refused_fast(void **state)
{
    const struct {
        const char *text;
        bool good;
    } rows[] = {
        { repeat(HEAD, "BEGIN:X-A\r\n", 66000, ""), false },
        { repeat(EVENT_HEAD, "BEGIN:VALARM\r\n", 15, EVENT_TAIL), false },
        { repeat(EVENT_HEAD "SUMMARY:", "x", 1000000, EVENT_TAIL), true },
        { repeat(EVENT_HEAD "X-A", ";B=1", 200000, ":1" EVENT_TAIL), true },
        { repeat(EVENT_HEAD "SUMMARY:", "\r\n x", 200000, EVENT_TAIL), true },
        { repeat(EVENT_HEAD "EXDATE:20260105T090000Z", ",20260106T090000Z",
                 10000, EVENT_TAIL),
          true },
        /* A zone that no file has is looked for once, not for each time. */
        { repeat(EVENT_HEAD "EXDATE;TZID=/A/B/C/D/E/F/G/H/I/J/K/L/M/N/O/P"
                            ":20260105T090000",
                 ",20260106T090000", 50000, EVENT_TAIL),
          true },
        /* Each time of a list asks for TZID and VALUE. */
        { repeat(
              repeat(EVENT_HEAD "EXDATE", ";B=1", 50000, ":20260105T090000Z"),
              ",20260106T090000Z", 40000, EVENT_TAIL),
          true },
        { repeat(repeat(EVENT_HEAD "EXDATE;TZID=", "long", 50000,
                        ":20260105T090000"),
                 ",20260106T090000", 40000, EVENT_TAIL),
          true },
        { repeat(EVENT_HEAD, "X-A:1\r\n", 19000, EVENT_TAIL), true },
        { repeat(EVENT_HEAD, "X-A:1\r\n", 21000, EVENT_TAIL), false },
        { repeat(EVENT_HEAD "RRULE:FREQ=YEARLY;BYDAY=MO", ",1MO", 200000,
                 EVENT_TAIL),
          false },
        { repeat("", "\r\n", 400000, ""), false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double begin = fixture_seconds();
        const ical_fault *fault =
            fixture_fault(rows[i].text, ADVOLUX_APPOINTMENT);
        double took = fixture_seconds() - begin;
        if ((fault == NULL) != rows[i].good || took > LONG) {
            print_error("row %d: %.3f s, %s\n", (int)i, took,
                        fault ? fault->reason : "accepted");
            fail();
        }
    }
}

static const char *const rules[] = {
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366",
    "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
    "FREQ=DAILY;INTERVAL=1000000;BYDAY=TU;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=DAILY;COUNT=2000000000;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
    "FREQ=DAILY;COUNT=2000000000;BYSECOND=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14",
    "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10;BYMINUTE=0,1,2,3,4,5,6,7,8,9;"
    "BYSECOND=0,1,2,3,4,5,6,7,8,9,10,11",
};

static void rules_are_walked_fast(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        const char *text =
            apr_psprintf(pool, EVENT_HEAD "RRULE:%s" EVENT_TAIL, rules[i]);
        double begin = fixture_seconds();
        ical_rrule_fault(pool, rules[i], "20260105T090000");
        fixture_overlaps(text, "VEVENT", "20400101T120001Z",
                         "20400101T120002Z");
        fixture_overlaps(text, "VEVENT", "99980101T120000Z", NULL);
        fixture_overlaps(text, "VEVENT", NULL, "20260101T000000Z");
        double took = fixture_seconds() - begin;
        print_message("%8.3f ms %s\n", took * 1e3, rules[i]);
        assert_true(took < LONG);
    }
}

/* Each second of each day: 31 million in the year before DTSTART. */
#define TO_59 \
    "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25," \
    "26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50," \
    "51,52,53,54,55,56,57,58,59"
#define TO_23 "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"
#define EACH_DAY "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=" TO_23

static void a_rule_begins_late_in_a_full_year(void **state)
{
    double begin = fixture_seconds();

    (void)state;
    for (int i = 0; i < 20; i++) {
        assert_null(ical_rrule_fault(
            pool, EACH_DAY ";BYMINUTE=" TO_59 ";BYSECOND=" TO_59,
            "20261231T235959"));
    }
    assert_true(fixture_seconds() - begin < LONG);
}

/* 52,560 instances a year: those before the span are not looked at. */
static void a_full_year_is_asked_about_its_end(void **state)
{
    const char *text =
        EVENT_HEAD "RRULE:" EACH_DAY ";BYMINUTE=0,10,20,30,40,50" EVENT_TAIL;

    (void)state;
    assert_true(fixture_overlaps(text, "VEVENT", "20301231T235000Z",
                                 "20301231T235001Z"));
    assert_false(fixture_overlaps(text, "VEVENT", "20301231T235001Z",
                                  "20301231T235959Z"));
}

/* Each alarm is a walk over the days of centuries, or over thousands of dates:
 * after some of them all the rest count as overlapping. */
static void assert_alarms_share(const char *instances)
{
    const char *text = repeat(
        apr_pstrcat(pool, HEAD,
                    "BEGIN:VEVENT\r\nUID:u\r\nDTSTART:16100105T090000Z\r\n",
                    instances, "\r\n", NULL),
        "BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n", 6000,
        EVENT_TAIL + 2);
    ical_times times = ical_times_of(pool, ZONE);
    ical_span span;
    ical_node *root;

    assert_null(
        ical_parse(pool, text, strlen(text), &ical_limits_default, &root));
    ical_instant("20260301T010000Z", &span.from);
    ical_instant("20260301T020000Z", &span.to);
    assert_true(ical_overlaps(
        &times, APR_ARRAY_IDX(root->members, 0, ical_member).component,
        "VALARM", span, NULL, NULL));
    assert_in_range(times.work, 1000000, 10000000);
}

static void alarms_share_what_instances_may_cost(void **state)
{
    ical_buffer *dates = ical_buffer_make(pool, 1 << 18);

    (void)state;
    assert_alarms_share("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=90");
    ical_buffer_add(dates, "RDATE:20250101", 14);
    for (int i = 0; i < 10000; i++) {
        const char *date = apr_psprintf(pool, ",20250101T%02d%02d%02dZ",
                                        i / 3600, i / 60 % 60, i % 60);
        ical_buffer_add(dates, date, strlen(date));
    }
    assert_alarms_share(dates->data);
}

/* Every property has a zone of its own: none is looked for more than once, and
 * few are at all. */
static void many_zones_are_given_fast(void **state)
{
    const ical_shape shape = { .zones = ICAL_ZONES_ALL };
    ical_buffer *text = ical_buffer_make(pool, 1 << 20);
    const char *shaped;
    apr_size_t length;
    int i;

    (void)state;
    ical_buffer_line(text, "BEGIN:VCALENDAR");
    for (i = 0; i < 3000; i++) {
        ical_buffer_line(text, "BEGIN:VTIMEZONE");
        ical_buffer_line(text, "TZID:%d", i);
        ical_buffer_line(text, "END:VTIMEZONE");
    }
    ical_buffer_line(text, "BEGIN:VEVENT");
    for (i = 0; i < 10000; i++) {
        ical_buffer_line(text, "X-A;TZID=/A/B/C/D/E/F/G/H/I/J/K/L/M/%d:1", i);
    }
    ical_buffer_line(text, "END:VEVENT");
    ical_buffer_line(text, "END:VCALENDAR");
    double begin = fixture_seconds();
    assert_int_equal(ical_shape_apply(pool, &shape, text->data, text->length,
                                      ZONE, NULL, &shaped, &length),
                     ICAL_SHAPE_GOOD);
    assert_true(fixture_seconds() - begin < LONG);
    assert_int_equal(length, text->length);
}

/* An object with many definitions, each with much to evaluate. */
static double seconds_to_read_zones(const char *rule, int observances)
{
    ical_buffer *text = ical_buffer_make(pool, 1 << 18);
    advolux_item *item;

    ical_buffer_line(text, "BEGIN:VCALENDAR");
    for (int i = 0; i < 100; i++) {
        ical_buffer_line(text, "BEGIN:VTIMEZONE");
        ical_buffer_line(text, "TZID:Own %d", i);
        for (int k = 0; k < observances; k++) {
            ical_buffer_line(text, "BEGIN:STANDARD");
            ical_buffer_line(text, "DTSTART:16010101T0200%02d", k);
            ical_buffer_line(text, "TZOFFSETFROM:+01%02d", k);
            ical_buffer_line(text, "TZOFFSETTO:+02%02d", k);
            ical_buffer_line(text, "RRULE:%s", rule);
            ical_buffer_line(text, "END:STANDARD");
        }
        ical_buffer_line(text, "END:VTIMEZONE");
    }
    ical_buffer_line(text, "BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260101T100000Z");
    for (int i = 0; i < 100; i++) {
        ical_buffer_line(text, "RDATE;TZID=Own %d:20260105T100000", i);
    }
    ical_buffer_line(text, "END:VEVENT\r\nEND:VCALENDAR");
    double begin = fixture_seconds();
    assert_null(ical_object_read(pool, text->data, text->length,
                                 ADVOLUX_APPOINTMENT, ZONE,
                                 &ical_limits_default, &item));
    return fixture_seconds() - begin;
}

static void definitions_of_zones_are_evaluated_fast(void **state)
{
    static const char *const changes[] = {
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYYEARDAY=366;COUNT=2000000",
        "FREQ=YEARLY;BYDAY=SU",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8;BYMINUTE=0,1,2,3,4,5,6,7,8,9",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=5SU;COUNT=2000000000",
    };

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        double seconds = seconds_to_read_zones(changes[i], 20);

        print_message("%8.3f ms %s\n", seconds * 1000, changes[i]);
        assert_true(seconds < LONG);
    }
}

/* A rule is no longer than it can be without doubles; these are taken. */
static void lists_of_a_rule_are_bounded(void **state)
{
    static const char *const parts[] = { "BYMONTHDAY=1", "BYDAY=1MO",
                                         "BYHOUR=9", "BYYEARDAY=-1",
                                         "BYSETPOS=1" };

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *value = strchr(parts[i], '=') + 1;
        const char *more = apr_pstrcat(pool, ",", value, NULL);
        const char *rule = apr_pstrcat(pool, "FREQ=YEARLY;", parts[i], NULL);
        const char *again = apr_pstrcat(pool, ";", parts[i], NULL);

        assert_null(ical_rrule_fault(pool, repeat(rule, more, 200, ""), NULL));
        assert_non_null(
            ical_rrule_fault(pool, repeat(rule, more, 20000, ""), NULL));
        assert_non_null(
            ical_rrule_fault(pool, repeat(rule, again, 20000, ""), NULL));
    }
    assert_non_null(ical_rrule_fault(
        pool, repeat("FREQ=DAILY;X-A=", "x", 20000, ""), NULL));
}

/* What a component says of all its instances is looked for once. */
static void a_long_component_is_busy_fast(void **state)
{
    const char *text =
        repeat(EVENT_HEAD "DURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n", "X-A:1\r\n",
               15000, EVENT_TAIL + 2);
    ical_span span;
    ical_node *root;
    bool unreadable;

    (void)state;
    assert_null(
        ical_parse(pool, text, strlen(text), &ical_limits_default, &root));
    ical_instant("20260101T000000Z", &span.from);
    ical_instant("20760101T000000Z", &span.to);
    double begin = fixture_seconds();
    assert_true(ical_busy_add(ical_busy_begin(pool, span), pool, root, ZONE,
                              &unreadable));
    assert_false(unreadable);
    assert_true(fixture_seconds() - begin < LONG);
}

static const ical_selection *selection_of(const char *name,
                                          const ical_selection *inner)
{
    ical_selection *made = apr_pcalloc(pool, sizeof *made);

    made->name = name;
    made->properties = apr_array_make(pool, 1, sizeof(ical_wanted));
    made->components = apr_array_make(pool, 1, sizeof inner);
    if (inner) {
        APR_ARRAY_PUSH(made->components, const ical_selection *) = inner;
    } else {
        APR_ARRAY_PUSH(made->properties, ical_wanted) =
            (ical_wanted){ .name = "UID" };
    }
    return made;
}

/* Of each of its instances little is wanted. */
static void a_long_component_is_expanded_fast(void **state)
{
    const char *text = repeat(EVENT_HEAD "RRULE:FREQ=DAILY\r\n", "X-A:1\r\n",
                              15000, EVENT_TAIL + 2);
    ical_shape shape = { .selection = selection_of(
                             "VCALENDAR", selection_of("VEVENT", NULL)),
                         .set = ICAL_SET_EXPANDED };
    ical_allowance allowance = ICAL_ALLOWANCE;
    const char *shaped;
    apr_size_t length;

    (void)state;
    ical_instant("20260105T000000Z", &shape.span.from);
    ical_instant("20760101T000000Z", &shape.span.to);
    double begin = fixture_seconds();
    assert_int_equal(ical_shape_apply(pool, &shape, text, strlen(text), ZONE,
                                      &allowance, &shaped, &length),
                     ICAL_SHAPE_GOOD);
    assert_true(fixture_seconds() - begin < LONG);
    assert_true(length > 500000);
}

static void an_old_series_answers_a_week(void **state)
{
    const char *text = CALENDAR(EVENT("DTSTART;TZID=Europe/Berlin:"
                                      "20060105T090000\r\nDURATION:PT1H\r\n"
                                      "RRULE:FREQ=DAILY\r\n"));
    ical_span span;
    ical_node *root;

    (void)state;
    assert_null(
        ical_parse(pool, text, strlen(text), &ical_limits_default, &root));
    ical_instant("20260301T120000Z", &span.from);
    ical_instant("20260301T130000Z", &span.to);
    double begin = fixture_seconds();
    for (int i = 0; i < 1000; i++) {
        ical_times times = ical_times_of(pool, ZONE);
        assert_false(ical_overlaps(&times, root, "VEVENT", span, NULL, NULL));
    }
    double took = (fixture_seconds() - begin) / 1000;
    print_message("%8.3f us for a range in a series of 20 years\n", took * 1e6);
    assert_true(took < 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_or_refused_fast),
        cmocka_unit_test(rules_are_walked_fast),
        cmocka_unit_test(a_rule_begins_late_in_a_full_year),
        cmocka_unit_test(a_full_year_is_asked_about_its_end),
        cmocka_unit_test(alarms_share_what_instances_may_cost),
        cmocka_unit_test(many_zones_are_given_fast),
        cmocka_unit_test(definitions_of_zones_are_evaluated_fast),
        cmocka_unit_test(lists_of_a_rule_are_bounded),
        cmocka_unit_test(a_long_component_is_busy_fast),
        cmocka_unit_test(a_long_component_is_expanded_fast),
        cmocka_unit_test(an_old_series_answers_a_week),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
