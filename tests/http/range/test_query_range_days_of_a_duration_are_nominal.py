# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""P1D ends at the same time of day; PT24H when 24 hours have passed.

RFC 5545 section 3.3.6."""

from support.shelf import BERLIN


def test_over_the_change_of_clocks(shelf):
    start = "DTSTART" + BERLIN + "20310329T120000"
    shelf.add("day", start, "DURATION:P1D")
    shelf.add("hours", start, "DURATION:PT24H")
    assert shelf.at("20310330T095959Z") == {"day", "hours"}
    assert shelf.at("20310330T100000Z") == {"hours"}
    assert shelf.at("20310330T110000Z") == set()
