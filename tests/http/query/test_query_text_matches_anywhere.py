# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""text-match finds parts of a value.

RFC 4791 section 9.7.5."""

from support.filters import prop, text


def test_parts(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "SUMMARY:Termin am Amtsgericht")
    for part_of_it in ("Termin", "am Amts", "gericht", "t"):
        assert shelf.find(prop("SUMMARY", text(part_of_it))) == {"a"}
    for other in ("Landgericht", "Terminam", "gericht "):
        assert shelf.find(prop("SUMMARY", text(other))) == set()
