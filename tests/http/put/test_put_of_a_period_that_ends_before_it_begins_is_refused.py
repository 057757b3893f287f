# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An RDATE that is a PERIOD has an end after its start, or a positive duration
(RFC 5545 section 3.3.9)."""

import pytest

from support import ics


def put(person, period):
    uid = ics.new_uid()
    return person.dav.put(person.dav.termine + uid, ics.calendar(ics.lines(
        "BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:20260101T000000Z",
        "DTSTART:20310106T090000Z", "DURATION:PT1H",
        "RDATE;VALUE=PERIOD:20310110T090000Z/PT2H,20310111T090000Z/" + period,
        "END:VEVENT")))


@pytest.mark.parametrize("period", [
    "20310111T080000Z", "20310110T100000Z", "-PT1H"])
def test_refused(person, period):
    answer = put(person, period)
    assert answer.status == 403
    assert b"valid-calendar-data" in answer.body
    assert b"RDATE" in answer.body


@pytest.mark.parametrize("period", ["20310111T100000Z", "PT1H"])
def test_taken(person, period):
    assert put(person, period).status == 201
