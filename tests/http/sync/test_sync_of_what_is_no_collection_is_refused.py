# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:supported-report, where there is nothing to synchronise.

RFC 6578 section 3.2."""

import pytest


@pytest.mark.parametrize("place", ["principal", "root"])
def test_collections_without_members(person, place):
    answer = person.dav.sync_collection(getattr(person.dav, place))
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:supported-report"]


def test_object(person):
    answer = person.dav.sync_collection(person.dav.termine +
                                        person.put_event())
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:supported-report"]
