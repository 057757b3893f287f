# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The table for VEVENT: start < DTEND and end > DTSTART.

RFC 4791 section 9.9."""

from support.filters import within


def test_both_ends_are_exclusive(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DTEND:20310310T100000Z")
    assert shelf.at("20310310T090000Z") == shelf.at("20310310T095959Z") == {"a"}
    assert shelf.at("20310310T085959Z") == shelf.at("20310310T100000Z") == set()


def test_ranges_around_and_inside(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DTEND:20310310T100000Z")
    assert shelf.find(within("20310310T080000Z", "20310310T110000Z")) == {"a"}
    assert shelf.find(within("20310310T091500Z", "20310310T091600Z")) == {"a"}
    assert shelf.find(within("20310310T080000Z", "20310310T090000Z")) == set()
