# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A day on which the clock is changed has 23 or 25 hours.

RFC 5545 section 3.3.6."""


def test_short_day(shelf):
    shelf.add("a", "DTSTART;VALUE=DATE:20310330")
    assert shelf.at("20310330T215959Z") == {"a"}
    assert shelf.at("20310330T220000Z") == set()


def test_long_day(shelf):
    shelf.add("a", "DTSTART;VALUE=DATE:20311026")
    assert shelf.at("20311026T225959Z") == {"a"}
    assert shelf.at("20311026T230000Z") == set()
