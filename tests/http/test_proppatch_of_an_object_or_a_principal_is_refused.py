# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Own properties are kept for calendars and their home: 403, not a lie."""

import pytest


@pytest.mark.parametrize("name", ["principal", "root", "object"])
def test_refused(person, name):
    path = (person.dav.termine + person.put_event() if name == "object"
            else getattr(person.dav, name))
    answer = person.dav.proppatch(path, {"X:note": "x"})
    assert answer.only.refused == {"X:note": 403}
    assert person.dav.propfind(path, ["X:note"]).only.refused == {
        "X:note": 404}
