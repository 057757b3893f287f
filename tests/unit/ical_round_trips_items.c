/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What is rendered reads back as the same columns, and renders the same. */

#include "ical_fixture.h"

#define ITEMS 400

static unsigned seed = 1;

static unsigned draw(unsigned below)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % below;
}

static const char *pick(const char *const *list, unsigned count)
{
    return list[draw(count)];
}
#define PICK(...) \
    pick((const char *const[]){ __VA_ARGS__ }, \
         sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static advolux_component component(advolux_item_kind kind, int n)
{
    advolux_component c = { .percent = -1 };
    bool event = kind == ADVOLUX_APPOINTMENT;
    int day = 1 + (int)draw(27);

    c.title = PICK("", "Besprechung",
                   "a,b;c\\d\n\"e\" \xC3\xA4\xE2\x82\xAC "
                   "and a title that is so long that its line must be folded "
                   "more than once before it comes to its \xC3\xA9nd: \xC3\xA9"
                   "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9");
    c.description = PICK(NULL, "one\n\ttwo");
    c.location = PICK(NULL, "Saal 3");
    c.all_day = draw(3) == 0;
    c.zone =
        c.all_day ? ZONE : PICK("Europe/Berlin", "UTC", "America/New_York");
    c.start = apr_psprintf(pool, "202606%02dT%s", day,
                           c.all_day ? "000000" : "093000");
    c.end = apr_psprintf(pool, "202606%02dT%s", day + (c.all_day ? 1 : 0),
                         c.all_day ? "000000" : PICK("093000", "235959"));
    c.status = event ? PICK(NULL, "confirmed", "tentative", "cancelled")
                     : PICK(NULL, "needs-action", "completed");
    c.class_ = PICK(NULL, "public", "private", "confidential");
    c.free = event && draw(2);
    c.priority = (int)draw(10);
    c.categories = PICK(NULL, "a",
                        "a,b\x1f"
                        "c;d");
    c.sequence = (int)draw(4);
    c.created = PICK(NULL, "20260101T000000Z");
    c.modified = "20260102T030405Z";
    c.matter = PICK(NULL, "123/26");
    c.participants = PICK(NULL, "Dr. M\xC3\xBCller, Eva\x1fKurz; Jan");
    if (!event) {
        bool done = c.status && !strcmp(c.status, "completed");

        c.percent = done ? 100 : (int)draw(101) - 1;
        c.completed = done ? "20260601T101112Z" : NULL;
        c.start = draw(2) ? c.start : NULL;
    }
    if (n == 0 && c.start && draw(2)) {
        c.rrule = PICK("FREQ=DAILY;COUNT=20", "FREQ=WEEKLY;BYDAY=MO,FR",
                       "FREQ=MONTHLY;BYMONTHDAY=-1");
        c.exdate = draw(2) ? apr_psprintf(pool, "20260629T%s,20260630T%s",
                                          c.start + 9, c.start + 9)
                           : NULL;
        c.rdate =
            draw(2) ? apr_psprintf(pool, "20260701T%s", c.start + 9) : NULL;
    }
    return c;
}

static advolux_item *generate(void)
{
    advolux_item *item = apr_pcalloc(pool, sizeof(*item));

    item->kind = draw(3) ? ADVOLUX_APPOINTMENT : ADVOLUX_TASK;
    item->uid = apr_psprintf(pool, "uid,%u;x", draw(1000));
    item->components = apr_array_make(pool, 3, sizeof(advolux_component));
    advolux_component master = component(item->kind, 0);
    APR_ARRAY_PUSH(item->components, advolux_component) = master;
    for (int i = 1; master.rrule && i < 3; i++) {
        advolux_component c = component(item->kind, i);
        c.recurrence_id =
            apr_psprintf(pool, "2026070%dT%s", i, master.start + 9);
        c.this_and_future = draw(4) == 0;
        APR_ARRAY_PUSH(item->components, advolux_component) = c;
    }
    return item;
}

static void same(const char *name, const char *a, const char *b,
                 const char *text)
{
    if (strcmp(a ? a : "(null)", b ? b : "(null)")) {
        print_error("%s: %s became %s\n%s", name, a, b, text);
        fail();
    }
}

static void same_component(const advolux_component *a,
                           const advolux_component *b, const char *text)
{
#define SAME(field) same(#field, a->field, b->field, text)
    SAME(recurrence_id);
    SAME(title);
    SAME(description);
    SAME(location);
    SAME(start);
    SAME(end);
    SAME(status);
    SAME(class_);
    SAME(completed);
    SAME(categories);
    SAME(rrule);
    SAME(exdate);
    SAME(rdate);
    SAME(created);
    SAME(modified);
    SAME(matter);
    SAME(participants);
    SAME(zone);
    assert_int_equal(a->all_day, b->all_day);
    assert_int_equal(a->free, b->free);
    assert_int_equal(a->priority, b->priority);
    assert_int_equal(a->percent, b->percent);
    assert_int_equal(a->sequence, b->sequence);
    assert_int_equal(a->this_and_future, b->this_and_future);
}

static void items_come_back(void **state)
{
    (void)state;
    for (int i = 0; i < ITEMS; i++) {
        const advolux_item *item = generate();
        apr_size_t length, again;
        const char *text = ical_object_render(pool, item, &length);
        assert_int_equal(length, strlen(text));
        const advolux_item *read = fixture_item(text, item->kind);
        same("uid", item->uid, read->uid, text);
        assert_int_equal(item->components->nelts, read->components->nelts);
        for (int k = 0; k < item->components->nelts; k++) {
            same_component(fixture_component(item, k),
                           fixture_component(read, k), text);
        }
        assert_string_equal(text, ical_object_render(pool, read, &again));
        assert_ptr_equal(
            text, ical_object_patch(pool, text, length, item, ZONE, &again));
        assert_true(ical_object_same_but_alarms(pool, text, length, text,
                                                length, ZONE));
    }
}

static void lines_are_short_and_end_in_crlf(void **state)
{
    apr_size_t length;

    (void)state;
    for (int i = 0; i < 50; i++) {
        const char *text = ical_object_render(pool, generate(), &length);
        for (const char *line = text; *line;) {
            const char *end = strchr(line, '\n');
            assert_true(end && end > line && end[-1] == '\r');
            assert_true(end - line <= 76);
            assert_true(((unsigned char)*line & 0xC0) != 0x80);
            line = end + 1;
        }
    }
}

static void bad_rows_do_not_break_rendering(void **state)
{
    advolux_item *item = generate();
    advolux_component *c = fixture_component(item, 0);
    apr_size_t length;

    (void)state;
    item->components->nelts = 1;
    c->rrule = "FREQ=SECONDLY\r\nX:1";
    c->start = "nonsense";
    c->zone = "No/Where";
    c->exdate = ",,x";
    c->modified = "20260102 030405Z";
    c->created = "20260102T0304\r\nX";
    const char *text = ical_object_render(pool, item, &length);
    assert_null(strstr(text, "\r\nRRULE:"));
    assert_null(strstr(text, "\r\nX:1"));
    assert_non_null(strstr(text, "DTSTAMP:19700101T000000Z\r\n"));
    assert_null(strstr(text, "\r\nLAST-MODIFIED:"));
    assert_null(strstr(text, "\r\nCREATED:"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_come_back),
        cmocka_unit_test(lines_are_short_and_end_in_crlf),
        cmocka_unit_test(bad_rows_do_not_break_rendering),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
