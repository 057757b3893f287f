# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A TZID beside VALUE=DATE means nothing.

RFC 5545 section 3.2.19."""

from support import ics


def test_all_day(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, start="DTSTART;VALUE=DATE;TZID=America/New_York:" + ics.day(7),
        end="DTEND;TZID=America/New_York;VALUE=DATE:" + ics.day(8)))
    assert answer.status == 201, answer
    component = person.components(uid)[0]
    assert component["all_day"]
    assert component["starts"] == ics.day(7) + "T000000"
