# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-calendar-data, with the part that is wrong.

RFC 5545 section 3.3.10."""

import pytest

from support import ics


@pytest.mark.parametrize("rule,part", [
    ("FREQ=SOMETIMES", b"SOMETIMES"), ("COUNT=3", b"FREQ"),
    ("FREQ=DAILY;INTERVAL=0", b"INTERVAL"), ("FREQ=DAILY;COUNT=x", b"COUNT"),
    ("FREQ=MONTHLY;BYDAY=+1,3MO", b"BYDAY"), ("FREQ=WEEKLY;BYDAY", b"BYDAY"),
    ("FREQ=YEARLY;BYMONTH=13", b"BYMONTH"), ("FREQ=DAILY;UNTIL=2026", b"UNTIL")])
def test_refused_by_name(person, rule, part):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, "RRULE:" + rule))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert part in answer.body
