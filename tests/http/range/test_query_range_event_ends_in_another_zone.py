# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DTSTART and DTEND each by the zone of its own.

RFC 4791 section 9.9."""

from support.shelf import BERLIN


def test_flight(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310127T130000",
              "DTEND;TZID=America/New_York:20310127T140000")
    assert shelf.at("20310127T120000Z") == shelf.at("20310127T185959Z") == {"a"}
    assert shelf.at("20310127T190000Z") == set()
