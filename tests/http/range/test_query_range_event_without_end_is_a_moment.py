# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The table for VEVENT, neither DTEND nor DURATION, a time.

RFC 4791 section 9.9."""

from support.shelf import BERLIN


def test_moment(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310310T100000")
    assert shelf.at("20310310T090000Z") == {"a"}
    assert shelf.at("20310310T085959Z") == shelf.at("20310310T090001Z") == set()
