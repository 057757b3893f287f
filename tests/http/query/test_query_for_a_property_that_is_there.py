# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A prop-filter with nothing in it; names in any case.

RFC 4791 section 9.7.2."""

from support.filters import prop


def test_defined(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "LOCATION:Saal 1")
    shelf.add("b", "DTSTART:20310310T090000Z")
    assert shelf.find(prop("LOCATION")) == shelf.find(prop("location")) == {"a"}
    assert shelf.find(prop("DTSTART")) == {"a", "b"}
    assert shelf.find(prop("GEO")) == set()
