# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 7.10: VFREEBUSY with merged periods."""

import pytest

from support import ics
from support.names import document

ZONE = ";TZID=Europe/Berlin:"
START, END = "20310301T000000Z", "20310501T000000Z"


def ask(person, start=START, end=END, path=None, **options):
    return person.dav.report(path or person.dav.termine, document(
        "C:free-busy-query", '<C:time-range start="%s" end="%s"/>'
        % (start, end)), **options)


def periods(person, start=START, end=END):
    answer = ask(person, start, end)
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"].startswith("text/calendar")
    found = [line.replace("FREEBUSY;FBTYPE=", "")
             for line in ics.unfolded(answer.text)
             if line.startswith("FREEBUSY")]
    return [tuple(line.split(":")) for line in found]


def put(person, *components):
    uid = ics.new_uid()
    answer = person.dav.put(
        person.dav.termine + uid + ".ics",
        ics.calendar(*[c.replace("@UID@", uid) for c in components]))
    assert answer.status == 201, answer


def event(start, end, *content, date="20310310"):
    return ics.vevent("@UID@", *content,
                      start="DTSTART" + ZONE + date + "T" + start,
                      end="DTEND" + ZONE + date + "T" + end)


def test_component(person):
    put(person, event("100000", "110000"))
    answer = ask(person)
    component, = ics.parsed(answer.text, "VFREEBUSY")
    assert component["DTSTART"].to_ical().decode() == START
    assert component["DTEND"].to_ical().decode() == END
    assert component["UID"] and component["DTSTAMP"]
    assert ics.parsed(answer.text) == []
    assert "Besprechung" not in answer.text


def test_overlapping_and_touching_ones_are_merged(person):
    put(person, event("100000", "110000"))
    put(person, event("103000", "120000"))
    put(person, event("120000", "130000"))
    put(person, event("150000", "160000"))
    assert periods(person) == [
        ("BUSY", "20310310T090000Z/20310310T120000Z"),
        ("BUSY", "20310310T140000Z/20310310T150000Z")]


def test_status_and_transparency(person):
    put(person, event("080000", "090000", "TRANSP:TRANSPARENT"))
    put(person, event("090000", "100000", "STATUS:CANCELLED"))
    put(person, event("100000", "120000", "STATUS:TENTATIVE"))
    put(person, event("110000", "113000", "STATUS:CONFIRMED"))
    assert periods(person) == [
        ("BUSY", "20310310T100000Z/20310310T103000Z"),
        ("BUSY-TENTATIVE", "20310310T090000Z/20310310T110000Z")]


def test_clipped_to_the_range(person):
    put(person, event("100000", "140000"))
    assert periods(person, "20310310T100000Z", "20310310T110000Z") == [
        ("BUSY", "20310310T100000Z/20310310T110000Z")]
    assert periods(person, "20310310T130000Z", "20310310T140000Z") == []


def test_series_with_changes_over_the_change_of_clocks(person):
    put(person,
        event("100000", "110000", "RRULE:FREQ=DAILY;COUNT=4",
              "EXDATE" + ZONE + "20310329T100000", date="20310328"),
        event("120000", "130000", "RECURRENCE-ID" + ZONE + "20310330T100000",
              date="20310330"),
        event("100000", "110000", "RECURRENCE-ID" + ZONE + "20310331T100000",
              "STATUS:CANCELLED", date="20310331"))
    assert periods(person) == [
        ("BUSY", "20310328T090000Z/20310328T100000Z"),
        ("BUSY", "20310330T100000Z/20310330T110000Z")]


def test_all_day_is_the_calendars_day(person):
    put(person, ics.vevent("@UID@", start="DTSTART;VALUE=DATE:20310315",
                           end="DTEND;VALUE=DATE:20310316"))
    assert periods(person) == [("BUSY", "20310314T230000Z/20310315T230000Z")]


def test_device_only_and_participation_are_busy(person, people):
    chief = people.new()
    person.appointment(day=7, time="10:00", mode="device")
    chief.appointment(day=8, time="10:00", participants=[person])
    person.appointment(day=9, time="10:00", mode="none")
    found = periods(person, ics.day(0) + "T000000Z", ics.day(20) + "T000000Z")
    assert [period for _, period in found] == [
        "%s/%s" % (ics.utc(ics.day(day) + "T100000"),
                   ics.utc(ics.day(day) + "T110000")) for day in (7, 8)]


def test_endless_series_of_a_far_year(person):
    put(person, event("100000", "110000", "RRULE:FREQ=DAILY"))
    assert len(periods(person, "21000101T000000Z", "21000108T000000Z")) == 7


def test_tasks_are_never_busy(person):
    answer = ask(person, path=person.dav.aufgaben)
    assert answer.status == 200 and "FREEBUSY;" not in answer.text


def test_too_many_periods_are_refused(person):
    put(person, event("100000", "110000", "RRULE:FREQ=DAILY"))
    answer = ask(person, "20310101T000000Z", "23310101T000000Z")
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:number-of-matches-within-limits"]


@pytest.mark.parametrize("depth", [None, "0", "1", "infinity"])
def test_any_depth(person, depth):
    put(person, event("100000", "110000"))
    assert "FREEBUSY;" in ask(person, depth=depth).text


@pytest.mark.parametrize("start,end", [
    ("", ""), ("x", "y"), ("20310101", "20310102"), (END, START),
    (START, START)])
def test_bad_ranges_are_400(person, start, end):
    assert ask(person, start, end).status == 400


def test_without_a_range_or_with_a_bad_depth_it_is_400(person):
    assert person.dav.report(
        person.dav.termine, document("C:free-busy-query")).status == 400
    assert ask(person, depth="2").status == 400


def test_a_principal_is_not_asked(person):
    answer = ask(person, path=person.dav.principal)
    assert answer.preconditions == ["D:supported-report"]
