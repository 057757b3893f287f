# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What says when something is may stand once; the same again is harmless.

RFC 5545 section 3.6.1."""

import pytest

from support import ics

ZONE = ";TZID=Europe/Berlin:"
START = "DTSTART" + ZONE + ics.day(3) + "T100000"
END = "DTEND" + ZONE + ics.day(3) + "T110000"


@pytest.mark.parametrize("line", [
    START.replace("T10", "T09"), START.replace("Europe/Berlin", "Asia/Tokyo"),
    END.replace("T11", "T12"), "RRULE:FREQ=WEEKLY;COUNT=2"])
def test_refused_by_name(person, line):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    whole = [START, END, "RRULE:FREQ=DAILY;COUNT=3"]
    put = [ics.calendar(ics.vevent(uid, *whole[2:], *more, start=START,
                                   end=END)) for more in ([], whole[2:])]
    for text in put:
        assert person.dav.put(path, text).status in (201, 204)
    before = person.dav.get(path)
    answer = person.dav.put(path, ics.calendar(
        ics.vevent(uid, *whole[2:], line, start=START, end=END)))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert line.split(";")[0].split(":")[0].encode() in answer.body
    assert person.dav.get(path).etag == before.etag
