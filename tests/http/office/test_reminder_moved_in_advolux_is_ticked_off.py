# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A reminder starts and rings when it is due. Moved in Advolux it does so at
the new time, and the client ticks off what it was given.

RFC 5545 section 3.8.6.3."""

import pytest

from support import ics
from support.shelf import BERLIN, alarm

OLD = ics.day(9) + "T110000"
DUE = {"earlier": 5, "later": 20}


@pytest.fixture
def reminder(tasks):
    tasks.add("erinnerung", "SUMMARY:x", "STATUS:NEEDS-ACTION",
              "DTSTART" + BERLIN + OLD, "DUE" + BERLIN + OLD,
              *alarm("TRIGGER;VALUE=DATE-TIME:" + ics.utc(OLD)))
    return tasks


def key(tasks):
    return tasks.person.row("erinnerung", "task")["task_id"]


@pytest.mark.parametrize("due", DUE)
def test_moved(reminder, due):
    at = ics.day(DUE[due]) + "T090000"
    reminder.person.update_task(key(reminder), due_at=ics.utc(at))
    got = reminder.dav.get(reminder.place + "erinnerung")
    lines = ics.unfolded(got.text)
    assert {"DTSTART" + BERLIN + at, "DUE" + BERLIN + at,
            "TRIGGER;VALUE=DATE-TIME:" + ics.utc(at)} <= set(lines), lines
    assert ics.day(9) not in got.text
    put = reminder.dav.put(
        reminder.place + "erinnerung", got.text.replace(
            "STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100"
            "\r\nCOMPLETED:" + ics.utc(at)), If_Match=got.etag)
    assert put.status == 204, put
    assert reminder.person.row("erinnerung", "task")["status"] == "completed"


def test_what_rings_at_another_time_stays(tasks):
    other = ics.utc(ics.day(8) + "T080000")
    tasks.add("erinnerung", "SUMMARY:x", "DUE" + BERLIN + OLD,
              *alarm("TRIGGER;VALUE=DATE-TIME:" + other),
              *alarm("TRIGGER;RELATED=END:-PT10M"))
    tasks.person.update_task(key(tasks), due_at=ics.utc(ics.day(5) + "T090000"))
    lines = ics.unfolded(tasks.text("erinnerung"))
    assert "TRIGGER;VALUE=DATE-TIME:" + other in lines
    assert "TRIGGER;RELATED=END:-PT10M" in lines


def test_no_time_no_alarm(reminder):
    reminder.person.update_task(key(reminder), due_at=None, start_at=None)
    assert "VALARM" not in reminder.text("erinnerung")
