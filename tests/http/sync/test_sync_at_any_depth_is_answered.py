# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Depth 0 by the RFC; 1 and none by clients.

RFC 6578 section 3.2."""

import pytest


@pytest.mark.parametrize("depth", ["0", "1", None])
def test_same_members(person, depth):
    name = person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, depth=depth)
    assert list(answer.members) == [person.dav.termine + name]
