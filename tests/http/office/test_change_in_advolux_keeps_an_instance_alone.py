# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Who is asked to one instance only has no series; what Advolux changes in it
leaves the rest of the client text as it was.

RFC 4791 section 4.1."""

from support import ics

AT = ";TZID=Europe/Berlin:%sT100000" % ics.day(8)
LATER = ";TZID=Europe/Berlin:%sT150000" % ics.day(9)
REST = ("ATTENDEE;CN=Gast:mailto:g@example.com", "X-CUSTOM:bleibt",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Alarm",
        "TRIGGER:-PT30M", "END:VALARM")


def instance(uid, at, *content, summary="Nur einmal"):
    return ics.vevent(uid, "RECURRENCE-ID" + at, *content,
                      start="DTSTART" + at, end="DURATION:PT1H",
                      summary=summary)


def put(person, *components):
    """Store the object; its path, and its key in Advolux."""
    name = ics.new_uid()
    path = person.dav.termine + name
    answer = person.dav.put(path, ics.calendar(*components))
    assert answer.status == 201, answer
    return path, person.row(name)["appointment_id"]


def without_stamps(text):
    return [line for line in ics.unfolded(text)
            if not line.startswith(("DTSTAMP:", "LAST-MODIFIED:"))]


def test_one_instance(person):
    uid = ics.new_uid()
    path, key = put(person, instance(uid, AT, *REST))
    text = person.dav.get(path).text
    person.update(key, title="Neu")
    assert without_stamps(person.dav.get(path).text) == without_stamps(
        text.replace("SUMMARY:Nur einmal", "SUMMARY:Neu"))


def test_moved(person):
    uid = ics.new_uid()
    path, key = put(person, instance(uid, AT, *REST))
    person.reschedule(key, day=8, time="12:00", hours=2)
    got = ics.unfolded(person.dav.get(path).text)
    assert "DTSTART;TZID=Europe/Berlin:%sT120000" % ics.day(8) in got
    assert "RECURRENCE-ID" + AT in got
    assert set(REST) <= set(got)


def test_several_instances(person):
    uid = ics.new_uid()
    path, key = put(person, instance(uid, LATER, "X-SECOND:1",
                                     summary="Noch einmal"),
                    instance(uid, AT, *REST))
    text = person.dav.get(path).text
    person.update(key, title="Neu")
    assert without_stamps(person.dav.get(path).text) == without_stamps(
        text.replace("SUMMARY:Nur einmal", "SUMMARY:Neu"))


def test_made_a_series(person):
    uid = ics.new_uid()
    path, key = put(person, instance(uid, AT, *REST))
    person.update(key, rrule="FREQ=DAILY;COUNT=3")
    got = ics.unfolded(person.dav.get(path).text)
    assert "RRULE:FREQ=DAILY;COUNT=3" in got
    assert "RECURRENCE-ID" + AT not in got
    assert set(REST) <= set(got)
