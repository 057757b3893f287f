# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The method is not offered, and access-control properties are protected.

RFC 3744 section 8.1."""

import pytest

BODY = ('<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:all/></D:principal>'
        '<D:grant><D:privilege><D:all/></D:privilege></D:grant></D:ace>'
        '</D:acl>')


@pytest.mark.parametrize("place", ["home", "termine", "principal"])
def test_method(person, place):
    path = getattr(person.dav, place)
    before = person.dav.propfind(path, ["D:acl"]).body
    answer = person.dav.request("ACL", path, BODY,
                                {"Content-Type": "application/xml"})
    assert answer.status == 405, answer
    assert "ACL" not in answer.headers["Allow"]
    assert person.dav.propfind(path, ["D:acl"]).body == before


@pytest.mark.parametrize("name", ["D:acl", "D:owner",
                                  "D:current-user-privilege-set"])
def test_property(person, name):
    answer = person.dav.proppatch(person.dav.termine, {name: "x"})
    assert answer.only.refused == {name: 403}
