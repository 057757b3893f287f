# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""I7: time per request is bounded, whatever a client or a row contains.

RFC 5545 section 3.3.10."""

import pytest

from support import ics
from support.process import processor_seconds

RULES = ["FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
         "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
         "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
         "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
         "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;INTERVAL=1000",
         "FREQ=DAILY;INTERVAL=2147483647",
         "FREQ=YEARLY;BYDAY=MO,TU,WE;BYSETPOS=366;BYYEARDAY=366",
         "FREQ=WEEKLY;UNTIL=99991231T235959Z;COUNT=999999999"]
RANGE = ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
         '<C:time-range start="20400101T000000Z" end="20400108T000000Z"/>'
         '</C:comp-filter></C:comp-filter>')


SECONDS_MAX = 3


@pytest.fixture
def quickly(cluster, httpd):
    """Call something, which takes little of the processors."""
    def used():
        return sum(processor_seconds(server.process.pid)
                   for server in (cluster, httpd))

    def call(function, *arguments, **options):
        before = used()
        answer = function(*arguments, **options)
        assert used() - before < SECONDS_MAX
        return answer
    return call


@pytest.mark.parametrize("rule", RULES)
def test_from_a_client(person, quickly, rule):
    uid = ics.new_uid()
    answer = quickly(person.dav.put, person.dav.termine + uid,
                     ics.event(uid, "RRULE:" + rule))
    assert answer.status in (201, 403), answer
    assert quickly(person.dav.query, person.dav.termine, RANGE).status == 207


@pytest.mark.parametrize("rule", RULES[:4] + ["UNSINN"])
def test_from_a_row(person, quickly, rule):
    good = person.appointment(day=1)
    try:
        bad = person.appointment(day=2, rrule=rule)
    except Exception as error:
        assert "check" in str(error).lower() or "rrule" in str(error).lower()
        return
    assert quickly(person.dav.query, person.dav.termine, RANGE).status == 207
    members = quickly(person.dav.multiget, person.dav.termine, [
        person.path(good), person.path(bad)]).members
    assert members[person.path(good)].data
    listing = quickly(person.dav.propfind, person.dav.termine,
                      ["D:getetag"], depth="1").members
    assert person.path(good) in listing
    assert quickly(person.dav.sync_collection,
                   person.dav.termine).status == 207


def test_zone_that_never_ends(person, quickly):
    uid = ics.new_uid()
    zone = ics.lines("BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
                     "BEGIN:STANDARD", "DTSTART:19700101T000000",
                     "RRULE:FREQ=SECONDLY", "TZOFFSETFROM:+0100",
                     "TZOFFSETTO:+0200", "END:STANDARD", "END:VTIMEZONE")
    answer = quickly(person.dav.put, person.dav.termine + uid,
                     ics.calendar(zone, ics.vevent(uid)))
    assert answer.status in (201, 403), answer
    assert quickly(person.dav.query, person.dav.termine, RANGE).status == 207


def test_too_many_overrides(person):
    uid = ics.new_uid()
    zone = ";TZID=Europe/Berlin:"
    parts = [ics.vevent(uid, "RRULE:FREQ=DAILY")]
    for number in range(1500):
        at = "%s%sT100000" % (zone, ics.day(8 + number))
        parts.append(ics.vevent(uid, "RECURRENCE-ID" + at,
                                start="DTSTART" + at, end=""))
    answer = person.dav.put(person.dav.termine + uid, ics.calendar(*parts))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:max-instances"]
