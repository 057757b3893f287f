# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Clients look for the single ones.

RFC 3744 section 5.4."""

import pytest

WRITE = {"D:write", "D:write-content", "D:write-properties", "D:bind",
         "D:unbind"}
READ = {"D:read", "D:read-acl", "D:read-current-user-privilege-set"}
NAMES = ["D:current-user-privilege-set"]


@pytest.mark.parametrize("place", ["termine", "aufgaben"])
def test_calendar(person, place):
    found = person.dav.propfind(getattr(person.dav, place), NAMES).only
    assert found.privileges == READ | WRITE | {"C:read-free-busy"}


def test_elsewhere_nothing_is_bound(person):
    for place in (person.dav.root, person.dav.principal, person.dav.home):
        found = person.dav.propfind(place, NAMES).only
        assert READ <= found.privileges
        assert not {"D:bind", "D:unbind", "D:write-content",
                    "D:write"} & found.privileges
