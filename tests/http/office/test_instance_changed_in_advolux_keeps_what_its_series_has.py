# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An instance that Advolux changes is written with all that its series has, as
a client writes one that it changes: alarms, who is asked, links, and what no
column holds.

RFC 5545 section 3.8.4.4."""

import pytest

from support import ics
from support.shelf import BERLIN, Shelf, alarm, part

KEPT = ("CONFERENCE;VALUE=URI:https://teams.example/abc",
        "ATTENDEE;CN=Mandant:mailto:m@example.com",
        "ORGANIZER:mailto:ich@example.com", "URL:https://example.com/",
        "ATTACH:https://example.com/a.pdf", "CATEGORIES:Gericht,Rot",
        "CLASS:PRIVATE", "COLOR:red", "X-OWN;X-P=1:bleibt",
        "LOCATION:Saal 1", "GEO:1;2", *alarm("TRIGGER:-PT30M"))
SERIES = ("DTSTART" + BERLIN + ics.day(7) + "T090000",
          "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE" + BERLIN + ics.day(28)
          + "T090000", "SUMMARY:Reihe", *KEPT)
ENDS = {"VEVENT": "DTEND", "VTODO": "DUE"}


def change(people, shelf, label, instance, **columns):
    """One instance, by the functions that Advolux calls for it."""
    kind = "appointment" if shelf.component == "VEVENT" else "task"
    override, = people.sql(
        "SELECT advolux.%s_instance(%%s, %%s)" % kind,
        shelf.person.row(label, kind)[kind + "_id"], instance)[0]
    people.sql("UPDATE advolux.override SET %s WHERE override_id = %%s" %
               ", ".join(name + " = %s" for name in columns),
               *columns.values(), override)


def last(shelf, label):
    """Unfolded lines of the last component."""
    lines = ics.unfolded(shelf.text(label))
    at = max(i for i, line in enumerate(lines)
             if line == "BEGIN:" + shelf.component)
    return lines[at:lines.index("END:" + shelf.component, at) + 1]


@pytest.fixture(params=ENDS)
def series(request, person):
    shelf = Shelf(person, request.param)
    shelf.add("reihe", ENDS[request.param] + BERLIN + ics.day(7) + "T100000",
              *SERIES)
    return shelf


def test_moved(people, series):
    ends = "end_at" if series.component == "VEVENT" else "due_at"
    change(people, series, "reihe", ics.dashed_day(14) + " 09:00", **{
        "start_at": ics.utc(ics.day(14) + "T150000"),
        ends: ics.utc(ics.day(14) + "T160000")})
    got = last(series, "reihe")
    assert set(KEPT) <= set(got), got
    assert "RECURRENCE-ID" + BERLIN + ics.day(14) + "T090000" in got
    assert "DTSTART" + BERLIN + ics.day(14) + "T150000" in got
    assert not [line for line in got if line.startswith(
        ("RRULE", "EXDATE", "RDATE"))], got
    answer = series.dav.get(series.place + "reihe")
    assert series.dav.put(series.place + "reihe", answer.text,
                          If_Match=answer.etag).status == 204


def test_another_place(people, series):
    change(people, series, "reihe", ics.dashed_day(14) + " 09:00",
           location="Saal 2")
    got = last(series, "reihe")
    assert set(KEPT) - set(got) == {"LOCATION:Saal 1", "GEO:1;2"}, got
    assert "GEO:1;2" in series.text("reihe")


def test_of_what_was_changed_from_an_instance_on(people, shelf):
    shelf.put("reihe", part("VEVENT", *SERIES), part(
        "VEVENT", "RECURRENCE-ID;RANGE=THISANDFUTURE" + BERLIN + ics.day(14)
        + "T090000", "DTSTART" + BERLIN + ics.day(14) + "T110000",
        "SUMMARY:Sp\u00e4ter", "X-FROM-THEN:1"))
    change(people, shelf, "reihe", ics.dashed_day(21) + " 09:00", title="Eine")
    got = last(shelf, "reihe")
    assert "SUMMARY:Eine" in got and "X-FROM-THEN:1" in got
    assert "DTSTART" + BERLIN + ics.day(21) + "T110000" in got
    assert not [line for line in got if "THISANDFUTURE" in line]


def test_own_alarms_of_each_person(people, person, colleague):
    item = person.appointment(rrule="FREQ=DAILY;COUNT=5",
                              participants=[colleague])
    for who, minutes in ((person, 10), (colleague, 20)):
        path = who.path(item)
        got = who.dav.get(path)
        put = who.dav.put(path, got.text.replace(
            "END:VEVENT", ics.lines(*alarm("TRIGGER:-PT%dM" % minutes))
            + "END:VEVENT"), If_Match=got.etag)
        assert put.status == 204, put
    override, = people.sql("SELECT advolux.appointment_instance(%s, %s)", item,
                           ics.dashed_day(9) + " 10:00")[0]
    people.sql("UPDATE advolux.override SET title = 'Neu' "
               "WHERE override_id = %s", override)
    for who, minutes in ((person, 10), (colleague, 20)):
        text = who.dav.get(who.path(item)).text
        assert text.count("TRIGGER:-PT%dM" % minutes) == 2, text
        assert text.count("BEGIN:VALARM") == 2


@pytest.mark.parametrize("columns, kept", (
    ({}, ["CATEGORIES:Gericht,Rot", "CLASS:PRIVATE"]),
    ({"categories": []}, ["CLASS:PRIVATE"]),
    ({"class": "public"}, ["CATEGORIES:Gericht,Rot", "CLASS:PUBLIC"])))
def test_inserted_as_a_row(people, series, columns, kept):
    """Without the function: what is not said of it is its series'."""
    kind = "appointment" if series.component == "VEVENT" else "task"
    ends = "end_at" if series.component == "VEVENT" else "due_at"
    row = {kind + "_id": series.person.row("reihe", kind)[kind + "_id"],
           "recurrence_id": ics.dashed_day(14) + " 09:00", "title": "Reihe",
           "start_at": ics.utc(ics.day(14) + "T150000"),
           ends: ics.utc(ics.day(14) + "T160000"), **columns}
    people.sql("INSERT INTO advolux.override (%s) VALUES (%s)" % (
        ", ".join(row), ", ".join(
            "%s::text[]" if name == "categories" else "%s" for name in row)),
        *row.values())
    got = last(series, "reihe")
    assert [line for line in got if line.startswith(("CATEGORIES", "CLASS"))
            ] == kept, got
    assert set(KEPT[:5]) <= set(got), got
