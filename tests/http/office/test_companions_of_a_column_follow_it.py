# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A place, a text or a state that was changed in Advolux is not said in the old
words by another property; in a single item, a series, one of its instances,
and whoever reads it.

RFC 5545 section 3.8.1.7."""

import pytest

from support import ics
from support.shelf import alarm, part

ZONE = ";TZID=Europe/Berlin:"
TIMES = ("DTSTART" + ZONE + ics.day(10) + "T100000",
         "DTEND" + ZONE + ics.day(10) + "T110000")
SAID = ("SUMMARY:Alt", "LOCATION:Marktplatz 1\\, K\u00f6ln", "GEO:50.9;6.9",
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Marktplatz 1":geo:50,6',
        "BEGIN:VLOCATION", "UID:ort", "NAME:Marktplatz 1", "END:VLOCATION")
DESCRIBED = ("DESCRIPTION:Der alte Text",
             "X-ALT-DESC;FMTTYPE=text/html:<b>Der alte Text</b>",
             "STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:Der alte Text",
             "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
             "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY")
EVENT = (*DESCRIBED, *TIMES, *SAID, *alarm("TRIGGER:-PT5M"))
OLD = ("Marktplatz", "GEO", "geo:", "Der alte Text", "STATUS:BUSY")
EDIT = {"location": "Rathaus", "description": "Der neue", "free": True}
NEW = ("LOCATION:Rathaus", "DESCRIPTION:Der neue", "TRANSP:TRANSPARENT",
       "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "X-MICROSOFT-CDO-INTENDEDSTATUS:FREE",
       "TRIGGER:-PT5M")


def shown(text):
    """The one component that was changed."""
    return [event.to_ical().decode() for event in ics.parsed(text)]


def expect(text):
    assert not [word for word in OLD if word in text], text
    assert not [line for line in NEW if line not in text], text


def key(shelf, label):
    return shelf.person.row(label)["appointment_id"]


def test_single(shelf):
    shelf.add("einer", *EVENT)
    shelf.person.update(key(shelf, "einer"), **EDIT)
    expect(shelf.text("einer"))


def test_series(shelf):
    shelf.add("reihe", "RRULE:FREQ=DAILY;COUNT=5", *EVENT)
    shelf.person.update(key(shelf, "reihe"), **EDIT)
    expect(shelf.text("reihe"))


@pytest.mark.parametrize("by_client", [True, False])
def test_instance(people, shelf, by_client):
    """The client's own changed instance, or one that Advolux makes."""
    instance = "RECURRENCE-ID" + ZONE + ics.day(11) + "T100000"
    series = part("VEVENT", "RRULE:FREQ=DAILY;COUNT=5", *EVENT)
    changed = part("VEVENT", instance, *EVENT)
    shelf.put("reihe", series, *([changed] if by_client else []))
    override, = people.sql(
        "SELECT advolux.appointment_instance(%s, %s)", key(shelf, "reihe"),
        "%s 10:00" % ics.dashed_day(11))[0]
    people.sql("UPDATE advolux.override SET location = %s, description = %s, "
               "free = %s WHERE override_id = %s", *EDIT.values(), override)
    one, other = shown(shelf.text("reihe"))
    assert "Marktplatz" in one and "Der alte Text" in one
    expect(other)


def test_what_the_office_did_not_change_stays(shelf):
    shelf.add("einer", *EVENT)
    shelf.person.update(key(shelf, "einer"), title="Neu")
    got = ics.unfolded(shelf.text("einer"))
    assert set(EVENT) - set(got) == {"SUMMARY:Alt"}


def test_participants_own_alarm(person, colleague):
    """A participant who keeps an alarm has a text of their own."""
    item = person.appointment(title="Alt", location="Marktplatz 1",
                              participants=[colleague])
    path = colleague.path(item)
    got = colleague.dav.get(path)
    put = colleague.dav.put(path, got.text.replace(
        "END:VEVENT", ics.lines(*alarm("TRIGGER:-PT5M"), "X-GEO:1",
                                "X-APPLE-STRUCTURED-LOCATION:geo:50,6")
        + "END:VEVENT"), If_Match=got.etag)
    assert put.status == 204, put
    person.update(item, location="Rathaus")
    text = colleague.dav.get(path).text
    assert "TRIGGER:-PT5M" in text and "LOCATION:Rathaus" in text
    assert "Marktplatz" not in text and "geo:" not in text


@pytest.mark.parametrize("columns,lines", [
    ({"status": "completed"}, {"STATUS:COMPLETED", "PERCENT-COMPLETE:100"}),
    ({"percent": 100}, {"STATUS:COMPLETED", "PERCENT-COMPLETE:100"}),
    ({"completed_at": "2026-11-28 10:00Z"},
     {"STATUS:COMPLETED", "PERCENT-COMPLETE:100",
      "COMPLETED:20261128T100000Z"})])
def test_task_done_in_the_office(tasks, columns, lines):
    tasks.add("aufgabe", "SUMMARY:x", "STATUS:NEEDS-ACTION")
    tasks.person.update_task(tasks.person.row("aufgabe", "task")["task_id"],
                             **columns)
    got = ics.unfolded(tasks.text("aufgabe"))
    assert lines <= set(got), got
    assert [line for line in got if line.startswith("COMPLETED:")], got


@pytest.mark.parametrize("columns,status", [
    ({"status": "needs-action"}, "STATUS:NEEDS-ACTION"),
    ({"percent": 50}, "STATUS:IN-PROCESS"),
    ({"completed_at": None}, "STATUS:NEEDS-ACTION")])
def test_task_opened_again_in_the_office(tasks, columns, status):
    tasks.add("aufgabe", "SUMMARY:x", "STATUS:COMPLETED",
              "PERCENT-COMPLETE:100", "COMPLETED:20261128T100000Z")
    tasks.person.update_task(tasks.person.row("aufgabe", "task")["task_id"],
                             **columns)
    got = ics.unfolded(tasks.text("aufgabe"))
    assert status in got
    assert not [line for line in got if line.startswith("COMPLETED:")], got
    assert "PERCENT-COMPLETE:100" not in got
