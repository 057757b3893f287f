# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-calendar-object-resource: one type of component.

RFC 4791 section 5.3.2.1."""

import pytest

from support import ics


@pytest.mark.parametrize("place", ["termine", "aufgaben"])
def test_refused_by_name(person, place):
    uid = ics.new_uid()
    answer = person.dav.put(getattr(person.dav, place) + uid, ics.calendar(
        ics.vevent(uid), ics.vtodo(uid)))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-object-resource"]
