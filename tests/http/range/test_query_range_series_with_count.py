# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The last one counts, the next would be one too many.

RFC 4791 section 9.9."""

from support.filters import within


def test_three(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3")
    assert shelf.at("20310310T090000Z") == {"a"}
    assert shelf.find(within(start="20310310T100000Z")) == set()


def test_excluded_ones_count_as_well(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20310307T090000Z")
    assert shelf.at("20310308T090000Z") == {"a"}
    assert shelf.at("20310309T090000Z") == set()
