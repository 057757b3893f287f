# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Clients look for C:calendar and D:principal.

RFC 4918 section 15.9."""

import pytest


@pytest.mark.parametrize("name,types", [
    ("root", ["D:collection"]), ("home", ["D:collection"]),
    ("principal", ["D:collection", "D:principal"]),
    ("termine", ["D:collection", "C:calendar"]),
    ("aufgaben", ["D:collection", "C:calendar"])])
def test_collections(person, name, types):
    found = person.dav.propfind(getattr(person.dav, name),
                                ["D:resourcetype"]).only
    assert found.children("D:resourcetype") == types


def test_object(person):
    found = person.dav.propfind(person.dav.termine + person.put_event(),
                                ["D:resourcetype"]).only
    assert found.children("D:resourcetype") == []
