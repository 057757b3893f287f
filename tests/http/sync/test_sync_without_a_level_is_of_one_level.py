# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""As the drafts had it; infinite is the same where nothing is below.

RFC 6578 section 3.3."""

import pytest


@pytest.mark.parametrize("level", [None, "1", "infinite", "infinity", " 1 "])
def test_same_members(person, level):
    name = person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, level=level)
    assert list(answer.members) == [person.dav.termine + name]
