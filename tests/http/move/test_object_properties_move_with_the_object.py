# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.9.1."""


def move(person, path, target):
    return person.dav.request("MOVE", path, headers={
        "Destination": person.dav.origin + target})


def note(person, path):
    return person.dav.propfind(path, ["X:note"]).only.text("X:note")


def test_there_and_back(person):
    path = person.dav.termine + person.put_event()
    person.dav.proppatch(path, {"X:note": "x"})
    assert move(person, path, path + "2").status == 201
    assert note(person, path + "2") == "x"
    assert person.dav.propfind(path, ["X:note"]).status == 404
    assert move(person, path + "2", path).status == 201
    assert note(person, path) == "x"
