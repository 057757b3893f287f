# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""is-not-defined in a prop-filter.

RFC 4791 section 9.7.4."""

from support.filters import NOT_DEFINED, prop


def test_not_defined(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "LOCATION:Saal 1")
    shelf.add("b", "DTSTART:20310310T090000Z")
    assert shelf.find(prop("LOCATION", NOT_DEFINED)) == {"b"}
    assert shelf.find(prop("DTSTART", NOT_DEFINED)) == set()
