# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""EXDATE in any zone, several in one line.

RFC 4791 section 9.9."""

from support.shelf import BERLIN


def test_excluded(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310306T100000", "DURATION:PT1H",
              "RRULE:FREQ=DAILY", "EXDATE:20310307T090000Z,20310308T090000Z",
              "EXDATE" + BERLIN + "20310309T100000")
    assert [day for day in range(5, 13)
            if shelf.at("203103%02dT090000Z" % day)] == [6, 10, 11, 12]


def test_a_time_that_is_no_instance_excludes_nothing(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY", "EXDATE:20310307T091500Z")
    assert shelf.at("20310307T090000Z") == {"a"}
