# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.1: DAV:propfind-finite-depth; no Depth is infinity."""

import pytest


@pytest.mark.parametrize("depth", ["infinity", None])
@pytest.mark.parametrize("place", ["root", "home", "termine"])
def test_collection(person, place, depth):
    answer = person.dav.propfind(getattr(person.dav, place),
                                 ["D:displayname"], depth=depth)
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:propfind-finite-depth"]


def test_bad_depth_is_400(person):
    answer = person.dav.propfind(person.dav.termine, ["D:displayname"],
                                 depth="2")
    assert answer.status == 400, answer
