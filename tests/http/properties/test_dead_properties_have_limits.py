# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.2.1: 507 says that there is no room, and why."""


def test_a_large_value(person):
    answer = person.dav.proppatch(person.dav.termine, {
        "D:displayname": "Neu", "X:mine": "x" * 17000})
    assert answer.only.refused == {"D:displayname": 424, "X:mine": 507}
    assert b"16384" in answer.body
    member = person.dav.propfind(person.dav.termine,
                                 ["D:displayname", "X:mine"]).only
    assert member.text("D:displayname") == "Termine"
    assert member.refused == {"X:mine": 404}


def test_too_many(person):
    values = {"X:p%d" % n: "1" for n in range(100)}
    assert person.dav.proppatch(person.dav.termine, values).only.refused == {}
    answer = person.dav.proppatch(person.dav.termine, {
        "D:displayname": "Neu", "X:more": "1"})
    assert answer.only.refused == {"D:displayname": 424, "X:more": 507}
    assert b"100 properties" in answer.body
    member = person.dav.propfind(person.dav.termine,
                                 ["D:displayname", "X:more"]).only
    assert member.text("D:displayname") == "Termine"
    assert member.refused == {"X:more": 404}
    answer = person.dav.proppatch(person.dav.termine, {"X:more": "1"},
                                  remove=["X:p1"])
    assert answer.only.refused == {}


def test_too_much(person):
    answer = person.dav.proppatch(person.dav.termine, {
        "X:p%d" % n: "x" * 16000 for n in range(9)})
    assert set(answer.only.refused.values()) == {507}
    assert person.dav.proppatch(person.dav.home, {"X:p": "x" * 16000}
                                ).only.refused == {}


def test_protected_and_dead_are_one_change(person):
    answer = person.dav.proppatch(person.dav.termine, {
        "X:mine": "1", "D:getetag": "x"})
    assert answer.only.refused == {"X:mine": 424, "D:getetag": 403}
    member = person.dav.propfind(person.dav.termine, ["X:mine"]).only
    assert member.refused == {"X:mine": 404}
