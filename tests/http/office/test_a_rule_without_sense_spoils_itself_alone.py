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


@pytest.mark.parametrize("line, good", [
    ("RRULE:RUBBISH", False), ("rrule;X=\"a:b\":rub\r\n bish", False),
    ("EXRULE:FREQ=SECONDLY", False), ("EXRULE:FREQ=WEEK\r\n LY", True),
    ("RRULE:", True), ("X-RRULE:RUBBISH", True)])
def test_text_of_before_is_held_to_it(person, line, good):
    """However a rule came into the text that is kept, it is not served."""
    path = person.dav.termine + person.put_event()
    person.people.sql(
        "UPDATE caldav.source SET body = regexp_replace(body, 'SUMMARY:', "
        "%s || E'\r\nSUMMARY:') WHERE body ~ %s", line,
        path.rsplit("/", 1)[1][:-4])
    assert person.dav.get(path).status == (200 if good else 500)
    assert len(busy(person)) == 1


def test_time_zone_of_a_client_is_its_own(person):
    """The rules of a VTIMEZONE are nobody's series."""
    uid = ics.new_uid()
    zone = ["BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD",
            "DTSTART:19700101T000000", "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0100", "RRULE:RUBBISH", "END:STANDARD",
            "END:VTIMEZONE"]
    text = ics.event(uid).replace("BEGIN:VEVENT", "\r\n".join(
        zone + ["BEGIN:VEVENT"]))
    path = person.dav.termine + uid + ".ics"
    assert person.dav.put(path, text).status == 201
    assert person.dav.get(path).status == 200
