# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DTEND gives every instance the exact length of the first (RFC 5545 section
3.8.5.3); over the end of summer time that is an hour more than by the clock,
to the end of the last instance."""

from support.filters import within
from support.shelf import BERLIN

# Nine hours, on the 26th of October 2031 from ten to six.
NIGHT = ("DTSTART" + BERLIN + "20311025T220000",
         "DTEND" + BERLIN + "20311026T060000")


def test_last_instance(shelf):
    shelf.add("a", *NIGHT, "RRULE:FREQ=WEEKLY;COUNT=3")
    assert shelf.at("20311109T055959Z") == {"a"}
    assert shelf.at("20311109T060000Z") == set()


def test_added_instance(shelf):
    shelf.add("a", *NIGHT, "RDATE" + BERLIN + "20311115T220000")
    assert shelf.at("20311116T055959Z") == {"a"}
    assert shelf.at("20311116T060000Z") == set()


def test_this_night_alone(shelf):
    shelf.add("a", *NIGHT)
    assert shelf.at("20311026T045959Z") == {"a"}
    assert shelf.find(within("20311026T050000Z", "20311026T060000Z")) == set()
