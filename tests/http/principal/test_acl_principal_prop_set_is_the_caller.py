# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3744 section 9.2."""

import pytest

from support.names import document, prop

BODY = document("D:acl-principal-prop-set", prop(["D:displayname", "X:odd"]))


@pytest.mark.parametrize("place", ["principal", "home", "termine"])
def test_ones_own_tree(person, place):
    member = person.dav.report(getattr(person.dav, place), BODY,
                               depth="0").only
    assert member.href == person.dav.principal
    assert member.text("D:displayname") == person.name
    assert member.refused == {"X:odd": 404}


def test_an_item_that_somebody_else_edits(person, people):
    editor = people.new()
    editor.appointment(participants=[person])
    members = person.dav.propfind(person.dav.termine, ["D:getetag"],
                                  depth="1").members
    path = next(href for href in members if href != person.dav.termine)
    member = person.dav.report(path, BODY, depth="0").only
    assert member.href == person.dav.principal


def test_shared_places_name_nobody(person):
    assert person.dav.report(person.dav.root, BODY, depth="0").members == {}


def test_only_at_depth_zero(person):
    assert person.dav.report(person.dav.termine, BODY,
                             depth="1").status == 400
