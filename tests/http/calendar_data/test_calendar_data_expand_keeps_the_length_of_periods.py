# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RDATE;VALUE=PERIOD ends when it says, also beside the rule's instance.

RFC 5545 section 3.8.5.2."""

from support import ics


def test_lengths(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY;COUNT=3",
              "RDATE;VALUE=PERIOD:20310307T090000Z/PT30M,"
              "20310309T120000Z/20310309T150000Z")
    data = shelf.data("a", '<C:expand start="20310301T000000Z" '
                      'end="20310401T000000Z"/>')
    assert [line for line in ics.unfolded(data) if line.startswith("DURATION")
            ] == ["DURATION:PT1H", "DURATION:PT30M", "DURATION:PT1H",
                  "DURATION:PT3H"]
    assert "RDATE" not in data
