# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A longer and a shorter instance of a series.

RFC 4791 section 9.9."""

from support.shelf import part


def test_lengths(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY;COUNT=3"),
              part("VEVENT", "RECURRENCE-ID:20310307T090000Z",
                   "DTSTART:20310307T090000Z", "DURATION:PT5H"),
              part("VEVENT", "RECURRENCE-ID:20310308T090000Z",
                   "DTSTART:20310308T090000Z", "DURATION:PT5M"))
    assert shelf.at("20310307T135959Z") == {"a"}
    assert shelf.at("20310308T090500Z") == set()
