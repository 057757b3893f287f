# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The empty text is a part of every value, but not of a missing one.

RFC 4791 section 9.7.5."""

from support.filters import prop, text


def test_empty(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "LOCATION:Saal 1")
    shelf.add("b", "DTSTART:20310310T090000Z")
    assert shelf.find(prop("LOCATION", text(""))) == {"a"}
    assert shelf.find(prop("LOCATION", text(
        "", negate_condition="yes"))) == set()
