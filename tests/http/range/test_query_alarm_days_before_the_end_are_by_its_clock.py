# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RELATED=END: the days of a trigger are those of DTEND's zone.

RFC 5545 section 3.8.6.3."""

from support.shelf import BERLIN, alarm

NEW_YORK = ";TZID=America/New_York:"


def test_over_the_change_of_clocks(shelf):
    # Berlin's clocks change on 30 March 2031, New York's on 9 March.
    ring = alarm("TRIGGER;RELATED=END:-P1D")
    shelf.add("there", "DTSTART" + BERLIN + "20310330T080000",
              "DTEND" + NEW_YORK + "20310330T080000", *ring)
    shelf.add("here", "DTSTART" + NEW_YORK + "20310330T020000",
              "DTEND" + BERLIN + "20310330T140000", *ring)
    assert shelf.rings("20310329T120000Z") == {"there"}
    assert shelf.rings("20310329T130000Z") == {"here"}
