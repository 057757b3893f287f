# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A query of an object alone knows the calendar's zone as well.

RFC 4791 section 7.8."""

from support.filters import calendar, comp, second


def test_object(shelf):
    shelf.dav.proppatch(shelf.place, {"C:calendar-timezone-id": "Asia/Tokyo"})
    shelf.add("a", "DTSTART:20310115T100000", "DURATION:PT1H")

    def at(instant):
        return len(shelf.dav.query(shelf.place + "a", calendar(comp(
            "VEVENT", second(instant)))).members)
    assert at("20310115T010000Z") == 1
    assert at("20310115T090000Z") == 0
