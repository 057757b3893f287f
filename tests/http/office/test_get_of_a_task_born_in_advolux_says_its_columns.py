# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A task without client text is rendered from its columns.

RFC 5545 section 3.6.2."""

from support import ics


def todo(person, item):
    answer = person.dav.get(person.path(item))
    assert answer.status == 200, answer
    found, = ics.parsed(answer.body, "VTODO")
    return found


def test_due_time(person):
    found = todo(person, person.task(
        title="Schriftsatz pr\u00fcfen", mode="both", day=3, time="12:00",
        priority=2))
    assert str(found["SUMMARY"]) == "Schriftsatz pr\u00fcfen"
    assert found["DUE"].to_ical().decode() == ics.day(3) + "T120000"
    assert found["DUE"].params["TZID"] == "Europe/Berlin"
    assert int(found["PRIORITY"]) == 2


def test_due_date(person):
    found = todo(person, person.task(mode="both", day=3))
    assert found["DUE"].to_ical().decode() == ics.day(3)


def test_no_dates(person):
    found = todo(person, person.task(mode="both"))
    assert "DUE" not in found and "DTSTART" not in found


def test_progress(person):
    found = todo(person, person.task(mode="both", status="in-process",
                                     percent=30))
    assert str(found["STATUS"]) == "IN-PROCESS"
    assert int(found["PERCENT-COMPLETE"]) == 30


def test_done(person):
    found = todo(person, person.task(
        mode="both", status="completed", percent=100,
        completed_at="2026-01-02 10:15+00"))
    assert str(found["STATUS"]) == "COMPLETED"
    assert found["COMPLETED"].to_ical() == b"20260102T101500Z"
