# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RELATED=END counts from DTEND, DTSTART+DURATION, or the end of the day.

RFC 4791 section 9.9."""

from support.shelf import alarm


def test_ends(shelf):
    ring = alarm("TRIGGER;RELATED=END:-PT5M")
    shelf.add("end", "DTSTART:20310310T090000Z", "DTEND:20310310T100000Z", *ring)
    shelf.add("duration", "DTSTART:20310310T090000Z", "DURATION:PT1H", *ring)
    shelf.add("day", "DTSTART;VALUE=DATE:20310310", *ring)
    assert shelf.rings("20310310T095500Z") == {"end", "duration"}
    assert shelf.rings("20310310T085500Z") == set()
    assert shelf.rings("20310310T225500Z") == {"day"}
