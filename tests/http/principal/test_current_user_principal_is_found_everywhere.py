# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""On every resource, as an absolute path that ends in a slash.

RFC 5397 section 3."""

import pytest


@pytest.mark.parametrize("name", ["root", "principal", "home", "termine",
                                  "aufgaben"])
def test_collections(person, name):
    found = person.dav.propfind(getattr(person.dav, name),
                                ["D:current-user-principal"]).only
    assert found.hrefs("D:current-user-principal") == [person.dav.principal]


def test_object(person):
    found = person.dav.propfind(person.dav.termine + person.put_event(),
                                ["D:current-user-principal"]).only
    assert found.hrefs("D:current-user-principal") == [person.dav.principal]
