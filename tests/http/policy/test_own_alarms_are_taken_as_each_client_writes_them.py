# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Policy (ARCHITECTURE.md): a participant keeps own alarms. Clients do not add an
alarm to the text that they were given: they write the appointment anew, each in
its own way, which is the same appointment still.

Handbook S15."""

import pytest

from support import ics

ZONE = ";TZID=Europe/Berlin:"
START, END = ics.day(7) + "T100000", ics.day(7) + "T110000"
RULE = "FREQ=WEEKLY;BYDAY=TU,MO;COUNT=9;INTERVAL=1"


def apple(uid):
    """iOS: an empty URL, the rule in its own order."""
    return ics.calendar(ics.lines(
        "BEGIN:VEVENT", "CREATED:20260101T000000Z", "DESCRIPTION:Akte lesen",
        "DTEND" + ZONE + END, "DTSTAMP:20260102T000000Z",
        "DTSTART" + ZONE + START, "LAST-MODIFIED:20260102T000000Z",
        "LOCATION:Saal 1", "RRULE:FREQ=WEEKLY;COUNT=9;INTERVAL=1;BYDAY=MO,TU",
        "SEQUENCE:1", "SUMMARY:Termin", "UID:" + uid, "URL;VALUE=URI:",
        "X-APPLE-CREATOR-IDENTITY:com.apple.mobilecal",
        "X-APPLE-CREATOR-TEAM-IDENTITY:0000000000", "TRANSP:OPAQUE",
        "BEGIN:VALARM", "ACKNOWLEDGED:20260102T000000Z", "ACTION:DISPLAY",
        "DESCRIPTION:Erinnerung", "TRIGGER:-PT15M", "UID:A1",
        "X-WR-ALARMUID:A1", "END:VALARM", "END:VEVENT"))


def davx5(uid):
    """White space cut off; an Android calendar adds the first day of a week
    and the status that holds anyway."""
    return ics.calendar(ics.lines(
        "BEGIN:VEVENT", "DTSTAMP:20260102T000000Z", "UID:" + uid,
        "SUMMARY:Termin", "LOCATION:Saal 1", "DTSTART" + ZONE + START,
        "DTEND" + ZONE + END,
        "RRULE:FREQ=WEEKLY;WKST=MO;COUNT=9;BYDAY=MO,TU",
        "DESCRIPTION:Akte lesen", "STATUS:CONFIRMED", "SEQUENCE:1",
        "X-ADVOLUX-AKTE:" + uid, "BEGIN:VALARM", "TRIGGER:-PT15M",
        "ACTION:DISPLAY", "DESCRIPTION:Termin", "END:VALARM", "END:VEVENT"))


def outlook(uid):
    """CalDav Synchronizer: what Outlook does not know is gone, what it always
    knows is there; a body ends in a line break."""
    return ics.calendar(ics.lines(
        "BEGIN:VEVENT", "CLASS:PUBLIC", "DESCRIPTION:Akte lesen\\n",
        'DTEND;TZID="W. Europe Standard Time":' + END,
        "DTSTAMP:20260102T000000Z",
        'DTSTART;TZID="W. Europe Standard Time":' + START,
        "LOCATION:Saal 1", "PRIORITY:5",
        "RRULE:FREQ=WEEKLY;COUNT=9;BYDAY=MO,TU;WKST=MO", "SEQUENCE:1",
        "SUMMARY:Termin", "TRANSP:OPAQUE", "UID:" + uid,
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "BEGIN:VALARM", "ACTION:DISPLAY",
        "DESCRIPTION:This is an event reminder", "TRIGGER:-PT15M",
        "END:VALARM", "END:VEVENT"))


def kde(uid):
    return ics.calendar(ics.lines("X-KDE-ICAL-IMPLEMENTATION-VERSION:1.0"),
                        ics.lines(
        "BEGIN:VEVENT", "DTSTAMP:20260102T000000Z", "X-KDE-NOTE:1",
        "CREATED:20260101T000000Z", "UID:" + uid, "SEQUENCE:1",
        "LAST-MODIFIED:20260102T000000Z", "DESCRIPTION:Akte lesen",
        "SUMMARY:Termin", "LOCATION:Saal 1",
        "RRULE:FREQ=WEEKLY;COUNT=9;BYDAY=MO,TU", "DTSTART" + ZONE + START,
        "DTEND" + ZONE + END, "TRANSP:OPAQUE", "BEGIN:VALARM",
        "DESCRIPTION:Termin", "ACTION:DISPLAY", "TRIGGER;VALUE=DURATION:-PT15M",
        "X-KDE-KCALCORE-ENABLED:TRUE", "END:VALARM", "END:VEVENT"))


@pytest.fixture
def theirs(person, colleague):
    """(path in the participant's calendar, UID)"""
    item = person.appointment(
        location="Saal 1", description="Akte lesen\r\n", rrule=RULE,
        participants=[colleague], matter="A-%d" % person.staff_id)
    path = colleague.path(item)
    uid = ics.parsed(colleague.dav.get(path).text)[0]["UID"]
    return path, str(uid)


@pytest.mark.parametrize("write", [apple, davx5, outlook, kde],
                         ids=lambda write: write.__name__)
def test_taken(colleague, theirs, write):
    path, uid = theirs
    text = write(uid)
    put = colleague.dav.put(path, text, If_Match=colleague.dav.get(path).etag)
    assert put.status == 204, put
    assert colleague.dav.get(path).body == text.encode()


@pytest.mark.parametrize("was, becomes", [
    ("SUMMARY:Termin", "SUMMARY:Umbenannt"), ("COUNT=9", "COUNT=8"),
    ("BYDAY=MO,TU", "BYDAY=MO,WE"), ("INTERVAL=1", "INTERVAL=2"),
    ("LOCATION:Saal 1\r\n", ""), ("TRANSP:OPAQUE", "TRANSP:TRANSPARENT"),
    ("T110000", "T113000"), ("URL;VALUE=URI:", "URL:https://example.com/"),
    ("SEQUENCE:1", "PRIORITY:1"), ("SEQUENCE:1", "CLASS:PRIVATE"),
    ("SEQUENCE:1", "STATUS:TENTATIVE"),
    ("SEQUENCE:1", "ATTENDEE:mailto:x@example.com")])
def test_a_change_is_refused_still(colleague, theirs, was, becomes):
    path, uid = theirs
    text = apple(uid)
    assert was in text
    put = colleague.dav.put(path, text.replace(was, becomes))
    assert put.status == 403, put
    assert put.preconditions == ["D:need-privileges"]


def test_task_for_the_device_alone(person):
    """Reminders write a description even if it is empty."""
    task = person.task(day=3, mode="device", status="needs-action")
    path = person.path(task)
    uid = ics.parsed(person.dav.get(path).text, "VTODO")[0]["UID"]
    text = ics.calendar(ics.lines(
        "BEGIN:VTODO", "UID:" + uid, "DTSTAMP:20260102T000000Z",
        "SUMMARY:Aufgabe", "DESCRIPTION:", "DUE;VALUE=DATE:" + ics.day(3),
        "PERCENT-COMPLETE:0", "PRIORITY:0", "X-APPLE-SORT-ORDER:740793996",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x",
        "TRIGGER;VALUE=DATE-TIME:20260102T000000Z", "END:VALARM", "END:VTODO"))
    assert person.dav.put(path, text).status == 204
    assert person.dav.get(path).body == text.encode()
    assert person.dav.put(path, text.replace(
        "PERCENT-COMPLETE:0", "PERCENT-COMPLETE:50")).status == 403
