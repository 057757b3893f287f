# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.2, of single appointments and tasks."""

import pytest

from support import ics


@pytest.fixture(params=["termine", "aufgaben"])
def path(request, person):
    if request.param == "termine":
        return person.dav.termine + person.put_event()
    uid = ics.new_uid()
    made = person.dav.aufgaben + uid + ".ics"
    assert person.dav.put(made, ics.todo(uid)).status == 201
    return made


def note(person, path):
    member = person.dav.propfind(path, ["X:note"]).only
    assert set(member.props) | set(member.refused) == {"X:note"}
    return member.text("X:note")


def test_set_change_and_remove(person, path):
    assert note(person, path) is None
    for value in ("eins", "zwei"):
        answer = person.dav.proppatch(path, {"X:note": value})
        assert answer.only.refused == {} and answer.only.text("X:note") == ""
        assert note(person, path) == value
    for _ in range(2):
        answer = person.dav.proppatch(path, {}, remove=["X:note"])
        assert answer.only.refused == {}
        assert note(person, path) is None


def test_they_are_the_objects_alone(person, path):
    other = person.dav.termine + person.put_event()
    person.dav.proppatch(path, {"X:note": "x"})
    for place in (other, person.dav.termine, person.dav.home,
                  person.dav.principal):
        assert note(person, place) is None


def test_with_a_protected_one_nothing_is_set(person, path):
    answer = person.dav.proppatch(path, {"X:note": "x", "D:getetag": "x"})
    assert answer.only.refused == {"X:note": 424, "D:getetag": 403}
    assert b"cannot-modify-protected-property" in answer.body
    assert note(person, path) is None


def test_of_what_is_not_there(person, path):
    assert person.dav.proppatch(path + "x", {"X:note": "x"}).status == 404
