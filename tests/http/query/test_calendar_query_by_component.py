# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 9.7.1."""

import pytest

from support import ics

ALL = '<C:comp-filter name="VCALENDAR"/>'
COMP = ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="%s"/>'
        '</C:comp-filter>')


@pytest.fixture
def event(person):
    return person.dav.termine + person.put_event()


def test_all(person, event):
    assert list(person.dav.query(person.dav.termine, ALL).members) == [event]


def test_component(person, event):
    assert list(person.dav.query(person.dav.termine,
                                 COMP % "VEVENT").members) == [event]
    for other in ("VTODO", "VJOURNAL", "VFREEBUSY"):
        assert person.dav.query(person.dav.termine,
                                COMP % other).members == {}


def test_tasks(person):
    uid = ics.new_uid()
    path = person.dav.aufgaben + uid + ".ics"
    person.dav.put(path, ics.todo(uid))
    assert list(person.dav.query(person.dav.aufgaben,
                                 COMP % "VTODO").members) == [path]


@pytest.mark.parametrize("depth", [None, "0", "1"])
def test_depth_is_taken_as_one(person, event, depth):
    answer = person.dav.query(person.dav.termine, COMP % "VEVENT",
                              depth=depth)
    assert list(answer.members) == [event]


def test_nested_component(person, event):
    uid = ics.new_uid()
    with_alarm = person.dav.termine + uid + ".ics"
    person.dav.put(with_alarm, ics.event(
        uid, "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M",
        "DESCRIPTION:x", "END:VALARM"))
    has = (COMP % "VEVENT").replace(
        '"VEVENT"/>', '"VEVENT"><C:comp-filter name="VALARM"/>'
        '</C:comp-filter>')
    has_not = has.replace('name="VALARM"/>', 'name="VALARM">'
                          '<C:is-not-defined/></C:comp-filter>')
    assert list(person.dav.query(person.dav.termine, has).members) == [
        with_alarm]
    assert list(person.dav.query(person.dav.termine, has_not).members) == [
        event]


def test_component_not_defined(person, event):
    absent = (COMP % "VTODO").replace(
        '"VTODO"/>', '"VTODO"><C:is-not-defined/></C:comp-filter>')
    present = absent.replace("VTODO", "VEVENT")
    assert list(person.dav.query(person.dav.termine, absent).members) == [
        event]
    assert person.dav.query(person.dav.termine, present).members == {}


def test_calendar_data_and_etag(person, event):
    member = person.dav.query(person.dav.termine, ALL, [
        "D:getetag", "C:calendar-data"]).only
    got = person.dav.get(event)
    assert member.etag == got.etag
    assert member.data.replace("\r\n", "\n") == got.text.replace("\r\n", "\n")


def test_query_on_one_item(person, event):
    answer = person.dav.query(event, ALL, depth="0")
    assert answer.status in (207, 403), answer
    if answer.status == 207:
        assert list(answer.members) == [event]
