/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* libical as a second opinion: on what we render, on when rules take place, and
 * on the offsets of zones. It is asked only where it is sound: it leaves
 * BYSETPOS out of weekly rules, takes BYMONTHDAY in a year for the month of
 * DTSTART, needs seconds for a step of some rules, and mistakes the days of
 * some zones beyond the sea. */

#include "ical_fixture.h"

#include <libical/ical.h>

#include "local_time.h"
#include "rule.h"
#include "zone.h"

#define OCCURRENCES 200

/* Rendering */

static const advolux_item *weekly_item(void)
{
    static const advolux_component master = {
        .title = "Besprechung; M\xC3\xBCller, Akte \\ 7\nzweite Zeile",
        .description = "Sehr lang: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                       "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9Fxxxxxxxxxxxxxxxxxxxxx",
        .zone = ZONE,
        .start = "20260105T090000",
        .end = "20260105T103000",
        .status = "confirmed",
        .class_ = "private",
        .priority = 5,
        .percent = -1,
        .categories = "a,b\x1f"
                      "c",
        .rrule = "FREQ=WEEKLY;COUNT=20;BYDAY=MO,TH",
        .exdate = "20260108T090000,20260112T090000",
        .modified = "20260101T080000Z",
        .created = "20251231T080000Z",
    };
    static const advolux_component moved = {
        .recurrence_id = "20260115T090000",
        .title = "Verlegt",
        .zone = ZONE,
        .start = "20260116T100000",
        .end = "20260116T110000",
        .percent = -1,
        .modified = "20260101T080000Z",
    };
    advolux_item *item = apr_pcalloc(pool, sizeof(*item));

    item->uid = "u;1,2";
    item->components = apr_array_make(pool, 2, sizeof(advolux_component));
    APR_ARRAY_PUSH(item->components, advolux_component) = master;
    APR_ARRAY_PUSH(item->components, advolux_component) = moved;
    return item;
}

static void assert_time(struct icaltimetype time, const char *local)
{
    char text[64];

    snprintf(text, sizeof(text), "%04d%02d%02dT%02d%02d%02d", time.year,
             time.month, time.day, time.hour, time.minute, time.second);
    assert_string_equal(text, local);
}

static void what_we_render_is_read_alike(void **state)
{
    const advolux_item *item = weekly_item();
    const advolux_component *c = fixture_component(item, 0);
    apr_size_t length;
    icalcomponent *root =
        icalparser_parse_string(ical_object_render(pool, item, &length));

    (void)state;
    assert_non_null(root);
    assert_int_equal(icalcomponent_count_errors(root), 0);
    assert_int_equal(
        icalcomponent_count_components(root, ICAL_VEVENT_COMPONENT), 2);
    assert_int_equal(
        icalcomponent_count_components(root, ICAL_VTIMEZONE_COMPONENT), 1);
    icalcomponent *event =
        icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    assert_string_equal(icalcomponent_get_uid(event), item->uid);
    assert_string_equal(icalcomponent_get_summary(event), c->title);
    assert_string_equal(icalcomponent_get_description(event), c->description);
    assert_time(icalcomponent_get_dtstart(event), c->start);
    assert_time(icalcomponent_get_dtend(event), c->end);
    assert_int_equal(icalcomponent_get_status(event), ICAL_STATUS_CONFIRMED);
    assert_int_equal(
        icalcomponent_count_properties(event, ICAL_EXDATE_PROPERTY), 2);
    struct icalrecurrencetype rrule = icalproperty_get_rrule(
        icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY));
    assert_string_equal(icalrecurrencetype_as_string(&rrule), c->rrule);
    event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT);
    assert_time(icalcomponent_get_recurrenceid(event),
                fixture_component(item, 1)->recurrence_id);
    icalcomponent_free(root);
}

/* Recurrence */

static const char *const starts[] = {
    "20240229T090000", "20260105T090000", "20251231T233000",
    "20260331T000000", "19990601T120000",
};

static const char *const rules[] = {
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;COUNT=17",
    "FREQ=DAILY;BYMONTH=1,7",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR",
    "FREQ=DAILY;UNTIL=20270101T000000Z",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
    "FREQ=WEEKLY;BYMONTH=2",
    "FREQ=WEEKLY;COUNT=30;BYDAY=TU,TH",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=5",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTHDAY=1,15,-3",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=MONTHLY;BYMONTH=3;BYDAY=1SU",
    "FREQ=YEARLY",
    "FREQ=YEARLY;INTERVAL=4",
    "FREQ=YEARLY;BYMONTH=6,12",
    "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "FREQ=YEARLY;BYYEARDAY=1,100,200",
    "FREQ=YEARLY;BYYEARDAY=-1",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
};

/* What libical says, as text; "" after the last. */
static const char *theirs(icalrecur_iterator *iterator)
{
    struct icaltimetype at = icalrecur_iterator_next(iterator);

    if (icaltime_is_null_time(at) || at.year > 2090) {
        return "";
    }
    return apr_psprintf(pool, "%04d%02d%02dT%02d%02d%02d", at.year, at.month,
                        at.day, at.hour, at.minute, at.second);
}

static const char *ours(rule_walk *walk)
{
    apr_int64_t local;

    if (!rule_next(walk, &local) ||
        local >= local_days(2091, 1, 1) * LOCAL_DAY) {
        return "";
    }
    return local_format(pool, local);
}

static void compare(const char *text, const char *start)
{
    icalrecur_iterator *iterator = icalrecur_iterator_new(
        icalrecurrencetype_from_string(text), icaltime_from_string(start));
    rule_walk *walk = apr_palloc(pool, sizeof(*walk));
    apr_int64_t begins;
    rule r;

    assert_non_null(iterator);
    assert_null(rule_read(pool, text, &r));
    assert_int_equal(local_parse(start, &begins), 15);
    rule_begin(walk, &r, begins, zone_utc, false);
    for (int i = 0; i < OCCURRENCES; i++) {
        const char *a = ours(walk), *b = theirs(iterator);
        if (strcmp(a, b)) {
            fail_msg("%s from %s, number %d: \"%s\", libical \"%s\"", text,
                     start, i + 1, a, b);
        }
        if (*a == '\0') {
            break;
        }
    }
    icalrecur_iterator_free(iterator);
}

static void rules_take_place_at_the_same_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        for (size_t k = 0; k < sizeof(starts) / sizeof(starts[0]); k++) {
            compare(rules[i], starts[k]);
        }
    }
}

/* Zones */

static const char *const zones[] = {
    "Europe/Berlin", "Europe/London", "Europe/Lisbon",    "America/New_York",
    "Asia/Tokyo",    "Asia/Kolkata",  "Australia/Sydney",
};

static struct icaltimetype utc(apr_int64_t seconds)
{
    return icaltime_from_timet_with_zone((time_t)seconds, 0,
                                         icaltimezone_get_utc_timezone());
}

/* Every seventh hour of the years that appointments are made in. */
static void assert_offsets(const char *name, icaltimezone *zone)
{
    const zone_info *z = zone_find(pool, name);
    apr_int64_t last = local_days(2036, 1, 1) * LOCAL_DAY;

    assert_non_null(z);
    assert_non_null(zone);
    for (apr_int64_t at = local_days(2010, 1, 1) * LOCAL_DAY; at < last;
         at += 7 * 3600) {
        struct icaltimetype time = utc(at);
        int theirs = icaltimezone_get_utc_offset_of_utc_time(zone, &time, NULL);
        if (zone_at(z, at)->offset != theirs) {
            fail_msg("%s at %s: %d, libical %d", name,
                     icaltime_as_ical_string(time), zone_at(z, at)->offset,
                     theirs);
        }
    }
}

static void zones_have_the_same_offsets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
        assert_offsets(zones[i], icaltimezone_get_builtin_timezone(zones[i]));
    }
}

/* Clients have no other source than the VTIMEZONE that we send. */
static void our_definitions_say_what_we_know(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
        icalcomponent *definition =
            icalparser_parse_string(ical_zone_component(pool, zones[i]));
        icaltimezone *zone = icaltimezone_new();

        assert_non_null(definition);
        assert_int_equal(icalcomponent_count_errors(definition), 0);
        assert_true(icaltimezone_set_component(zone, definition));
        assert_offsets(zones[i], zone);
        icaltimezone_free(zone, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_we_render_is_read_alike),
        cmocka_unit_test(rules_take_place_at_the_same_times),
        cmocka_unit_test(zones_have_the_same_offsets),
        cmocka_unit_test(our_definitions_say_what_we_know),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
