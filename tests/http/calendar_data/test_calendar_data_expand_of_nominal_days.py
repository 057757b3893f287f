# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DURATION:P1D ends at the same time of day over the change of clocks.

RFC 5545 section 3.3.6."""

from support import ics
from support.shelf import BERLIN


def test_day(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310328T120000", "DURATION:P1D",
              "RRULE:FREQ=DAILY;COUNT=2")
    data = shelf.data("a", '<C:expand start="20310327T000000Z" '
                      'end="20310401T000000Z"/>')
    assert [line for line in ics.unfolded(data) if line.startswith("DURATION")
            ] == ["DURATION:PT24H", "DURATION:PT23H"]
