# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.1: empty body, allprop, propname, include."""

import pytest

ALLPROP = '<D:propfind xmlns:D="DAV:"><D:allprop/></D:propfind>'
PROPNAME = '<D:propfind xmlns:D="DAV:"><D:propname/></D:propfind>'
INCLUDE = ('<D:propfind xmlns:D="DAV:"><D:allprop/><D:include>'
           '<D:sync-token/></D:include></D:propfind>')


@pytest.mark.parametrize("body", [None, ALLPROP])
def test_allprop(person, body):
    member = person.dav.propfind(person.dav.termine, body=body).only
    assert {"D:resourcetype", "D:displayname"} <= set(member.props)
    assert member.refused == {}


def test_allprop_tells_what_clients_have_set(person):
    values = {"A:calendar-color": "#112233", "A:calendar-order": "7"}
    person.dav.proppatch(person.dav.termine, values)
    member = person.dav.propfind(person.dav.termine, body=ALLPROP).only
    assert {name: member.text(name) for name in values} == values


def test_allprop_never_carries_calendar_data(person):
    path = person.dav.termine + person.put_event()
    member = person.dav.propfind(path, body=ALLPROP).only
    assert "D:getetag" in member.props
    assert "C:calendar-data" not in member.props


def test_propname_has_names_without_values(person):
    member = person.dav.propfind(person.dav.termine, body=PROPNAME).only
    assert {"D:resourcetype", "D:displayname"} <= set(member.props)
    for element in member.props.values():
        assert len(element) == 0 and not element.text


def test_include(person):
    answer = person.dav.propfind(person.dav.termine, body=INCLUDE)
    assert answer.status == 207
    assert answer.only.text("D:sync-token")
