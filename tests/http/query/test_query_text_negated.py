# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""negate-condition: the property is there and does not match.

RFC 4791 section 9.7.5."""

from support.filters import prop, text


def test_negated(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "LOCATION:Saal 1")
    shelf.add("b", "DTSTART:20310310T090000Z", "LOCATION:Kanzlei")
    shelf.add("none", "DTSTART:20310310T090000Z")
    assert shelf.find(prop("LOCATION", text(
        "saal", negate_condition="yes"))) == {"b"}
    assert shelf.find(prop("LOCATION", text(
        "saal", negate_condition="no"))) == {"a"}
