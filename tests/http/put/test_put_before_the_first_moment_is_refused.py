# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:min-date-time, as the property says it.

RFC 4791 section 5.2.6."""

import pytest

from support import ics

DAY_BEFORE = "15991231"


@pytest.mark.parametrize("start", [
    "DTSTART:%sT235959Z", "DTSTART;VALUE=DATE:%s", "DTSTART:%sT120000",
    "DTSTART;TZID=Europe/Berlin:%sT120000"])
def test_refused_by_name(person, start):
    first = person.dav.propfind(person.dav.termine, ["C:min-date-time"]).only
    assert first.text("C:min-date-time") > DAY_BEFORE
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, start=start % DAY_BEFORE, end=""))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:min-date-time"]


def test_task(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.aufgaben + uid, ics.todo(
        uid, "DUE:%sT100000Z" % DAY_BEFORE))
    assert answer.preconditions == ["C:min-date-time"], answer
