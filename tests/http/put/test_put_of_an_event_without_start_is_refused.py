# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An event is somewhere in time; a task need not be.

RFC 5545 section 3.6.1."""

from support import ics


def bare(name, uid):
    return ics.calendar(ics.lines("BEGIN:" + name, "UID:" + uid,
                                  "DTSTAMP:20260101T000000Z", "END:" + name))


def test_event(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, bare("VEVENT", uid))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert b"DTSTART" in answer.body


def test_task(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.aufgaben + uid, bare("VTODO", uid))
    assert answer.status == 201, answer
