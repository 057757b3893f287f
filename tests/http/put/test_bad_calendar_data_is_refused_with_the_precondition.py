# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 5.3.2.1; never a 5xx, and nothing is stored."""

import pytest

from support import ics


def wrap(*content):
    return ics.calendar(ics.lines(*content))


def event_with(*content):
    return lambda uid: ics.event(uid, *content)


DATA = "C:valid-calendar-data"
OBJECT = "C:valid-calendar-object-resource"

BAD = {
    "empty": ("", DATA),
    "garbage": ("Guten Tag", DATA),
    "html": ("<html></html>", DATA),
    "truncated": (lambda uid: ics.event(uid)[:-30], DATA),
    "unbalanced": (lambda uid: ics.event(uid).replace(
        "END:VEVENT\r\n", ""), DATA),
    "crossed": (lambda uid: ics.event(uid).replace(
        "END:VEVENT\r\nEND:VCALENDAR", "END:VCALENDAR\r\nEND:VEVENT"), DATA),
    "latin-1": (lambda uid: ics.event(uid, summary="K\u00fcche").encode(
        "latin-1"), DATA),
    "overlong UTF-8": (lambda uid: ics.event(uid).encode().replace(
        b"Besprechung", b"\xc0\xafx"), DATA),
    "surrogate": (lambda uid: ics.event(uid).encode().replace(
        b"Besprechung", b"\xed\xa0\x80"), DATA),
    "NUL": (lambda uid: ics.event(uid, summary="a\0b"), DATA),
    "deep": (lambda uid: ics.calendar(ics.lines(
        *["BEGIN:VEVENT"] * 200, "UID:" + uid, *["END:VEVENT"] * 200)), DATA),
    "no colon": (event_with("UNSINN"), DATA),
    "date that is none": (lambda uid: ics.event(
        uid, start="DTSTART;VALUE=DATE:20260230", end=""), DATA),
    "hour that is none": (lambda uid: ics.event(
        uid, start="DTSTART:20260101T250000Z", end=""), DATA),
    "bad rule": (event_with("RRULE:FREQ=SOMETIMES"), DATA),
    "rule without frequency": (event_with("RRULE:COUNT=3"), DATA),
    "two UIDs": (lambda uid: ics.calendar(
        ics.vevent(uid), ics.vevent(uid + "2")), OBJECT),
    "two components": (lambda uid: ics.calendar(
        ics.vevent(uid), ics.vtodo(uid)), OBJECT),
    "METHOD": (lambda uid: ics.event(uid).replace(
        "VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:REQUEST\r\n"), OBJECT),
    "no UID": (lambda uid: ics.event(uid).replace(
        "UID:%s\r\n" % uid, ""), OBJECT),
    "no component": (ics.calendar(), OBJECT),
    "two calendars": (lambda uid: ics.event(uid) + ics.event(uid + "2"), DATA),
    "two masters": (lambda uid: ics.calendar(
        ics.vevent(uid), ics.vevent(uid)), OBJECT),
    "no DTSTART": (lambda uid: wrap("BEGIN:VEVENT", "UID:" + uid,
                                    "SUMMARY:x", "END:VEVENT"), None),
    "end before start": (lambda uid: ics.event(
        uid, end="DTEND;TZID=Europe/Berlin:%sT090000" % ics.day(7)), None),
    "only a zone": (wrap("BEGIN:VTIMEZONE", "TZID:x", "END:VTIMEZONE"),
                    OBJECT),
    "vCard": ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nEND:VCARD\r\n", None),
}


@pytest.mark.parametrize("name", BAD)
def test_refused(person, name):
    make, precondition = BAD[name]
    uid = ics.new_uid()
    text = make(uid) if callable(make) else make
    path = person.dav.termine + uid + ".ics"
    answer = person.dav.put(path, text)
    assert 400 <= answer.status < 500, answer
    if answer.status == 403:
        assert len(answer.preconditions) == 1, answer
        assert answer.preconditions[0].startswith("C:"), answer
    if precondition:
        assert answer.status == 403, answer
        assert answer.preconditions[0] in (DATA, OBJECT), answer
    assert person.dav.get(path).status == 404
    assert person.replica().sync() == (set(), set())


def test_existing_item_stays(person):
    name = person.put_event()
    path = person.dav.termine + name
    before = person.dav.get(path)
    assert person.dav.put(path, "Unsinn").status == 403
    after = person.dav.get(path)
    assert (after.body, after.etag) == (before.body, before.etag)


@pytest.mark.parametrize("place,make", [("termine", ics.todo),
                                        ("aufgaben", ics.event)])
def test_component_that_the_calendar_does_not_take(person, place, make):
    uid = ics.new_uid()
    answer = person.dav.put(getattr(person.dav, place) + uid, make(uid))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:supported-calendar-component"]


@pytest.mark.parametrize("component", ["VJOURNAL", "VFREEBUSY",
                                       "VAVAILABILITY"])
def test_other_components(person, component):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, wrap(
        "BEGIN:" + component, "UID:" + uid, "DTSTAMP:20260101T000000Z",
        "END:" + component))
    assert answer.status == 403, answer
    assert answer.preconditions[0] in ("C:supported-calendar-component",
                                       OBJECT)


@pytest.mark.parametrize("kind", ["text/plain", "application/json",
                                  "image/png", "text/vcard"])
def test_other_media_types(person, kind):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, "{}",
                            Content_Type=kind)
    assert answer.status in (403, 415), answer
    if answer.status == 403:
        assert answer.preconditions[0] in ("C:supported-calendar-data", DATA)


def test_oversized(person):
    limit = int(person.dav.propfind(
        person.dav.termine, ["C:max-resource-size"]).only.text(
            "C:max-resource-size"))
    uid = ics.new_uid()
    text = ics.event(uid, "DESCRIPTION:" + "x" * limit)
    answer = person.dav.put(person.dav.termine + uid, text)
    assert answer.status in (403, 413), answer
    if answer.status == 403:
        assert answer.preconditions == ["C:max-resource-size"]
    assert person.dav.get(person.dav.termine + uid).status == 404


def test_the_sentence_names_what_to_change(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, "RRULE:FREQ=SOMETIMES"))
    log_or_body = answer.body
    assert b"RRULE" in log_or_body or answer.preconditions == [DATA]


def test_partial_put_is_refused(person):
    path = person.dav.termine + person.put_event()
    before = person.dav.get(path).body
    answer = person.dav.put(path, "x", Content_Range="bytes 0-0/10")
    assert 400 <= answer.status < 500 or answer.status == 501, answer
    assert person.dav.get(path).body == before
