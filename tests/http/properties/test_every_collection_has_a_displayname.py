# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Of the person, or of the calendar; only calendars' can be set.

RFC 4918 section 15.2."""

import pytest


@pytest.mark.parametrize("place,name", [
    ("root", "Advolux"), ("principal", None), ("home", None),
    ("termine", "Termine"), ("aufgaben", "Aufgaben")])
def test_name(person, place, name):
    found = person.dav.propfind(getattr(person.dav, place),
                                ["D:displayname"]).only
    assert found.text("D:displayname") == (name or person.name)


@pytest.mark.parametrize("place", ["principal", "home", "root"])
def test_not_to_be_set(person, place):
    answer = person.dav.proppatch(getattr(person.dav, place),
                                  {"D:displayname": "Neu"})
    assert answer.only.refused == {"D:displayname": 403}
