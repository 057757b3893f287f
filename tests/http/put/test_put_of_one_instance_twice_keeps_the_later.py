# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Of two overrides of one instance that with the greater SEQUENCE counts, of
equal ones the later; the other is not stored, so the answer has no ETag.

RFC 5545 section 3.8.4.4."""

import pytest

from support import ics

AT = ":%sT090000Z" % ics.day(8)
BERLIN = ";TZID=Europe/Berlin"


def override(uid, title, sequence, at=AT):
    return ics.vevent(uid, "RECURRENCE-ID" + at, "SEQUENCE:%d" % sequence,
                      start="DTSTART:%sT1%d0000Z" % (ics.day(8), sequence),
                      end="", summary=title)


@pytest.mark.parametrize("first,second,counts", [
    (1, 2, "zwei"), (2, 1, "eins"), (1, 1, "zwei")])
def test_one_counts(person, first, second, counts):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    answer = person.dav.put(path, ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=DAILY;COUNT=3",
                   start="DTSTART:%sT090000Z" % ics.day(7), end=""),
        override(uid, "eins", first), override(uid, "zwei", second)))
    assert answer.status == 201 and answer.etag is None
    text = person.dav.get(path).text
    assert text.count("BEGIN:VEVENT") == 2 and "SUMMARY:" + counts in text
    assert [row["title"] for row in person.components(uid)][1:] == [counts]
    data = person.dav.shaped(person.dav.termine, [path], (
        '<C:expand start="%sT000000Z" end="%sT000000Z"/>' % (
            ics.day(6), ics.day(20)))).only.data
    assert data.count("BEGIN:VEVENT") == 3 and data.count(counts) == 1
