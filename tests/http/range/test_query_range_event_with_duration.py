# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The table for VEVENT: start < DTSTART+DURATION and end > DTSTART.

RFC 4791 section 9.9."""


def test_duration_is_the_end(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DURATION:PT1H30M")
    assert shelf.at("20310310T090000Z") == shelf.at("20310310T102959Z") == {"a"}
    assert shelf.at("20310310T103000Z") == shelf.at("20310310T085959Z") == set()
