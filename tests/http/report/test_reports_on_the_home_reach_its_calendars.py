# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 7.2: by Depth, 0 if there is none."""

import pytest

from support import ics
from support.names import document

QUERY = document("C:calendar-query", "<D:prop><D:getetag/></D:prop>"
                 '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter>')
EVENTS = document(
    "C:calendar-query", "<D:prop><D:getetag/></D:prop><C:filter>"
    '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/>'
    "</C:comp-filter></C:filter>")
BUSY = document("C:free-busy-query", '<C:time-range start="20310301T000000Z" '
                'end="20310401T000000Z"/>')


def hrefs(answer):
    assert answer.status == 207, answer
    return set(answer.members)


@pytest.fixture
def both(person):
    uid = ics.new_uid()
    task = person.dav.aufgaben + uid + ".ics"
    assert person.dav.put(task, ics.todo(uid)).status == 201
    return {person.dav.termine + person.put_event(), task}


@pytest.mark.parametrize("depth", ["1", "infinity"])
def test_query(person, both, depth):
    found = person.dav.report(person.dav.home, QUERY, depth=depth)
    assert hrefs(found) == both
    found = person.dav.report(person.dav.home, EVENTS, depth=depth)
    assert hrefs(found) == {href for href in both if "termine" in href}


@pytest.mark.parametrize("depth", [None, "0"])
def test_query_of_the_home_alone_finds_nothing(person, both, depth):
    answer = person.dav.report(person.dav.home, QUERY, depth=depth)
    assert hrefs(answer) == set()
    busy = person.dav.report(person.dav.home, BUSY, depth=depth)
    assert busy.status == 200 and "FREEBUSY;" not in busy.text


def test_odd_depth_is_refused(person):
    for body in (QUERY, BUSY):
        answer = person.dav.report(person.dav.home, body, depth="2")
        assert answer.status == 400, answer


def test_free_busy(person):
    uid = ics.new_uid()
    assert person.dav.put(
        person.dav.termine + uid + ".ics",
        ics.calendar(ics.vevent(uid, start="DTSTART:20310310T090000Z",
                                end="DTEND:20310310T100000Z"))).status == 201
    answer = person.dav.report(person.dav.home, BUSY, depth="1")
    assert answer.status == 200, answer
    assert ("FREEBUSY;FBTYPE=BUSY:20310310T090000Z/20310310T100000Z"
            in ics.unfolded(answer.text))


def test_multiget_in_the_order_asked(person, both):
    none = person.dav.termine + "none.ics"
    other = person.dav.home.replace(person.login, "nobody") + "termine/x.ics"
    asked = sorted(both) + [none, other]
    answer = person.dav.multiget(person.dav.home, asked)
    assert list(answer.members) == asked
    assert [one.status for one in answer.members.values()] == [
        None, None, 404, 404]


def test_login_is_checked_where_nothing_is_read(person, people):
    stranger = people.client(person.login, "wrong")
    for depth in ("0", "1"):
        answer = stranger.report(person.dav.home, QUERY, depth=depth)
        assert answer.status == 401, answer
