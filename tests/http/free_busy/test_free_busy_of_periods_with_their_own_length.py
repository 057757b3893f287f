# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RDATE;VALUE=PERIOD is busy as long as it says.

RFC 5545 section 3.8.5.2."""


def test_periods(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY;COUNT=3",
              "RDATE;VALUE=PERIOD:20310307T090000Z/PT30M,"
              "20310307T120000Z/20310307T150000Z")
    assert shelf.busy() == [
        ("BUSY", "20310306T090000Z/20310306T100000Z"),
        ("BUSY", "20310307T090000Z/20310307T093000Z"),
        ("BUSY", "20310307T120000Z/20310307T150000Z"),
        ("BUSY", "20310308T090000Z/20310308T100000Z")]
