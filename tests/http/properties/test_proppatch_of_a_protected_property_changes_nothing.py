# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.2: all or nothing; 403 there, 424 for the rest."""

import pytest

PROTECTED = ["D:getetag", "D:resourcetype", "D:sync-token", "CS:getctag",
             "D:owner", "C:supported-calendar-component-set",
             "D:current-user-privilege-set", "C:max-resource-size"]


@pytest.mark.parametrize("name", PROTECTED)
def test_protected(person, name):
    answer = person.dav.proppatch(person.dav.termine, {
        "D:displayname": "Anders", name: "x"})
    assert answer.status == 207, answer
    assert answer.only.props == {}
    assert answer.only.refused == {"D:displayname": 424, name: 403}
    member = person.dav.propfind(person.dav.termine,
                                 ["D:displayname"]).only
    assert member.text("D:displayname") == "Termine"


def test_protected_cannot_be_removed(person):
    answer = person.dav.proppatch(person.dav.termine, {},
                                  remove=["D:resourcetype"])
    assert answer.only.refused == {"D:resourcetype": 403}


def test_items_and_principals_keep_their_properties(person):
    for path in (person.dav.termine + person.put_event(),
                 person.dav.principal, person.dav.home, person.dav.root):
        answer = person.dav.proppatch(path, {"D:displayname": "x"})
        assert answer.status in (207, 403, 405), answer
        if answer.status == 207:
            assert answer.only.refused == {"D:displayname": 403}, path


def test_unknown_properties_are_refused_not_lost_in_silence(person):
    answer = person.dav.proppatch(person.dav.termine, {"X:mine": "1"})
    assert answer.status == 207
    found = person.dav.propfind(person.dav.termine, ["X:mine"]).only
    assert (answer.only.refused == {"X:mine": 403}
            or found.text("X:mine") == "1")
