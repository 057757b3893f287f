# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 5545 section 3.2.19: a TZID that no list knows is what the object's own
VTIMEZONE says, everywhere: columns, filters, expansion, busy time, exceptions,
the file of the whole calendar."""

import datetime

import pytest

from support import ics
from support.shelf import part

NEW_YORK = ("16010101T020000;-0400;-0500;BYMONTH=11;BYDAY=1SU",
            "16010101T020000;-0500;-0400;BYMONTH=3;BYDAY=2SU")
OWN = ("19700101T030000;+0823;+0723;BYMONTH=10;BYDAY=-1SU",
       "19700101T020000;+0723;+0823;BYMONTH=3;BYDAY=-1SU")
FIXED = ("19700101T000000;+0530;+0530;",)
ODD = ("19700101T000000;-031507;-031507;",)
NAME = "Customized Time Zone"


def definition(observances, tzid=NAME):
    lines = ["BEGIN:VTIMEZONE", "TZID:" + tzid]
    for number, one in enumerate(observances):
        start, before, after, rule = one.split(";", 3)
        kind = "DAYLIGHT" if number else "STANDARD"
        lines += ["BEGIN:" + kind, "DTSTART:" + start,
                  "TZOFFSETFROM:" + before, "TZOFFSETTO:" + after]
        lines += ["RRULE:FREQ=YEARLY;" + rule] if rule else []
        lines += ["END:" + kind]
    return ics.lines(*lines, "END:VTIMEZONE")


def row(shelf, label):
    (found,) = shelf.person.people.dicts(
        "SELECT a.time_zone::text, a.start_at, a.end_at, a.rrule, a.exdate"
        " FROM advolux.appointment a JOIN caldav.entry e"
        " ON e.item_id = a.appointment_id AND e.kind = 'appointment'"
        " WHERE e.name = %s AND a.main_editor = %s", label,
        shelf.person.staff_id)
    return found


def instant(text):
    return datetime.datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(
        tzinfo=datetime.timezone.utc)


@pytest.mark.parametrize("observances,zone,winter,summer", [
    (NEW_YORK, "America/New_York", "20310115T150000Z", "20310715T140000Z"),
    (FIXED, "Asia/Kolkata", "20310115T043000Z", "20310715T043000Z"),
    (OWN, "<+0723>-7:23<+0823>-8:23,M3.5.0,M10.5.0/3", "20310115T023700Z",
     "20310715T013700Z"),
    (ODD, "<-031507>3:15:07", "20310115T131507Z", "20310715T131507Z")])
def test_columns_and_times(shelf, httpd, observances, zone, winter, summer):
    for label, start, right in (("w", "20310115T100000", winter),
                                ("s", "20310715T100000", summer)):
        answer = shelf.put(label, definition(observances), part(
            "VEVENT", "DTSTART;TZID=%s:%s" % (NAME, start), "DURATION:PT1H",
            "RRULE:FREQ=WEEKLY;COUNT=60"))
        assert answer.etag and definition(observances) in shelf.text(label)
        found = row(shelf, label)
        assert (found["time_zone"], found["start_at"]) == (zone,
                                                           instant(right))
        assert shelf.at(right) == {label}
        assert right + "/" in str(shelf.busy(
            right, right[:8] + "T235959Z"))
        begin = right[:4] + "0101T000000Z"
        assert "DTSTART:" + right in shelf.data(
            label, '<C:expand start="%s" end="20320101T000000Z"/>' % begin)
        # A year on, over the changes of the clock.
        series = shelf.person.people.sql(
            "SELECT caldav.instant(o, a.time_zone) FROM advolux.appointment a,"
            " advolux.occurrences(a.rrule, a.start_at AT TIME ZONE a.time_zone,"
            " p_zone => a.time_zone) AS o WHERE appointment_id = (SELECT item_id"
            " FROM caldav.entry WHERE name = %s AND calendar_id IN (SELECT"
            " calendar_id FROM caldav.calendar WHERE staff_id = %s))", label,
            shelf.person.staff_id)
        expanded = ics.unfolded(shelf.data(
            label, '<C:expand start="20310101T000000Z"'
            ' end="20330101T000000Z"/>'))
        assert sorted(line for line in expanded if line.startswith(
            "DTSTART")) == sorted(
                "DTSTART:" + moment.astimezone(datetime.timezone.utc).strftime(
                    "%Y%m%dT%H%M%SZ") for (moment,) in series)
        shelf.dav.delete(shelf.place + label)
    told = any("ADV0402" in line and shelf.place in line
               for line in httpd.logged().decode().splitlines())
    assert told == zone.startswith("<")
    assert not any("ADV0400" in line and shelf.place in line
                   for line in httpd.logged().decode().splitlines())


@pytest.mark.parametrize("observances", [NEW_YORK, OWN])
def test_exceptions_by_it(shelf, observances):
    zone = ";TZID=%s:" % NAME
    shelf.put("a", definition(observances), part(
        "VEVENT", "DTSTART" + zone + "20310305T100000", "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=60", "EXDATE" + zone + "20310401T100000",
        "RDATE" + zone + "20310402T180000"),
        part("VEVENT", "RECURRENCE-ID" + zone + "20310403T100000",
             "DTSTART" + zone + "20310403T120000", "DURATION:PT1H"))
    lines = ics.unfolded(shelf.data(
        "a", '<C:expand start="20310331T120000Z" end="20310405T000000Z"/>'))
    starts = [line[8:] for line in lines if line.startswith("DTSTART:")]
    hour = "0137" if observances is OWN else "1400"
    assert [one[9:13] for one in starts if one[9:13] == hour], starts
    # Neither the 1st nor, at its hour, the 3rd.
    assert not shelf.at("20310401T%s00Z" % hour)
    assert not shelf.at("20310403T%s00Z" % hour)
    moved = {"0137": "0337", "1400": "1600"}[hour]
    added = {"0137": "0937", "1400": "2200"}[hour]
    assert shelf.at("20310403T%s00Z" % moved) == {"a"}
    assert shelf.at("20310402T%s00Z" % added) == {"a"}


def test_query_by_it(shelf):
    shelf.add("a", "DTSTART:20310715T100000", "DURATION:PT1H")
    for observances, right in ((NEW_YORK, "20310715T140000Z"),
                               (OWN, "20310715T013700Z")):
        zone = "<C:timezone>%s</C:timezone>" % ics.calendar(
            definition(observances))
        assert shelf.at(right, extra=zone) == {"a"}
        assert not shelf.at("20310715T080000Z", extra=zone)


def test_file_of_the_calendar_keeps_them_apart(shelf):
    for label, observances in (("a", NEW_YORK), ("b", FIXED), ("c", NEW_YORK)):
        shelf.put(label, definition(observances), part(
            "VEVENT", "DTSTART;TZID=%s:20310115T100000" % NAME,
            "SUMMARY:" + label))
    text = shelf.dav.get(shelf.place, Accept="text/calendar").text
    assert text.count("BEGIN:VTIMEZONE") == 2
    assert sorted((text.count("DTSTART;TZID=%s:" % NAME),
                   text.count("DTSTART;TZID=%s (2):" % NAME))) == [1, 2]
    assert "TZID:%s (2)\r\n" % NAME in text and "+0530" in text


def test_change_in_advolux_keeps_it(shelf):
    shelf.put("a", definition(OWN), part(
        "VEVENT", "DTSTART;TZID=%s:20310115T100000" % NAME, "DURATION:PT1H"))
    shelf.person.people.sql(
        "UPDATE advolux.appointment SET start_at = start_at + '180 days',"
        " end_at = end_at + '180 days' WHERE main_editor = %s",
        shelf.person.staff_id)
    assert "DTSTART;TZID=%s:20310714T100000\r\n" % NAME in shelf.text("a")
    assert shelf.at("20310714T013700Z") == {"a"}
    answer = shelf.dav.put(shelf.place + "a", shelf.text("a"))
    assert answer.status == 204, answer


def test_definition_of_one_year_is_not_used_for_another(shelf):
    summer = ics.lines(
        "BEGIN:VTIMEZONE", "TZID:" + NAME, "BEGIN:STANDARD",
        "DTSTART:20301027T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:20310330T020000",
        "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20311026T030000", "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE")
    shelf.put("a", summer, part(
        "VEVENT", "DTSTART;TZID=%s:20310715T100000" % NAME, "DURATION:PT1H"))
    assert row(shelf, "a")["time_zone"] == "Europe/Berlin"
    shelf.person.people.sql(
        "UPDATE advolux.appointment SET start_at = start_at + '1 year',"
        " end_at = end_at + '1 year' WHERE main_editor = %s",
        shelf.person.staff_id)
    assert shelf.at("20320715T080000Z") == {"a"}
    assert "DTSTART;TZID=Europe/Berlin:20320715T100000" in shelf.text("a")
