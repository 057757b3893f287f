# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:resource-id is a URN that no two resources share, and stays.

RFC 5842 section 3.1."""

NAME = "D:resource-id"


def identity(person, path):
    hrefs = person.dav.propfind(path, [NAME]).only.hrefs(NAME)
    assert len(hrefs) == 1 and hrefs[0].startswith("urn:uuid:")
    assert len(hrefs[0]) == len("urn:uuid:") + 36
    return hrefs[0]


def test_no_two_share_one(person, colleague):
    places = [(owner, path) for owner in (person, colleague) for path in (
        owner.dav.principal, owner.dav.home, owner.dav.termine,
        owner.dav.aufgaben, owner.dav.termine + owner.put_event(),
        owner.dav.termine + owner.put_event())]
    ids = [identity(owner, path) for owner, path in places]
    assert len(set(ids)) == len(ids)
    assert [identity(owner, path) for owner, path in places] == ids


def test_stays_when_moved(person):
    path = person.dav.termine + person.put_event()
    first = identity(person, path)
    person.dav.request("MOVE", path, headers={"Destination": path + ".neu"})
    assert identity(person, path + ".neu") == first


def test_items_of_several_people_are_several_resources(person, colleague):
    item = colleague.appointment(participants=[person])
    assert identity(person, person.path(item)) != identity(
        colleague, colleague.path(item))
