# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""text/calendar in any case of letters, with whatever parameters.

RFC 4791 section 5.3.2."""

import pytest

from support import ics


@pytest.mark.parametrize("kind", [
    "text/calendar", "TEXT/Calendar", "text/calendar;charset=utf-8",
    'text/calendar; charset="UTF-8"; component=vevent',
    "text/calendar; component=VEVENT; method=PUBLISH"])
def test_taken(person, kind):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    answer = person.dav.put(path, ics.event(uid), Content_Type=kind)
    assert answer.status == 201, answer
    assert person.dav.get(path).body == ics.event(uid).encode()
