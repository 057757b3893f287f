# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""First the query's zone, then the calendar's.

RFC 4791 section 9.8."""


def test_order(shelf):
    shelf.dav.proppatch(shelf.place, {"C:calendar-timezone-id": "Asia/Tokyo"})
    shelf.add("a", "DTSTART:20310115T100000", "DURATION:PT1H")
    zone = "<C:timezone-id>America/New_York</C:timezone-id>"
    assert shelf.at("20310115T010000Z") == {"a"}
    assert shelf.at("20310115T010000Z", extra=zone) == set()
    assert shelf.at("20310115T150000Z", extra=zone) == {"a"}
