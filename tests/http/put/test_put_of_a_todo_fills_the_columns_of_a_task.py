# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""ARCHITECTURE.md, "Mapping", for tasks.

RFC 5545 section 3.6.2."""

import pytest

from support import ics


def one(person, *content, **options):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.aufgaben + uid + ".ics",
                            ics.todo(uid, *content, **options))
    assert answer.status == 201, answer
    row, = person.components(uid + ".ics", "task")
    return row


def test_open_task_without_dates(person):
    row = one(person)
    assert row["title"] == "Klage entwerfen"
    assert (row["starts"], row["ends"], row["completed"]) == (None,) * 3


def test_due_date(person):
    row = one(person, "DUE;VALUE=DATE:" + ics.day(3))
    assert (row["ends"], row["all_day"]) == (ics.day(3) + "T000000", True)


def test_due_time_and_start(person):
    row = one(person, "DTSTART;TZID=Europe/Berlin:%sT080000" % ics.day(2),
              "DUE;TZID=Europe/Berlin:%sT170000" % ics.day(3))
    assert (row["starts"], row["ends"], row["zone"], row["all_day"]) == (
        ics.day(2) + "T080000", ics.day(3) + "T170000", "Europe/Berlin",
        False)


def test_progress(person):
    row = one(person, "STATUS:IN-PROCESS", "PERCENT-COMPLETE:40",
              "PRIORITY:1")
    assert (row["status"], row["percent"], row["priority"]) == (
        "in-process", 40, 1)


def test_done(person):
    row = one(person, "STATUS:COMPLETED", "PERCENT-COMPLETE:100",
              "COMPLETED:20260102T101500Z")
    assert (row["status"], row["percent"], row["completed"]) == (
        "completed", 100, "20260102T101500Z")


@pytest.mark.parametrize("status", ["NEEDS-ACTION", "CANCELLED"])
def test_other_status(person, status):
    assert one(person, "STATUS:" + status)["status"] == status.lower()


def test_series(person):
    row = one(person, "DTSTART;VALUE=DATE:" + ics.day(1),
              "DUE;VALUE=DATE:" + ics.day(2), "RRULE:FREQ=MONTHLY;COUNT=5")
    assert set(row["rrule"].split(";")) == {"FREQ=MONTHLY", "COUNT=5"}


def test_task_of_a_client_is_mode_both(person):
    uid = ics.new_uid()
    person.dav.put(person.dav.aufgaben + uid + ".ics", ics.todo(uid))
    row = person.row(uid + ".ics", "task")
    assert (row["main_editor"], row["sync_mode"]) == (person.staff_id, "both")
