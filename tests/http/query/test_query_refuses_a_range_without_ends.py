# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""start, end or both are there.

RFC 4791 section 9.9."""

from support.filters import within


def test_neither(shelf):
    assert shelf.refusal(within()) == ("C:valid-filter", [])
    assert shelf.find(within(start="20310310T090000Z")) == set()
