# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Somebody who is asked to one instance only has no series.

RFC 4791 section 4.1."""

from support import ics

AT = ";TZID=Europe/Berlin:%sT100000" % ics.day(8)


def test_taken(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    text = ics.event(uid, "RECURRENCE-ID" + AT, start="DTSTART" + AT, end="",
                     summary="Nur einmal")
    answer = person.dav.put(path, text)
    assert answer.status in (201, 403), answer
    if answer.status == 201:
        assert person.dav.get(path).body == text.encode()
    else:
        assert answer.preconditions == ["C:valid-calendar-object-resource"]
