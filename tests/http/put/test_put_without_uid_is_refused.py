# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-calendar-object-resource: each component has its UID.

RFC 4791 section 4.1."""

import pytest

from support import ics


@pytest.mark.parametrize("line", ["", "UID:\r\n", "UID:   \r\n"])
@pytest.mark.parametrize("place,make", [("termine", ics.event),
                                        ("aufgaben", ics.todo)])
def test_refused_by_name(person, place, make, line):
    uid = ics.new_uid()
    path = getattr(person.dav, place) + uid + ".ics"
    answer = person.dav.put(path, make(uid).replace("UID:%s\r\n" % uid, line))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-object-resource"]
