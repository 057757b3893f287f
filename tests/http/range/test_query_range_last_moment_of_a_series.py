# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A range that begins with a series' last instance, which is a moment, finds
it: start <= DTSTART and end > DTSTART.

RFC 4791 section 9.9."""

import pytest

from support.filters import within
from support.shelf import BERLIN, part

LAST = "20310310T090000Z"
SERIES = {
    "count": ("RRULE:FREQ=DAILY;COUNT=3",),
    "until": ("RRULE:FREQ=DAILY;UNTIL=" + LAST,),
    "added date": ("RDATE:" + LAST,),
    "no duration": ("DURATION:PT0S", "RRULE:FREQ=DAILY;COUNT=3"),
}


@pytest.mark.parametrize("name", SERIES)
def test_moment(shelf, name):
    shelf.add("a", "DTSTART:20310308T090000Z", *SERIES[name])
    assert shelf.at(LAST) == shelf.find(within(LAST)) == {"a"}
    assert shelf.at("20310310T090001Z") == set()
    assert shelf.at("20310310T085959Z") == set()


def test_in_a_zone(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310308T100000",
              "RRULE:FREQ=DAILY;COUNT=3")
    assert shelf.at(LAST) == {"a"}


def test_moved_to_the_end(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310308T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY;COUNT=2"),
              part("VEVENT", "RECURRENCE-ID:20310309T090000Z",
                   "DTSTART:" + LAST))
    assert shelf.at(LAST) == {"a"}
    assert shelf.at("20310310T090001Z") == set()


def test_what_ends_there_is_not_found(shelf):
    shelf.add("a", "DTSTART:20310310T080000Z", "DURATION:PT1H")
    shelf.add("b", "DTSTART:20310309T080000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY;COUNT=2")
    assert shelf.find(within(LAST, "20310310T100000Z")) == set()
