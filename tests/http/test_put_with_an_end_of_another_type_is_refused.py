# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DTSTART and its end are both days or both times."""

import pytest

from support import ics

DAY = ";VALUE=DATE:" + ics.day(8)
TIME = ":%sT100000Z" % ics.day(8)


@pytest.mark.parametrize("start,end", [(DAY, TIME), (TIME, DAY)])
@pytest.mark.parametrize("place,component,name", [
    ("termine", "VEVENT", "DTEND"), ("aufgaben", "VTODO", "DUE")])
def test_refused_by_name(person, place, component, name, start, end):
    uid = ics.new_uid()
    answer = person.dav.put(getattr(person.dav, place) + uid, ics.calendar(
        ics.lines("BEGIN:" + component, "UID:" + uid,
                  "DTSTAMP:20260101T000000Z", "DTSTART" + start, name + end,
                  "END:" + component)))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert name.encode() in answer.body
