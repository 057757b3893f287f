# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Anything else is 400; of an object the depth says nothing.

RFC 4918 section 10.2."""

import pytest


@pytest.mark.parametrize("depth", ["2", "-1", "x", "1,noroot", "0 1"])
def test_400(person, depth):
    answer = person.dav.propfind(person.dav.termine, ["D:getetag"],
                                 depth=depth)
    assert answer.status == 400, answer


@pytest.mark.parametrize("depth", ["0", "1", "infinity", None])
def test_object(person, depth):
    path = person.dav.termine + person.put_event()
    found = person.dav.propfind(path, ["D:getetag"], depth=depth).only
    assert found.href == path and found.etag
