# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3744 sections 5.4 to 5.7: read only, and about the caller alone.

RFC 3744 section 5.5."""

import pytest

from support.names import NAMESPACES, short

SHARED = ["root"]
OWN = ["principal", "home", "termine", "aufgaben"]


def ace(member):
    found = member.props["D:acl"].findall("D:ace", NAMESPACES)
    assert len(found) == 1
    return found[0]


def granted(entry):
    return {short(child.tag) for privilege in
            entry.find("D:grant", NAMESPACES) for child in privilege}


@pytest.mark.parametrize("place", SHARED + OWN)
def test_the_list_grants_what_the_privileges_say(person, place):
    member = person.dav.propfind(getattr(person.dav, place), [
        "D:acl", "D:current-user-privilege-set"]).only
    assert granted(ace(member)) == member.privileges
    assert ace(member).find("D:protected", NAMESPACES) is not None


@pytest.mark.parametrize("place", OWN)
def test_ones_own_tree_names_oneself(person, place):
    member = person.dav.propfind(getattr(person.dav, place), ["D:acl"]).only
    assert member.hrefs("D:acl") == [person.dav.principal]


def test_items_differ_by_what_may_be_done(person):
    name = person.put_event()
    device = person.appointment(mode="device")
    members = person.dav.propfind(person.dav.termine, [
        "D:acl", "D:current-user-privilege-set"], depth="1").members
    del members[person.dav.termine]
    assert len(members) == 2 and device
    for href, member in members.items():
        assert granted(ace(member)) == member.privileges
        assert ("D:write-content" in member.privileges) == (
            href == person.dav.termine + name)


@pytest.mark.parametrize("place", SHARED + OWN)
def test_restrictions_and_inheritance(person, place):
    member = person.dav.propfind(getattr(person.dav, place), [
        "D:acl-restrictions", "D:inherited-acl-set"]).only
    assert member.children("D:acl-restrictions") == ["D:grant-only",
                                                     "D:no-invert"]
    assert member.hrefs("D:inherited-acl-set") == []


def test_it_cannot_be_changed(person):
    answer = person.dav.request("ACL", person.dav.termine,
                                '<D:acl xmlns:D="DAV:"/>')
    assert answer.status == 405
    answer = person.dav.proppatch(person.dav.termine, {"D:acl": ""})
    assert answer.only.refused == {"D:acl": 403}
