# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""comp VTIMEZONE and nothing else of the object.

RFC 4791 section 9.6.1."""

from support import ics
from support.shelf import BERLIN, part


def test_zone(shelf):
    zone = ics.lines(
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD",
        "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "END:STANDARD", "END:VTIMEZONE")
    shelf.put("a", zone, part("VEVENT", "DTSTART" + BERLIN + "20310310T100000"))
    data = shelf.data("a", '<C:comp name="VCALENDAR"><C:comp name="VTIMEZONE"/>'
                      '</C:comp>')
    assert "TZOFFSETTO:+0100" in data and "VEVENT" not in data
    assert "PRODID" not in data
