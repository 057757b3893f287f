# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 sections 5.2.5 to 5.2.8 and 7.5.1; RFC 7809 section 5.2."""

import pytest

from support import ics

LIMITS = ["C:min-date-time", "C:max-date-time", "C:max-resource-size",
          "C:max-instances"]


@pytest.fixture
def member(person):
    return person.dav.propfind(person.dav.termine, LIMITS + [
        "C:calendar-timezone-id", "C:schedule-calendar-transp",
        "D:quota-used-bytes", "D:quota-available-bytes"]).only


def test_moments(member):
    assert member.text("C:min-date-time") == "16000101T000000Z"
    assert member.text("C:max-date-time") == "29991231T235959Z"


@pytest.mark.parametrize("day", ["16000102", "29991230"])
def test_what_lies_inside_is_taken(person, day):
    uid = ics.new_uid()
    text = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//DE\r\n"
            "BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260101T000000Z\r\n"
            "DTSTART:%sT100000Z\r\nDTEND:%sT110000Z\r\nSUMMARY:Fern\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n" % (uid, day, day))
    answer = person.dav.put(person.dav.termine + uid + ".ics", text)
    assert answer.status == 201, answer


def test_zone_and_transparency(member):
    assert member.text("C:calendar-timezone-id") == "Europe/Berlin"
    assert member.children("C:schedule-calendar-transp") == ["C:opaque"]


def test_nothing_is_missing(member):
    assert member.refused == {}
    assert int(member.text("D:quota-used-bytes")) == 0
    assert int(member.text("D:quota-available-bytes")) > 0


def test_allprop_leaves_them_out(person):
    member = person.dav.propfind(person.dav.termine).only
    assert not [name for name in member.props if name.startswith("C:")]


def test_collations_are_named_where_queries_go(person):
    path = person.dav.termine + person.put_event()
    for place in (person.dav.termine, path):
        found = person.dav.propfind(place, ["C:supported-collation-set"]).only
        names = [node.text for node in
                 found.props["C:supported-collation-set"]]
        assert {"i;ascii-casemap", "i;octet"} <= set(names)


def test_home_names_the_component_sets(person):
    found = person.dav.propfind(person.dav.home, [
        "C:supported-calendar-component-sets"]).only
    names = [comp.get("name") for comp in found.props[
        "C:supported-calendar-component-sets"].iter(
            "{urn:ietf:params:xml:ns:caldav}comp")]
    assert names == ["VEVENT", "VTODO"]
