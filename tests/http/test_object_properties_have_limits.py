# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.2.1: those of a collection, for each object."""

import pytest


@pytest.fixture
def path(person):
    return person.dav.termine + person.put_event()


def test_a_large_value(person, path):
    answer = person.dav.proppatch(path, {"X:a": "1", "X:mine": "x" * 17000})
    assert answer.only.refused == {"X:a": 424, "X:mine": 507}
    assert person.dav.propfind(path, ["X:a"]).only.refused == {"X:a": 404}


def test_too_many(person, path):
    values = {"X:p%d" % n: "1" for n in range(100)}
    assert person.dav.proppatch(path, values).only.refused == {}
    answer = person.dav.proppatch(path, {"X:more": "1"})
    assert answer.only.refused == {"X:more": 507}
    assert b"100 properties" in answer.body
    assert person.dav.propfind(path, ["X:more"]).only.refused == {
        "X:more": 404}
    answer = person.dav.proppatch(path, {"X:p1": "2"})
    assert answer.only.refused == {}, "a change is no addition"
    other = person.dav.termine + person.put_event()
    assert person.dav.proppatch(other, {"X:more": "1"}).only.refused == {}


def test_too_much(person, path):
    answer = person.dav.proppatch(path, {
        "X:p%d" % n: "x" * 16000 for n in range(9)})
    assert set(answer.only.refused.values()) == {507}
    assert person.dav.propfind(path, ["X:p1"]).only.refused == {"X:p1": 404}
