# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A property's time by its TZID, a date by the calendar's midnight.

RFC 4791 section 9.9."""

from support.filters import prop, second


def test_start(shelf):
    shelf.add("zone", "DTSTART;TZID=America/New_York:20310115T100000")
    shelf.add("day", "DTSTART;VALUE=DATE:20310115")

    def starts(instant):
        return shelf.find(prop("DTSTART", second(instant)))
    assert starts("20310115T150000Z") == {"zone"}
    assert starts("20310114T230000Z") == {"day"}
    assert starts("20310115T100000Z") == starts("20310115T000000Z") == set()
