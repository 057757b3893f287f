# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Also in a multiget, where there is no query that brings a zone.

RFC 4791 section 5.2.2."""


def test_multiget(shelf):
    expand = '<C:expand start="20310114T000000Z" end="20310117T000000Z"/>'
    shelf.add("a", "DTSTART:20310115T100000", "DURATION:PT1H")
    assert "DTSTART:20310115T090000Z" in shelf.data("a", expand)
    shelf.dav.proppatch(shelf.place, {"C:calendar-timezone-id": "Asia/Tokyo"})
    assert "DTSTART:20310115T010000Z" in shelf.data("a", expand)
