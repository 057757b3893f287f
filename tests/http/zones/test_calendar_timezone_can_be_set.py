# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 5.2.2; RFC 7809 section 5.2."""

import pytest

from support import ics

PART = ("BEGIN:STANDARD\nDTSTART:19671029T020000\nTZOFFSETFROM:-0400\n"
        "TZOFFSETTO:-0500\nTZNAME:EST\nEND:STANDARD\n")
BOTH = ["C:calendar-timezone", "C:calendar-timezone-id"]


def zone(tzid, part=PART, rest=""):
    return ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//DE\n"
            "BEGIN:VTIMEZONE\nTZID:%s\n%sEND:VTIMEZONE\n%sEND:VCALENDAR\n"
            % (tzid, part, rest))


def look(person):
    member = person.dav.propfind(person.dav.termine, BOTH).only
    return [member.text(name) for name in BOTH]


@pytest.mark.parametrize("tzid", ["America/New_York", "Eastern Standard Time"])
def test_set_and_remove(person, tzid):
    before = look(person)
    answer = person.dav.proppatch(person.dav.termine, {
        "C:calendar-timezone": zone(tzid)})
    assert answer.only.refused == {}, answer
    text, name = look(person)
    assert name == "America/New_York"
    assert "TZID:America/New_York" in text and "BEGIN:VTIMEZONE" in text
    person.dav.proppatch(person.dav.termine, {},
                         remove=["C:calendar-timezone"])
    assert look(person) == before


def test_by_its_offsets(person):
    answer = person.dav.proppatch(person.dav.termine, {
        "C:calendar-timezone": zone("Our own time", part=PART)})
    assert answer.only.refused == {}, answer
    assert look(person)[1] == "Etc/GMT+5"


def test_by_its_name(person):
    person.dav.proppatch(person.dav.termine, {
        "C:calendar-timezone-id": "Asia/Tokyo"})
    text, name = look(person)
    assert name == "Asia/Tokyo" and "TZID:Asia/Tokyo" in text


@pytest.mark.parametrize("text", [
    "", "Europe/Berlin", "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
    zone("Nowhere/City", part=PART.replace("-0500", "-0513")), zone("Europe/Berlin", part=""),
    zone("Europe/Berlin", part="BEGIN:STANDARD\nEND:STANDARD\n"),
    zone("Europe/Berlin", rest="BEGIN:VEVENT\nUID:1\nEND:VEVENT\n"),
    zone("Europe/Berlin")[:-10],
    zone("Europe/Berlin").replace("VERSION:2.0\n", ""),
    zone("Europe/Berlin").replace("PRODID:-//test//DE\n", "")])
def test_refused_by_name(person, text):
    before = look(person)
    answer = person.dav.proppatch(person.dav.termine, {
        "C:calendar-timezone": text, "D:displayname": "Neu"})
    assert answer.only.refused == {"C:calendar-timezone": 403,
                                   "D:displayname": 424}
    assert b"<C:valid-calendar-data/>" in answer.body
    assert look(person) == before


def test_unknown_name(person):
    answer = person.dav.proppatch(person.dav.termine, {
        "C:calendar-timezone-id": "Nowhere/City"})
    assert answer.only.refused == {"C:calendar-timezone-id": 403}
    assert b"<C:valid-timezone/>" in answer.body


def test_floating_times_of_a_query_follow_it(person):
    """A day in New York ends some hours after the day in Berlin."""
    uid = ics.new_uid()
    person.dav.put(person.dav.termine + uid + ".ics", (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//DE\r\n"
        "BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260101T000000Z\r\n"
        "DTSTART;VALUE=DATE:%s\r\nSUMMARY:Tag\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n" % (uid, ics.day(7))))
    late = ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
            '<C:time-range start="%sT003000Z" end="%sT010000Z"/>'
            '</C:comp-filter></C:comp-filter>' % (ics.day(8), ics.day(8)))
    assert person.dav.query(person.dav.termine, late).members == {}
    person.dav.proppatch(person.dav.termine, {
        "C:calendar-timezone-id": "America/New_York"})
    assert len(person.dav.query(person.dav.termine, late).members) == 1
