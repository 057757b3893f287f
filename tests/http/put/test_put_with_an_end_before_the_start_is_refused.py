# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""By the instants, whatever zones the two are in.

RFC 5545 section 3.8.2.2."""

import pytest

from support import ics


@pytest.mark.parametrize("start,end,status", [
    ("DTSTART:%sT100000Z", "DTEND:%sT095959Z", 403),
    ("DTSTART;TZID=Europe/Berlin:%sT100000",
     "DTEND;TZID=America/New_York:%sT050000", 201),
    ("DTSTART;TZID=America/New_York:%sT100000",
     "DTEND;TZID=Europe/Berlin:%sT110000", 403),
    ("DTSTART:%sT100000Z", "DTEND:%sT100000Z", 201)])
def test_by_instants(person, start, end, status):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, start=start % ics.day(7), end=end % ics.day(7)))
    assert answer.status == status, answer
    if status == 403:
        assert answer.preconditions == ["C:valid-calendar-data"]
