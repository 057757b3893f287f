# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3744 section 9.3."""

import pytest

from support.names import document, element, prop

SELF = "<D:self/>" + prop(["D:displayname"])
OWNER = ("<D:principal-property><D:owner/></D:principal-property>"
         + prop(["D:owner"]))


def match(dav, path, inside, depth="0"):
    return dav.report(path, document("D:principal-match", inside), depth=depth)


@pytest.mark.parametrize("below", ["", "principals/"])
def test_self(person, below):
    answer = match(person.dav, person.dav.root + below, SELF)
    assert answer.only.href == person.dav.principal
    assert answer.only.text("D:displayname") == person.name


def test_self_is_in_no_calendar(person):
    assert match(person.dav, person.dav.home, SELF).members == {}


def test_owner(person, people):
    people.new().put_event()
    path = person.dav.termine + person.put_event()
    answer = match(person.dav, person.dav.root + "calendars/", OWNER)
    assert set(answer.members) == {person.dav.home, person.dav.termine,
                                   person.dav.aufgaben, path}
    for member in answer.members.values():
        assert member.hrefs("D:owner") == [person.dav.principal]
    assert set(match(person.dav, person.dav.termine, OWNER).members) == {path}
    assert match(person.dav, person.dav.aufgaben, OWNER).members == {}


def test_other_properties_name_nobody(person):
    answer = match(person.dav, person.dav.root, "<D:principal-property>"
                   "<D:displayname/></D:principal-property>")
    assert answer.members == {}


@pytest.mark.parametrize("inside", [
    "", "<D:self/><D:principal-property><D:owner/></D:principal-property>",
    "<D:principal-property/>", element("D:principal-property", "x")])
def test_bad_bodies(person, inside):
    assert match(person.dav, person.dav.root, inside).status == 400


def test_only_at_depth_zero(person):
    assert match(person.dav, person.dav.root, SELF, depth="1").status == 400
    assert match(person.dav, person.dav.root, SELF, depth=None).status == 207
