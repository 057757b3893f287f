# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:resource-must-be-null; what is there stays.

RFC 4791 section 5.3.1.2."""

import pytest


@pytest.mark.parametrize("place", ["home", "termine", "aufgaben", "principal"])
def test_collections(person, place):
    answer = person.dav.request("MKCALENDAR", getattr(person.dav, place))
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:resource-must-be-null"]


def test_object(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.request("MKCALENDAR", path)
    assert answer.preconditions == ["D:resource-must-be-null"], answer
    assert person.dav.get(path).status == 200
