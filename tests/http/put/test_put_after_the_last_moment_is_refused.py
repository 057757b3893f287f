# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:max-date-time, of starts, ends, further dates and instances.

RFC 4791 section 5.2.7."""

import pytest

from support import ics

START = "DTSTART:29991231T100000Z"


@pytest.mark.parametrize("start,end,more", [
    ("DTSTART:30000101T000000Z", "", ()),
    ("DTSTART;VALUE=DATE:99991231", "", ()),
    (START, "DTEND:30000101T000001Z", ()), (START, "", ("DURATION:P2D",)),
    (START, "", ("RDATE:30000105T100000Z",)),
    (START, "", ("RDATE;VALUE=PERIOD:29991230T100000Z/P3D",)),
    (START, "", ("RDATE;VALUE=PERIOD:29991230T100000Z/99991231T100000Z",))])
def test_refused_by_name(person, start, end, more):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, *more, start=start, end=end))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:max-date-time"]


def test_changed_instance(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=DAILY", start=START),
        ics.vevent(uid, "RECURRENCE-ID:29991231T100000Z",
                   start="DTSTART:30000601T100000Z")))
    assert answer.preconditions == ["C:max-date-time"], answer
