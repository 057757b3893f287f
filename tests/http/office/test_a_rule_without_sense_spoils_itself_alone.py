# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A rule that the office wrote and nobody can follow: the item is a 500 of its
own, its first instance keeps the time busy, all else is answered as ever, and
the log says so once.

RFC 4791 section 7.10."""

import pytest

from support import ics
from support.names import document

RULES = ["FREQ=SECONDLY", "rubbish", "FREQ=DAILY;BYMONTHDAY=99",
         "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 1000)]


@pytest.fixture(params=RULES, ids=lambda rule: rule[:20])
def rows(person, request):
    """The bad item and a good one, at 9 and at 14 o'clock."""
    bad = person.appointment("Odd", time="09:00")
    good = person.appointment("Whole", time="14:00")
    person.update(bad, rrule=request.param)
    return bad, good


def busy(person):
    answer = person.dav.report(person.dav.termine, document(
        "C:free-busy-query", '<C:time-range start="%sT000000Z" '
        'end="%sT000000Z"/>' % (ics.day(-30), ics.day(300))))
    assert answer.status == 200
    return [line for line in answer.text.split("\r\n")
            if line.startswith("FREEBUSY")]


def test_time_is_busy(person, rows, httpd):
    for _ in range(3):
        found = busy(person)
        assert len(found) == 2
        assert ics.utc(ics.day(7) + "T090000") in found[0]
        assert ics.utc(ics.day(7) + "T140000") in found[1]
    assert httpd.errors().count("ADV0121: entry %s of" % person.member(
        rows[0])) == 1


def test_nothing_else_is_left_out(person, rows):
    bad, good = map(person.path, rows)
    members = person.dav.query(
        person.dav.termine, '<C:comp-filter name="VCALENDAR"/>',
        ["D:getetag", "C:calendar-data"]).members
    assert members[bad].status == 500
    assert "SUMMARY:Whole" in members[good].data
    assert person.dav.get(bad).status == 500
    assert "RRULE" not in person.dav.get(person.dav.termine).text
