# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""In March, New York changes its clocks three weeks before Berlin.

RFC 4791 section 9.9."""

from support.shelf import BERLIN


def test_new_york(shelf):
    shelf.add("a", "DTSTART;TZID=America/New_York:20310303T090000",
              "DURATION:PT1H", "RRULE:FREQ=DAILY")
    assert shelf.at("20310308T140000Z") == {"a"}
    assert shelf.at("20310309T130000Z") == shelf.at("20310320T130000Z") == {"a"}
    assert shelf.at("20310320T140000Z") == set()


def test_a_time_that_the_clock_leaves_out(shelf):
    """02:30 on the night of the change counts by the offset before it."""
    shelf.add("a", "DTSTART" + BERLIN + "20310329T023000", "DURATION:PT10M",
              "RRULE:FREQ=DAILY")
    assert shelf.at("20310330T013000Z") == {"a"}
    assert shelf.at("20310331T003000Z") == {"a"}
