# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""-P1D rings at the same time of day, -PT24H by the hours.

RFC 5545 section 3.3.6."""

from support.shelf import BERLIN, alarm


def test_over_the_change_of_clocks(shelf):
    start = "DTSTART" + BERLIN + "20310330T120000"
    shelf.add("day", start, "DURATION:PT1H", *alarm("TRIGGER:-P1D"))
    shelf.add("hours", start, "DURATION:PT1H", *alarm("TRIGGER:-PT24H"))
    assert shelf.rings("20310329T110000Z") == {"day"}
    assert shelf.rings("20310329T100000Z") == {"hours"}
