# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DTSTART and DTEND each become UTC from the zone of its own.

RFC 4791 section 9.6.5."""

from support.shelf import BERLIN


def test_flight(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310127T130000",
              "DTEND;TZID=America/New_York:20310127T140000")
    data = shelf.data("a", '<C:expand start="20310127T000000Z" '
                      'end="20310128T000000Z"/>')
    assert "DTSTART:20310127T120000Z" in data
    assert "DTEND:20310127T190000Z" in data and "TZID" not in data
