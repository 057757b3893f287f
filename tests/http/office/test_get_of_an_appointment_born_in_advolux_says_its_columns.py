# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An item without client text is rendered from its columns.

RFC 5545 section 3.6.1."""

import datetime

from support import ics


def get(person, item):
    answer = person.dav.get(person.path(item))
    assert answer.status == 200, answer
    return answer


def test_timed(person):
    item = person.appointment(
        title="G\u00fctetermin \"A ./. B\"; Saal 7", day=4, time="09:30",
        hours=2, location="LG M\u00fcnchen, Saal 7",
        description="Zeile 1\nZeile 2, mit Komma; \\ \U0001f600")
    event, = ics.parsed(get(person, item).body)
    assert str(event["SUMMARY"]) == "G\u00fctetermin \"A ./. B\"; Saal 7"
    assert str(event["LOCATION"]) == "LG M\u00fcnchen, Saal 7"
    assert str(event["DESCRIPTION"]) == (
        "Zeile 1\nZeile 2, mit Komma; \\ \U0001f600")
    start = event["DTSTART"].dt
    assert start.replace(tzinfo=None) == datetime.datetime.strptime(
        ics.day(4) + "T093000", "%Y%m%dT%H%M%S")
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DTEND"].dt - start == datetime.timedelta(hours=2)
    assert event["UID"] and event["DTSTAMP"]


def test_vtimezone_of_its_zone_is_inside(person):
    body = get(person, person.appointment()).body
    zones = ics.parsed(body, "VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["Europe/Berlin"]


def test_all_day(person):
    item = person.appointment(day=4, days=2)
    event, = ics.parsed(get(person, item).body)
    assert event["DTSTART"].dt.strftime("%Y%m%d") == ics.day(4)
    assert event["DTEND"].dt.strftime("%Y%m%d") == ics.day(6)
    assert not isinstance(event["DTSTART"].dt, datetime.datetime)


def test_series_with_exceptions(person):
    item = person.appointment(day=4, time="09:00",
                              rrule="FREQ=DAILY;COUNT=9",
                              exdate=[(5, "09:00")])
    person.override(item, (6, "09:00"), day=7, time="14:00", hours=1,
                    title="Verlegt")
    master, moved = ics.parsed(get(person, item).body)
    assert master["RRULE"].to_ical() == b"FREQ=DAILY;COUNT=9"
    assert [t.dt.strftime("%Y%m%dT%H%M%S") for t in
            master["EXDATE"].dts] == [ics.day(5) + "T090000"]
    assert moved["RECURRENCE-ID"].dt.strftime("%Y%m%dT%H%M%S") == (
        ics.day(6) + "T090000")
    assert moved["DTSTART"].dt.strftime("%Y%m%dT%H%M%S") == (
        ics.day(7) + "T140000")
    assert str(moved["SUMMARY"]) == "Verlegt"
    assert moved["UID"] == master["UID"]


def test_participants_are_named_but_not_invited(person, colleague):
    text = get(person, person.appointment(
        participants=[colleague])).text.replace("\r\n ", "")
    assert "ORGANIZER" not in text and "ATTENDEE" not in text
    assert "X-ADVOLUX-PARTICIPANT" in text
    assert colleague.name in text


def test_matter_number(person):
    text = get(person, person.appointment(matter="123/26 M\u00fcller")).text
    assert "123/26 M\u00fcller" in text.replace("\r\n ", "")
    assert "X-ADVOLUX-AKTE" in text


def test_lines_are_folded_and_end_in_crlf(person):
    body = get(person, person.appointment(title="\u00e4\U0001f600" * 60)).body
    lines = body.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")


def test_twice_the_same_octets(person):
    item = person.appointment()
    assert get(person, item).body == get(person, item).body


def test_other_zones(person):
    for zone in ("America/New_York", "Asia/Tokyo"):
        item = person.appointment(time="09:30", zone=zone)
        event, = ics.parsed(get(person, item).body)
        assert event["DTSTART"].params["TZID"] == zone
    event, = ics.parsed(get(person, person.appointment(
        day=4, time="09:30", zone="UTC")).body)
    assert event["DTSTART"].to_ical().decode() == ics.day(4) + "T093000Z"
