# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An appointment's start and end are both days or both times.

RFC 5545 section 3.8.2.2."""

import pytest

from support import ics

DAY = ";VALUE=DATE:" + ics.day(8)
TIME = ":%sT100000Z" % ics.day(8)


@pytest.mark.parametrize("start,end", [(DAY, TIME), (TIME, DAY)])
def test_refused_by_name(person, start, end):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, start="DTSTART" + start, end="DTEND" + end))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert b"DTEND" in answer.body
