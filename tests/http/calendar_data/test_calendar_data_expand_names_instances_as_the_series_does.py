# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RECURRENCE-ID is a day in a series of days and a time in one of times,
whatever became of the instance (RFC 5545 section 3.8.4.4).

RFC 4791 section 9.6.5."""

from support import ics
from support.shelf import BERLIN, part

YEAR = '<C:expand start="20310101T000000Z" end="20320101T000000Z"/>'


def names(shelf):
    return sorted(line for line in ics.unfolded(shelf.data("a", YEAR))
                  if line.startswith("RECURRENCE-ID"))


def test_day_becomes_a_time(shelf):
    shelf.put("a", part("VEVENT", "DTSTART;VALUE=DATE:20310306",
                        "RRULE:FREQ=DAILY;COUNT=3"),
              part("VEVENT", "RECURRENCE-ID;VALUE=DATE:20310307",
                   "DTSTART" + BERLIN + "20310307T100000", "DURATION:PT1H"))
    assert names(shelf) == ["RECURRENCE-ID;VALUE=DATE:20310307",
                            "RECURRENCE-ID;VALUE=DATE:20310308"]


def test_time_becomes_a_day(shelf):
    shelf.put("a", part("VEVENT", "DTSTART" + BERLIN + "20310306T090000",
                        "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"),
              part("VEVENT", "RECURRENCE-ID" + BERLIN + "20310307T090000",
                   "DTSTART;VALUE=DATE:20310307"))
    assert names(shelf) == ["RECURRENCE-ID:20310307T080000Z",
                            "RECURRENCE-ID:20310308T080000Z"]


def test_instance_alone(shelf):
    shelf.put("a", part("VEVENT", "RECURRENCE-ID;VALUE=DATE:20310307",
                        "DTSTART:20310307T100000Z", "DURATION:PT1H"))
    assert names(shelf) == ["RECURRENCE-ID;VALUE=DATE:20310307"]


def test_days_become_times_from_then_on(shelf):
    shelf.put("a", part("VEVENT", "DTSTART;VALUE=DATE:20310306",
                        "RRULE:FREQ=DAILY;COUNT=3"),
              part("VEVENT",
                   "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20310307",
                   "DTSTART" + BERLIN + "20310307T100000", "DURATION:PT1H"))
    assert names(shelf) == ["RECURRENCE-ID;VALUE=DATE:20310307",
                            "RECURRENCE-ID;VALUE=DATE:20310308"]
