# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Brief: t, as Apple's clients say it; any other value is none.

RFC 8144 section 2."""

import pytest

NAMES = ["D:displayname", "X:nie"]


@pytest.mark.parametrize("headers,minimal", [
    ({"Brief": "t"}, True), ({"Brief": "T"}, True), ({"Brief": "f"}, False),
    ({"Brief": ""}, False), ({}, False), ({"Prefer": "return=minimal"}, True),
    ({"Prefer": "return-minimal"}, True)])
def test_missing_is_left_out(person, headers, minimal):
    found = person.dav.propfind(person.dav.termine, NAMES, **headers).only
    assert "D:displayname" in found.props
    assert found.refused == ({} if minimal else {"X:nie": 404})
