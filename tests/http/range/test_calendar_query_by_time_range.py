# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 9.9, over single items, series and their overrides."""

import pytest

from support import ics

FILTER = ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="%s">'
          '<C:time-range%s%s/></C:comp-filter></C:comp-filter>')
ZONE = ";TZID=Europe/Berlin:"


def hits(person, start, end, component="VEVENT"):
    path = (person.dav.termine if component == "VEVENT"
            else person.dav.aufgaben)
    answer = person.dav.query(path, FILTER % (
        component, start and ' start="%s"' % start,
        end and ' end="%s"' % end))
    return {href[len(path):] for href in answer.members}


def day_hits(person, offset, component="VEVENT"):
    """What takes place on one local day."""
    return hits(person, ics.utc(ics.day(offset) + "T000000"),
                ics.utc(ics.day(offset + 1) + "T000000"), component)


def put(person, *components):
    uid = ics.new_uid()
    answer = person.dav.put(
        person.dav.termine + uid + ".ics",
        ics.calendar(*[component.replace("@UID@", uid)
                       for component in components]))
    assert answer.status == 201, answer
    return uid + ".ics"


def test_single(person):
    name = put(person, ics.vevent("@UID@"))
    assert day_hits(person, 7) == {name}
    assert day_hits(person, 6) == day_hits(person, 8) == set()


def test_ends_are_exclusive(person):
    name = put(person, ics.vevent("@UID@"))
    start, end = (ics.utc(ics.day(7) + t) for t in ("T100000", "T110000"))
    before = ics.utc(ics.day(7) + "T090000")
    after = ics.utc(ics.day(7) + "T120000")
    assert hits(person, before, start) == set()
    assert hits(person, end, after) == set()
    assert hits(person, start, end) == {name}
    assert hits(person, before, ics.utc(ics.day(7) + "T100001")) == {name}


def test_open_ends(person):
    name = put(person, ics.vevent("@UID@"))
    assert hits(person, ics.day(6) + "T000000Z", "") == {name}
    assert hits(person, "", ics.day(9) + "T000000Z") == {name}
    assert hits(person, ics.day(9) + "T000000Z", "") == set()


def test_without_end_it_is_a_moment(person):
    name = put(person, ics.vevent(
        "@UID@", start="DTSTART%s%sT100000" % (ZONE, ics.day(7)), end=""))
    moment = ics.utc(ics.day(7) + "T100000")
    assert hits(person, moment, ics.utc(ics.day(7) + "T101000")) == {name}
    assert hits(person, ics.utc(ics.day(7) + "T095000"), moment) == set()


def test_over_midnight(person):
    name = put(person, ics.vevent(
        "@UID@", start="DTSTART%s%sT230000" % (ZONE, ics.day(7)),
        end="DTEND%s%sT010000" % (ZONE, ics.day(8))))
    assert day_hits(person, 7) == day_hits(person, 8) == {name}
    assert day_hits(person, 9) == set()


def test_all_day_is_the_calendars_day(person):
    name = put(person, ics.vevent(
        "@UID@", start="DTSTART;VALUE=DATE:" + ics.day(7),
        end="DTEND;VALUE=DATE:" + ics.day(8)))
    assert day_hits(person, 7) == {name}
    assert day_hits(person, 6) == day_hits(person, 8) == set()


def test_series(person):
    name = put(person, ics.vevent(
        "@UID@", "RRULE:FREQ=WEEKLY;COUNT=3",
        "EXDATE%s%sT100000" % (ZONE, ics.day(14))))
    found = [offset for offset in range(5, 30) if day_hits(person, offset)]
    assert found == [7, 21]
    assert day_hits(person, 21) == {name}


def test_endless_series(person):
    name = put(person, ics.vevent("@UID@", "RRULE:FREQ=DAILY"))
    assert hits(person, "21000101T000000Z", "21000108T000000Z") == {name}
    assert day_hits(person, 6) == set()


def test_moved_instance(person):
    name = put(
        person, ics.vevent("@UID@", "RRULE:FREQ=WEEKLY;COUNT=2"),
        ics.vevent("@UID@", "RECURRENCE-ID%s%sT100000" % (ZONE, ics.day(14)),
                   start="DTSTART%s%sT100000" % (ZONE, ics.day(40))))
    assert day_hits(person, 14) == set()
    assert day_hits(person, 40) == {name}


def test_rdate(person):
    name = put(person, ics.vevent(
        "@UID@", "RDATE%s%sT100000" % (ZONE, ics.day(50))))
    assert day_hits(person, 50) == {name}


def test_series_in_a_zone_keeps_local_time_over_dst(person):
    """10:00 in Berlin is 08:00 or 09:00 UTC, never both."""
    put(person, ics.vevent("@UID@", "RRULE:FREQ=DAILY"))
    for date, hour in (("20310115", "09"), ("20310715", "08")):
        start = "%sT%s0000Z" % (date, hour)
        end = "%sT%s0100Z" % (date, hour)
        assert len(hits(person, start, end)) == 1, date
    assert hits(person, "20310115T080000Z", "20310115T085959Z") == set()


def test_advolux_born(person):
    item = person.appointment(day=7, time="10:00", rrule="FREQ=WEEKLY")
    assert day_hits(person, 21) == {person.member(item)}
    assert day_hits(person, 22) == set()


def test_tasks(person):
    def task(*content):
        uid = ics.new_uid()
        answer = person.dav.put(person.dav.aufgaben + uid + ".ics",
                                ics.todo(uid, *content))
        assert answer.status == 201, answer
        return uid + ".ics"
    due = task("DUE%s%sT100000" % (ZONE, ics.day(7)))
    long = task("DTSTART%s%sT100000" % (ZONE, ics.day(5)),
                "DUE%s%sT100000" % (ZONE, ics.day(9)))
    timeless = task()
    assert day_hits(person, 7, "VTODO") == {due, long, timeless}
    assert day_hits(person, 5, "VTODO") == {long, timeless}
    assert day_hits(person, 20, "VTODO") == {timeless}


@pytest.mark.parametrize("start,end", [
    ("20260101", "20260102"), ("20260101T000000", "20260102T000000"),
    ("x", "y"), ("", ""), ("20260102T000000Z", "20260101T000000Z"),
    ("20260230T000000Z", "20260301T000000Z")])
def test_bad_ranges_are_refused(person, start, end):
    answer = person.dav.query(person.dav.termine, FILTER % (
        "VEVENT", start and ' start="%s"' % start,
        end and ' end="%s"' % end))
    assert answer.status in (400, 403), answer
    if answer.status == 403:
        assert answer.preconditions == ["C:valid-filter"]
