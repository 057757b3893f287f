# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Alarms, unknown properties and attendees survive a change in Advolux.

RFC 4791 section 5.3.4."""

from support import ics

EXTRA = ("X-CUSTOM;X-P=\"a:b\":bleibt", "ATTENDEE;CN=Gast:mailto:g@example.com",
         "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Alarm",
         "TRIGGER:-PT30M", "END:VALARM")


def without_stamps(text):
    """RFC 5545 section 3.8.7.2: they say when a revision was made, so they
    move with it."""
    return [line for line in ics.unfolded(text)
            if not line.startswith(("DTSTAMP:", "LAST-MODIFIED:"))]


def test_title(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    text = ics.event(uid, *EXTRA, "CREATED:20250101T000000Z")
    etag = person.dav.put(path, text).etag
    person.update(person.row(uid + ".ics")["appointment_id"],
                  title="Neu, \u00e4")
    got = person.dav.get(path)
    assert got.etag != etag
    assert without_stamps(got.text) == without_stamps(text.replace(
        "SUMMARY:Besprechung", "SUMMARY:Neu\\, \u00e4"))
    assert "DTSTAMP:20260101T000000Z" not in got.text


def test_all_that_advolux_changes_and_nothing_else(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, ics.event(uid, *EXTRA, "LOCATION:Hier"))
    person.update(person.row(uid + ".ics")["appointment_id"],
                  title="Neu", location="Dort", description="Mit Notiz")
    body = person.dav.get(path).body
    event, = ics.parsed(body)
    assert (str(event["SUMMARY"]), str(event["LOCATION"]),
            str(event["DESCRIPTION"])) == ("Neu", "Dort", "Mit Notiz")
    kept = ics.unfolded(body)
    for line in EXTRA:
        assert line in kept
    assert event["DTSTART"].to_ical().decode() == ics.day(7) + "T100000"


def test_moved_in_advolux(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, ics.event(uid, *EXTRA))
    person.reschedule(person.row(uid + ".ics")["appointment_id"], day=8,
                      time="15:00", hours=2)
    body = person.dav.get(path).body
    event, = ics.parsed(body)
    assert event["DTSTART"].to_ical().decode() == ics.day(8) + "T150000"
    assert event["DTEND"].to_ical().decode() == ics.day(8) + "T170000"
    assert "X-CUSTOM;X-P=\"a:b\":bleibt" in ics.unfolded(body)


def test_a_client_can_write_on_after_the_patch(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    etag = person.dav.put(path, ics.event(uid)).etag
    person.update(person.row(uid + ".ics")["appointment_id"], title="Neu")
    assert person.dav.put(path, ics.event(uid), If_Match=etag).status == 412
    got = person.dav.get(path)
    text = got.text.replace("SUMMARY:Neu", "SUMMARY:Noch neuer")
    put = person.dav.put(path, text, If_Match=got.etag)
    assert put.status == 204, put
    assert person.components(uid + ".ics")[0]["title"] == "Noch neuer"
    assert person.dav.get(path).body == text.encode()


def test_task_done_in_advolux(person):
    uid = ics.new_uid()
    path = person.dav.aufgaben + uid + ".ics"
    person.dav.put(path, ics.todo(uid, "X-KEEP:ja", "STATUS:NEEDS-ACTION"))
    person.update_task(person.row(uid + ".ics", "task")["task_id"],
                       status="completed", percent=100)
    body = person.dav.get(path).body
    todo, = ics.parsed(body, "VTODO")
    assert str(todo["STATUS"]) == "COMPLETED"
    assert str(todo["X-KEEP"]) == "ja"
