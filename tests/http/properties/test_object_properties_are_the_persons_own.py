# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Like a calendar's colour: an item that may not be changed takes them, and
nobody else sees them.

RFC 4918 section 4."""


def note(who, path):
    return who.dav.propfind(path, ["X:note"]).only.text("X:note")


def test_a_shared_appointment(person, colleague):
    item = colleague.appointment(participants=[person])
    for who in (person, colleague):
        assert who.dav.proppatch(who.path(item), {
            "X:note": who.login}).only.refused == {}
    for who in (person, colleague):
        assert note(who, who.path(item)) == who.login
        assert who.replica().sync().changed, "the item is there"


def test_a_device_only_appointment_is_not_healed(person):
    path = person.path(person.appointment(mode="device"))
    replica = person.replica()
    replica.sync()
    assert person.dav.proppatch(path, {"X:note": "x"}).only.refused == {}
    assert note(person, path) == "x"
    assert replica.sync() == (set(), set())


def test_other_peoples_objects_are_not_there(person, colleague):
    path = colleague.path(colleague.appointment())
    assert person.dav.proppatch(path, {"X:note": "x"}).status == 404
    assert note(colleague, path) is None


def test_hidden_items_are_not_there(person):
    item = person.appointment()
    path = person.path(item)
    old = person.path(person.appointment(day=-400))
    person.dav.proppatch(path, {"X:note": "x"})
    person.update(item, sync_mode="none")
    for hidden in (path, old):
        assert person.dav.proppatch(hidden, {"X:note": "y"}).status == 404
        assert person.dav.propfind(hidden, ["X:note"]).status == 404
    person.update(item, sync_mode="both")
    assert note(person, path) == "x"
