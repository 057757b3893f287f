# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DTEND of days is the first day after.

RFC 4791 section 9.9."""


def test_two_days(shelf):
    shelf.add("a", "DTSTART;VALUE=DATE:20310310", "DTEND;VALUE=DATE:20310312")
    assert shelf.at("20310311T225959Z") == {"a"}
    assert shelf.at("20310311T230000Z") == set()


def test_an_end_on_the_same_day_is_that_day(shelf):
    """What some clients mean by it."""
    shelf.add("a", "DTSTART;VALUE=DATE:20310310", "DTEND;VALUE=DATE:20310310")
    assert shelf.at("20310310T225959Z") == {"a"}
    assert shelf.at("20310310T230000Z") == set()
