/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What says again what a column says follows the column, or goes; in the
 * series and in a changed instance. */

#include "ical_fixture.h"
#include "text.h"

#define TIMES \
    "DTSTART;TZID=Europe/Berlin:20260105T090000\r\n" \
    "DTEND;TZID=Europe/Berlin:20260105T100000\r\n"
#define DUE \
    "DTSTART;TZID=Europe/Berlin:20260105T090000\r\n" \
    "DUE;TZID=Europe/Berlin:20260105T100000\r\n"
#define ALARM(lines) "BEGIN:VALARM\r\nACTION:DISPLAY\r\n" lines "END:VALARM\r\n"

typedef void edit(advolux_component *c);

static void place(advolux_component *c)
{
    c->location = "Saal 2";
}

static void no_place(advolux_component *c)
{
    c->location = NULL;
}

static void title(advolux_component *c)
{
    c->title = "Neu";
}

static void description(advolux_component *c)
{
    c->description = "Neu";
}

static void no_description(advolux_component *c)
{
    c->description = NULL;
}

static void is_free(advolux_component *c)
{
    c->free = true;
}

static void is_busy(advolux_component *c)
{
    c->free = false;
}

static void tentative(advolux_component *c)
{
    c->status = "tentative";
}

static void confirmed(advolux_component *c)
{
    c->status = "confirmed";
}

static void important(advolux_component *c)
{
    c->priority = 1;
}

static void all_day(advolux_component *c)
{
    c->all_day = true;
    c->zone = ZONE;
    c->start = "20260107T000000";
    c->end = "20260108T000000";
}

static void moved(advolux_component *c)
{
    c->start = "20260107T140000";
    c->end = "20260107T150000";
}

static void no_time(advolux_component *c)
{
    c->start = c->end = NULL;
}

static void done(advolux_component *c)
{
    c->status = "completed";
}

static void open(advolux_component *c)
{
    c->status = "needs-action";
}

static void all_of_it(advolux_component *c)
{
    c->percent = 100;
}

static void half(advolux_component *c)
{
    c->percent = 50;
}

static void completed(advolux_component *c)
{
    c->completed = "20260103T000000Z";
}

static void not_completed(advolux_component *c)
{
    c->completed = NULL;
}

static void weekly(advolux_component *c)
{
    c->rrule = "FREQ=WEEKLY";
}

/* What stands there, what is changed, and what stands there then, NULL: not
 * that; several lines are told apart by '|'. */
typedef struct row {
    const char *there;
    edit *by;
    const char *then;
} row;

static const row events[] = {
    { "LOCATION:Saal 1\r\nGEO:48.1;11.5\r\n", place, "LOCATION:Saal 2|-GEO" },
    { "LOCATION:Saal 1\r\nGEO:48.1;11.5\r\n", no_place, "-LOCATION|-GEO" },
    { "LOCATION:Saal 1\r\nGEO:48.1;11.5\r\n", title, "GEO:48.1;11.5" },
    { "X-APPLE-STRUCTURED-LOCATION;VALUE=URI:geo:1,2\r\n", place,
      "-X-APPLE-STRUCTURED-LOCATION" },
    { "LOCATION;ALTREP=\"http://old/\":Saal 1\r\n", place, "-ALTREP" },
    { "X-LOCATION-URL:http://old/\r\n", place, "-X-LOCATION" },
    { "X-MICROSOFT-LOCATIONDISPLAYNAME:Saal 1\r\n", place,
      "-X-MICROSOFT-LOCATION" },
    { "BEGIN:VLOCATION\r\nUID:l\r\nNAME:Saal 1\r\nEND:VLOCATION\r\n", place,
      "-VLOCATION|-Saal 1" },
    { "BEGIN:VLOCATION\r\nUID:l\r\nNAME:Saal 1\r\nEND:VLOCATION\r\n", title,
      "NAME:Saal 1" },
    { "STRUCTURED-DATA;VALUE=TEXT;SCHEMA=\"https://schema.org/Place\":{}\r\n",
      place, "-STRUCTURED-DATA" },
    { "STRUCTURED-DATA;VALUE=TEXT;SCHEMA=\"https://schema.org/Bill\":{}\r\n",
      place, "STRUCTURED-DATA" },
    { "DESCRIPTION:Alt\r\nX-ALT-DESC;FMTTYPE=text/html:<b>Alt</b>\r\n",
      description, "DESCRIPTION:Neu|-X-ALT-DESC" },
    { "DESCRIPTION:Alt\r\nX-ALT-DESC;FMTTYPE=text/html:<b>Alt</b>\r\n",
      no_description, "-DESCRIPTION|-X-ALT-DESC" },
    { "STYLED-DESCRIPTION;FMTTYPE=text/html:<b>Alt</b>\r\n", description,
      "-STYLED-DESCRIPTION" },
    { "X-OWN;FMTTYPE=text/html:<b>Alt</b>\r\n", description, "-X-OWN" },
    { "DESCRIPTION;ALTREP=\"data:text/html,Alt\":Alt\r\n", description,
      "-ALTREP" },
    { "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n", is_free,
      "TRANSP:TRANSPARENT|X-MICROSOFT-CDO-BUSYSTATUS:FREE" },
    { "X-MICROSOFT-CDO-INTENDEDSTATUS:OOF\r\n", is_free,
      "X-MICROSOFT-CDO-INTENDEDSTATUS:FREE" },
    { "TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n", is_busy,
      "-TRANSPARENT|X-MICROSOFT-CDO-BUSYSTATUS:BUSY" },
    { "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n", tentative,
      "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE" },
    { "STATUS:TENTATIVE\r\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r\n", confirmed,
      "STATUS:CONFIRMED|X-MICROSOFT-CDO-BUSYSTATUS:BUSY" },
    { "X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n", confirmed,
      "X-MICROSOFT-CDO-BUSYSTATUS:OOF" },
    { "X-MICROSOFT-CDO-IMPORTANCE:1\r\n", important,
      "X-MICROSOFT-CDO-IMPORTANCE:2" },
    { "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE\r\n", all_day,
      "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE" },
    { "X-FUNAMBOL-ALLDAY:0\r\n", all_day, "X-FUNAMBOL-ALLDAY:1" },
    { "X-MOZ-SNOOZE-TIME:20260105T080000Z\r\n", moved, "-X-MOZ-SNOOZE-TIME" },
    { "X-MOZ-LASTACK:20260105T075500Z\r\n", moved, "X-MOZ-LASTACK" },
    { "SUMMARY:Alt\r\n" ALARM("DESCRIPTION:Alt\r\nTRIGGER:-PT5M\r\n"), title,
      "DESCRIPTION:Neu|TRIGGER:-PT5M|-:Alt" },
    { ALARM("DESCRIPTION:An\r\nTRIGGER:-PT5M\r\n"), title, "DESCRIPTION:An" },
    { ALARM("TRIGGER;VALUE=DATE-TIME:20260105T080000Z\r\n"), moved,
      "TRIGGER;VALUE=DATE-TIME:20260107T130000Z" },
    { ALARM("TRIGGER;VALUE=DATE-TIME:20260105T090000Z\r\n"), moved,
      "TRIGGER;VALUE=DATE-TIME:20260107T140000Z" },
    { ALARM("TRIGGER;VALUE=DATE-TIME:20260101T080000Z\r\n"), moved,
      "TRIGGER;VALUE=DATE-TIME:20260101T080000Z" },
    { ALARM("TRIGGER;VALUE=DATE-TIME:20260105T080000Z\r\n"), title,
      "TRIGGER;VALUE=DATE-TIME:20260105T080000Z" },
    { ALARM("RELATED-TO;RELTYPE=SNOOZE:a\r\n"
            "TRIGGER;VALUE=DATE-TIME:20260105T083000Z\r\n"),
      moved, "-VALARM" },
    { "EXRULE:FREQ=MONTHLY\r\nX-MICROSOFT-CDO-INSTTYPE:0\r\n", weekly,
      "RRULE:FREQ=WEEKLY|-EXRULE|-INSTTYPE" },
};

static const row tasks[] = {
    { "STATUS:NEEDS-ACTION\r\n", done,
      "STATUS:COMPLETED|PERCENT-COMPLETE:100|COMPLETED:20260102T000000Z" },
    { "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\n"
      "COMPLETED:20260101T000000Z\r\n",
      open, "STATUS:NEEDS-ACTION|-PERCENT-COMPLETE|-COMPLETED:" },
    { "STATUS:NEEDS-ACTION\r\n", all_of_it,
      "STATUS:COMPLETED|PERCENT-COMPLETE:100|COMPLETED:20260102T000000Z" },
    { "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\n"
      "COMPLETED:20260101T000000Z\r\n",
      half, "STATUS:IN-PROCESS|PERCENT-COMPLETE:50|-COMPLETED:" },
    { "STATUS:NEEDS-ACTION\r\n", completed,
      "STATUS:COMPLETED|PERCENT-COMPLETE:100|COMPLETED:20260103T000000Z" },
    { "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\n"
      "COMPLETED:20260101T000000Z\r\n",
      not_completed, "STATUS:NEEDS-ACTION|-PERCENT-COMPLETE|-COMPLETED:" },
    { "STATUS:COMPLETED\r\n", title, "STATUS:COMPLETED|-PERCENT-COMPLETE" },
    { ALARM("TRIGGER;VALUE=DATE-TIME:20260105T090000Z\r\n"), moved,
      "TRIGGER;VALUE=DATE-TIME:20260107T140000Z" },
    { ALARM("TRIGGER;VALUE=DATE-TIME:20260105T090000Z\r\n"), all_day,
      "TRIGGER;VALUE=DATE-TIME:20260108T090000Z" },
    { ALARM("TRIGGER;VALUE=DATE-TIME:20260105T090000Z\r\n"), no_time,
      "-VALARM" },
    { ALARM("TRIGGER;RELATED=END:-PT5M\r\n"), no_time,
      "TRIGGER;RELATED=END:-PT5M" },
};

static void check(const char *text, const char *then)
{
    const char *rest = then, *piece;

    while ((piece = ical_next_piece(pool, &rest, '|', false))) {
        const char *found = strstr(text, piece + (*piece == '-'));
        if ((found == NULL) != (*piece == '-')) {
            print_error("\"%s\" of \"%s\" in\n%s", piece, then, text);
        }
        assert_true((found == NULL) == (*piece == '-'));
    }
}

/* The component `i` of an object is changed; what the object is then. */
static const char *edited(const char *text, advolux_item_kind kind, int i,
                          edit *by)
{
    advolux_item *item = fixture_item(text, kind);
    apr_size_t length;

    by(fixture_component(item, i));
    fixture_component(item, i)->modified = "20260102T000000Z";
    text = ical_object_patch(pool, text, strlen(text), item, ZONE, &length);
    assert_null(fixture_fault(text, kind));
    return text;
}

static void try(const row *r, advolux_item_kind kind)
{
    bool event = kind == ADVOLUX_APPOINTMENT;
    const char *times = event ? TIMES : DUE;
    const char *name = event ? "VEVENT" : "VTODO";
    const char *title_line = strstr(r->there, "SUMMARY") ? "" : "SUMMARY:x\r\n";
    const char *single =
        apr_pstrcat(pool, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:", name,
                    "\r\nUID:u\r\n", times, title_line, r->there, "END:", name,
                    "\r\nEND:VCALENDAR\r\n", NULL);
    const char *override = apr_pstrcat(
        pool, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:", name,
        "\r\nUID:u\r\nRRULE:FREQ=DAILY\r\n",
        "DTSTART;TZID=Europe/Berlin:20260101T090000\r\nSUMMARY:y\r\nEND:", name,
        "\r\nBEGIN:", name,
        "\r\nUID:u\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260105T090000\r\n",
        times, title_line, r->there, "END:", name, "\r\nEND:VCALENDAR\r\n",
        NULL);

    check(edited(single, kind, 0, r->by), r->then);
    if (r->by != weekly) {
        check(edited(override, kind, 1, r->by), r->then);
    }
}

static void of_events(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        try(&events[i], ADVOLUX_APPOINTMENT);
    }
}

static void of_tasks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        try(&tasks[i], ADVOLUX_TASK);
    }
}

static void of_days(void **state)
{
    const char *text = CALENDAR(TODO("DUE;VALUE=DATE:20260105\r\n" ALARM(
        "TRIGGER;VALUE=DATE-TIME:20260105T080000Z\r\n")));
    advolux_item *item = fixture_item(text, ADVOLUX_TASK);
    apr_size_t length;

    (void)state;
    fixture_component(item, 0)->end = "20260705T000000";
    /* Nine o'clock stays nine o'clock. */
    check(ical_object_patch(pool, text, strlen(text), item, ZONE, &length),
          "DUE;VALUE=DATE:20260705|TRIGGER;VALUE=DATE-TIME:20260705T070000Z");
}

static void a_reminder_starts_when_it_is_due(void **state)
{
    const char *text =
        CALENDAR(TODO("DTSTART;TZID=Europe/Berlin:20261204T110000\r\n"
                      "DUE;TZID=Europe/Berlin:20261204T110000\r\n"));
    advolux_item *item = fixture_item(text, ADVOLUX_TASK);
    apr_size_t length;

    (void)state;
    fixture_component(item, 0)->end = "20261201T090000";
    check(ical_object_patch(pool, text, strlen(text), item, ZONE, &length),
          "DTSTART;TZID=Europe/Berlin:20261201T090000|"
          "DUE;TZID=Europe/Berlin:20261201T090000");
}

static void what_is_born_done_is_done_throughout(void **state)
{
    advolux_component task = { .title = "x",
                               .zone = ZONE,
                               .percent = -1,
                               .status = "completed",
                               .modified = "20260102T000000Z" };
    advolux_item item = { ADVOLUX_TASK, "u",
                          apr_array_make(pool, 1, sizeof task) };
    apr_size_t length;

    (void)state;
    APR_ARRAY_PUSH(item.components, advolux_component) = task;
    check(ical_object_render(pool, &item, &length),
          "STATUS:COMPLETED|PERCENT-COMPLETE:100|COMPLETED:20260102T000000Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_events),
        cmocka_unit_test(of_tasks),
        cmocka_unit_test(of_days),
        cmocka_unit_test(a_reminder_starts_when_it_is_due),
        cmocka_unit_test(what_is_born_done_is_done_throughout),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
