# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:supported-calendar-component: each calendar takes its own.

RFC 4791 section 5.3.2.1."""

import pytest

from support import ics


@pytest.mark.parametrize("place,make", [("termine", ics.todo),
                                        ("aufgaben", ics.event)])
def test_refused_by_name(person, place, make):
    uid = ics.new_uid()
    path = getattr(person.dav, place) + uid + ".ics"
    answer = person.dav.put(path, make(uid))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:supported-calendar-component"]
    assert person.dav.get(path).status == 404
