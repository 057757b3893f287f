# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 5397 section 3: any place in the tree says who the client is."""

import pytest


@pytest.mark.parametrize("place", ["root", "principal", "home", "termine",
                                   "aufgaben"])
def test_current_user_principal(person, place):
    path = getattr(person.dav, place)
    found = person.dav.propfind(path, ["D:current-user-principal"]).only
    assert found.href == path
    assert found.hrefs("D:current-user-principal") == [person.dav.principal]


def test_root_is_a_collection(person):
    found = person.dav.propfind(person.dav.root, [
        "D:resourcetype", "D:displayname"]).only
    assert found.children("D:resourcetype") == ["D:collection"]
    assert found.text("D:displayname")
