# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""As often as one asks.

RFC 6578 section 3.2."""

import pytest


@pytest.mark.parametrize("place", ["termine", "aufgaben"])
def test_nothing_new(person, place):
    person.put_event()
    path = getattr(person.dav, place)
    token = person.dav.sync_collection(path).sync_token
    for _ in range(3):
        answer = person.dav.sync_collection(path, token)
        assert answer.members == {}
        assert answer.sync_token == token
