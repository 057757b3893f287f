# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""405 with what is allowed there; the contents stay.

RFC 4918 section 9.7.2."""

import pytest

from support import ics


@pytest.mark.parametrize("place", ["root", "principal", "home", "termine",
                                   "aufgaben"])
def test_405(person, place):
    name = person.put_event()
    answer = person.dav.put(getattr(person.dav, place),
                            ics.event(ics.new_uid()))
    assert answer.status == 405, answer
    allowed = answer.headers["Allow"].replace(" ", "").split(",")
    assert "PROPFIND" in allowed and "PUT" not in allowed
    assert person.dav.get(person.dav.termine + name).status == 200
