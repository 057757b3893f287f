# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-calendar-object-resource: one component without
RECURRENCE-ID.

RFC 4791 section 4.1."""

from support import ics

def refused(person, uid, *components):
    answer = person.dav.put(person.dav.termine + uid, ics.calendar(*components))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-object-resource"]


def test_two_masters(person):
    uid = ics.new_uid()
    refused(person, uid, ics.vevent(uid), ics.vevent(uid, summary="Zwei"))
