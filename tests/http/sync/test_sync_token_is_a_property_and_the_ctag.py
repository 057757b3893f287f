# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""All three move together, and only for changes of members.

RFC 6578 section 4."""


NAMES = ["D:sync-token", "CS:getctag"]


def tokens(person, path):
    found = person.dav.propfind(path, NAMES).only
    return {found.text(name) for name in NAMES} | {
        person.dav.sync_collection(path).sync_token}


def test_one_value(person):
    before = tokens(person, person.dav.termine)
    assert len(before) == 1
    assert tokens(person, person.dav.termine) == before
    person.put_event()
    after = tokens(person, person.dav.termine)
    assert len(after) == 1 and after != before


def test_each_calendar_has_its_own(person):
    before = tokens(person, person.dav.aufgaben)
    person.put_event()
    assert tokens(person, person.dav.aufgaben) == before
    assert tokens(person, person.dav.termine) != before


def test_properties_do_not_move_it(person):
    before = tokens(person, person.dav.termine)
    person.dav.proppatch(person.dav.termine, {"D:displayname": "Neu"})
    assert tokens(person, person.dav.termine) == before
