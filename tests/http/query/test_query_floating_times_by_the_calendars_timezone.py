# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Without a zone in the query the one that a client set counts.

RFC 4791 section 5.2.2."""

from support import ics


def test_set_and_removed(shelf):
    shelf.add("a", "DTSTART:20310115T100000", "DURATION:PT1H")
    assert shelf.at("20310115T090000Z") == {"a"}
    shelf.dav.proppatch(shelf.place, {
        "C:calendar-timezone": ics.zone("America/New_York")})
    assert shelf.at("20310115T090000Z") == set()
    assert shelf.at("20310115T150000Z") == {"a"}
    shelf.dav.proppatch(shelf.place, {}, remove=["C:calendar-timezone"])
    assert shelf.at("20310115T090000Z") == {"a"}
