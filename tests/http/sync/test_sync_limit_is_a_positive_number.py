# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""400 for any other DAV:nresults.

RFC 6578 section 3.7."""

import pytest


@pytest.mark.parametrize("limit", ["0", "-1", "x", "", "1.5", "99999999999"])
def test_400(person, limit):
    person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, limit=limit)
    assert answer.status == 400, answer


def test_larger_than_all(person):
    name = person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, limit="999999999")
    assert list(answer.members) == [person.dav.termine + name]
