# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""UNTIL is the last possible start, in UTC or as a date.

RFC 4791 section 9.9."""

from support.filters import within
from support.shelf import BERLIN


def test_until_includes_its_instant(shelf):
    shelf.add("in", "DTSTART" + BERLIN + "20310306T100000", "DURATION:PT1H",
              "RRULE:FREQ=DAILY;UNTIL=20310308T090000Z")
    shelf.add("out", "DTSTART" + BERLIN + "20310306T100000", "DURATION:PT1H",
              "RRULE:FREQ=DAILY;UNTIL=20310308T085959Z")
    assert shelf.at("20310307T090000Z") == {"in", "out"}
    assert shelf.at("20310308T090000Z") == {"in"}
    assert shelf.find(within(start="20310308T100000Z")) == set()


def test_until_a_day(shelf):
    shelf.add("a", "DTSTART;VALUE=DATE:20310306",
              "RRULE:FREQ=DAILY;UNTIL=20310308")
    assert shelf.at("20310308T120000Z") == {"a"}
    assert shelf.at("20310309T120000Z") == set()
