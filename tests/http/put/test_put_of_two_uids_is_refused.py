# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-calendar-object-resource: one UID in an object.

RFC 4791 section 5.3.2.1."""

from support import ics


def test_refused_by_name(person):
    uid, other = ics.new_uid(), ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid + ".ics", ics.calendar(
        ics.vevent(uid), ics.vevent(other)))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-object-resource"]
    assert person.replica().sync() == (set(), set())
