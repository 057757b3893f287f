# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The table for VEVENT, neither DTEND nor DURATION, a date: P1D.

RFC 4791 section 9.9."""


def test_day_of_the_calendar(shelf):
    shelf.add("a", "DTSTART;VALUE=DATE:20310310")
    assert shelf.at("20310309T230000Z") == shelf.at("20310310T225959Z") == {"a"}
    assert shelf.at("20310309T225959Z") == shelf.at("20310310T230000Z") == set()
