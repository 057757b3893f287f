# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A changed instance is named as the series' DTSTART is written."""

import pytest

from support import ics

DAY = ";VALUE=DATE:" + ics.day(8)
TIME = ":%sT100000Z" % ics.day(8)


@pytest.mark.parametrize("start,instance", [(DAY, TIME), (TIME, DAY)])
def test_refused_by_name(person, start, instance):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=DAILY", start="DTSTART" + start, end=""),
        ics.vevent(uid, "RECURRENCE-ID" + instance,
                   start="DTSTART" + instance, end="")))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert b"RECURRENCE-ID" in answer.body
