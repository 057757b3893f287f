# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 8144 section 4."""


def test_the_home(person):
    answer = person.dav.propfind(person.dav.home, ["D:displayname"],
                                 depth="1", Prefer="depth-noroot")
    assert set(answer.members) == {person.dav.termine, person.dav.aufgaben}
    assert answer.headers["Preference-Applied"] == "depth-noroot"
    assert "Prefer" in answer.headers["Vary"]


def test_a_calendar_with_minimal(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.propfind(person.dav.termine, ["D:getetag", "X:odd"],
                                 depth="1",
                                 Prefer="return=minimal, depth-noroot")
    assert answer.only.href == path and answer.only.refused == {}
    assert {"return=minimal", "depth-noroot"} == {
        word.strip() for word in
        answer.headers["Preference-Applied"].split(",")}


def test_at_depth_zero_there_is_a_root(person):
    answer = person.dav.propfind(person.dav.home, ["D:displayname"],
                                 Prefer="depth-noroot")
    assert answer.only.href == person.dav.home
    assert "Preference-Applied" not in answer.headers
