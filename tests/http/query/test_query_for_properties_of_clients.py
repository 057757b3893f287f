# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""X- properties are kept and can be asked for.

RFC 4791 section 9.7.2."""

from support.filters import prop, text


def test_own_property(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "X-MOZ-GENERATION:4")
    shelf.add("b", "DTSTART:20310310T090000Z")
    assert shelf.find(prop("X-MOZ-GENERATION", text("4"))) == {"a"}
    assert shelf.find(prop("X-MOZ-GENERATION", text("5"))) == set()
