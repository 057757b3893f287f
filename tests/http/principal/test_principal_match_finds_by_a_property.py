# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:principal-property: whatever names the caller in that property.

RFC 3744 section 9.3."""

from support.names import document, prop


def matches(person, place, inside):
    answer = person.dav.report(place, document(
        "D:principal-match", inside + prop(["D:displayname"])), depth="0")
    return set(answer.members)


def test_owner(person):
    name = person.put_event()
    inside = "<D:principal-property><D:owner/></D:principal-property>"
    assert matches(person, person.dav.home, inside) == {
        person.dav.termine, person.dav.aufgaben, person.dav.termine + name}
    assert matches(person, person.dav.aufgaben, inside) == set()


def test_what_names_nobody(person):
    inside = "<D:principal-property><D:displayname/></D:principal-property>"
    assert matches(person, person.dav.root, inside) == set()


def test_self(person):
    assert matches(person, person.dav.root, "<D:self/>") == {
        person.dav.principal}
