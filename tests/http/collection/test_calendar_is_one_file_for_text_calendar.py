# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""GET of a calendar with Accept: text/calendar gives all of it as one file.

RFC 5545 section 3.4."""

import collections
import re

import icalendar

from support import ics

FILE = "text/calendar"


def exported(dav, path):
    answer = dav.get(path, Accept=FILE)
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return answer.text


def test_every_visible_item_is_in_it_once(person, colleague):
    uid = ics.new_uid()
    person.put_event(uid)
    person.appointment("Ortstermin")
    colleague.appointment("Besprechung", participants=[person])
    person.appointment("Verborgen", mode="none")
    text = exported(person.dav, person.dav.termine)
    found = icalendar.Calendar.from_ical(text)
    titles = [str(one["SUMMARY"]) for one in found.walk("VEVENT")]
    assert sorted(titles) == ["Besprechung", "Besprechung", "Ortstermin"]
    uids = collections.Counter(str(one["UID"]) for one in found.walk("VEVENT"))
    assert uids[uid] == 1 and set(uids.values()) == {1}
    assert (text.count("BEGIN:VCALENDAR"), text.count("END:VCALENDAR")) == (
        1, 1)
    assert "\n" not in text.replace("\r\n", "")


def test_a_series_has_its_overrides(person):
    item = person.appointment("Reihe", day=1, rrule="FREQ=DAILY;COUNT=5")
    person.override(item, (2, "10:00"), 2, "15:00", 1)
    events = ics.parsed(exported(person.dav, person.dav.termine))
    assert len(events) == 2 and len({str(e["UID"]) for e in events}) == 1
    assert ["RECURRENCE-ID" in e for e in events] == [False, True]


def test_tasks_are_in_the_file_of_tasks(person):
    person.task("Klage", mode="both")
    person.appointment("Termin")
    todos = ics.parsed(exported(person.dav, person.dav.aufgaben), "VTODO")
    assert [str(one["SUMMARY"]) for one in todos] == ["Klage"]


def test_an_empty_calendar_is_a_whole_file(person):
    text = exported(person.dav, person.dav.termine)
    assert icalendar.Calendar.from_ical(text).walk("VEVENT") == []


def test_it_has_the_calendars_name(person):
    person.dav.proppatch(person.dav.termine,
                         {"D:displayname": "Termine; A, B\\C"})
    found = icalendar.Calendar.from_ical(
        exported(person.dav, person.dav.termine))
    assert str(found["X-WR-CALNAME"]) == "Termine; A, B\\C"


def zones(text):
    return re.findall(r"BEGIN:VTIMEZONE\r\n(?:.*\r\n)*?TZID:(.*)\r\n", text)


def test_each_zone_is_defined_once_and_before_its_use(person):
    for zone in ("Europe/Berlin", "America/New_York", "Europe/Berlin"):
        person.appointment("In " + zone, zone=zone)
    uid = ics.new_uid()
    start = "DTSTART;TZID=%s:" + ics.day(3) + "T100000"
    own = ics.lines(
        "BEGIN:VTIMEZONE", "TZID:Kanzlei-Zeit", "BEGIN:STANDARD",
        "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100",
        "END:STANDARD", "END:VTIMEZONE")
    for _ in range(2):
        uid = ics.new_uid()
        assert person.dav.put(
            person.dav.termine + uid + ".ics", ics.calendar(own, ics.vevent(
                uid, start=start % "Kanzlei-Zeit"))).status == 201
    text = exported(person.dav, person.dav.termine)
    assert sorted(zones(text)) == ["America/New_York", "Europe/Berlin",
                                   "Kanzlei-Zeit"]
    for zone in zones(text):
        assert text.index("\r\nTZID:" + zone) < text.index("TZID=" + zone)


def test_a_windows_name_without_definition_gets_one(person):
    uid = ics.new_uid()
    assert person.dav.put(person.dav.termine + uid + ".ics", ics.event(
        uid, start="DTSTART;TZID=W. Europe Standard Time:%sT100000"
        % ics.day(3))).status == 201
    text = exported(person.dav, person.dav.termine)
    assert zones(text) == ["W. Europe Standard Time"]
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in text


def test_lines_end_in_crlf_whatever_was_put(person):
    uid = ics.new_uid()
    body = ics.event(uid).replace("\r\n", "\n")
    person.dav.put(person.dav.termine + uid + ".ics", body)
    text = exported(person.dav, person.dav.termine)
    assert "UID:" + uid in text and "\n" not in text.replace("\r\n", "")
