# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""EXDATE;VALUE=DATE, as some clients write it, is that day's instance.

RFC 4791 section 9.9."""

from support.shelf import BERLIN


def test_day(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310306T003000", "DURATION:PT1H",
              "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:20310308")
    assert shelf.at("20310306T233000Z") == {"a"}
    assert shelf.at("20310307T233000Z") == set()
    assert shelf.at("20310308T233000Z") == {"a"}
