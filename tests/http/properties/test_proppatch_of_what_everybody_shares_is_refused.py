# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Own properties are kept for what is one's own: elsewhere 403, not a lie.

RFC 4918 section 9.2."""

import pytest


@pytest.mark.parametrize("below", ["", "principals/", "calendars/"])
def test_refused(person, below):
    path = person.dav.root + below
    answer = person.dav.proppatch(path, {"X:note": "x"})
    assert answer.only.refused == {"X:note": 403}
    assert person.dav.propfind(path, ["X:note"]).only.refused == {
        "X:note": 404}
