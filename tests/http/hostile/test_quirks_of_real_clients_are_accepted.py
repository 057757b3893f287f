# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""FACTS: what has one clear meaning is taken, and kept verbatim.

RFC 4791 section 5.3.2."""

import pytest

from support import ics

QUIRKS = {
    "no DTSTAMP": lambda uid: ics.event(uid).replace(
        "DTSTAMP:20260101T000000Z\r\n", ""),
    "no PRODID": lambda uid: ics.event(uid).replace(
        "PRODID:-//Example//Tests 1.0//DE\r\n", ""),
    "byte order mark": lambda uid: "\ufeff" + ics.event(uid),
    "empty properties": lambda uid: ics.event(uid, "LOCATION:",
                                              "DESCRIPTION:"),
    "foreign zone definition": lambda uid: ics.calendar(
        ics.lines("BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD",
                  "DTSTART:19700101T000000", "TZOFFSETFROM:+0100",
                  "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"),
        ics.vevent(uid)),
    "blank lines at the end": lambda uid: ics.event(uid) + "\r\n\n",
    "lower case": lambda uid: ics.event(uid).replace(
        "BEGIN:VEVENT", "begin:vevent").replace("END:VEVENT", "end:vevent"),
    "same start and end": lambda uid: ics.event(
        uid, end="DTEND;TZID=Europe/Berlin:%sT100000" % ics.day(7)),
    "long UID": lambda uid: ics.event(uid + "x" * 300),
    "override only": lambda uid: ics.event(
        uid, "RECURRENCE-ID;TZID=Europe/Berlin:%sT100000" % ics.day(7)),
    "many alarms": lambda uid: ics.event(uid, *[
        "BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER;VALUE=DATE-TIME:"
        "19760401T005545Z", "X-APPLE-DEFAULT-ALARM:TRUE", "END:VALARM"] * 3),
    "attachment": lambda uid: ics.event(
        uid, "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "QUJD" * 5000),
    "700 exception dates": lambda uid: ics.event(
        uid, "RRULE:FREQ=DAILY", "EXDATE;TZID=Europe/Berlin:" + ",".join(
            ics.day(8 + n) + "T100000" for n in range(700))),
}


@pytest.mark.parametrize("name", QUIRKS)
def test_accepted(person, name):
    uid = ics.new_uid()
    text = QUIRKS[name](uid)
    path = person.dav.termine + uid + ".ics"
    answer = person.dav.put(path, text)
    assert answer.status == 201, answer
    got = person.dav.get(path)
    assert got.body == text.encode() and got.etag == answer.etag


def test_no_exception_date_is_lost(person):
    uid = ics.new_uid()
    person.dav.put(person.dav.termine + uid + ".ics",
                   QUIRKS["700 exception dates"](uid))
    assert person.components(uid + ".ics")[0]["exdate"].count(",") == 699


@pytest.mark.parametrize("kind", [
    "text/calendar", "text/calendar; charset=UTF-8",
    'text/calendar; component=vevent; charset="utf-8"', "TEXT/CALENDAR",
    "application/octet-stream", None])
def test_media_types(person, kind):
    uid = ics.new_uid()
    headers = {} if kind is None else {"Content-Type": kind}
    answer = person.dav.request("PUT", person.dav.termine + uid,
                                ics.event(uid), headers)
    assert answer.status in (201, 403, 415), answer
    if kind is None or kind.lower().startswith("text/calendar"):
        assert answer.status == 201, answer


def test_chunked(person):
    uid = ics.new_uid()
    text = ics.event(uid).encode()
    answer = person.dav.request(
        "PUT", person.dav.termine + uid, iter([text[:50], text[50:]]),
        {"Content-Type": "text/calendar"})
    assert answer.status == 201, answer
    assert person.dav.get(person.dav.termine + uid).body == text
