# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A missing start is earlier than everything.

RFC 4791 section 9.9."""

from support.filters import within


def test_open_start(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DTEND:20310310T100000Z")
    shelf.add("series", "DTSTART:20310301T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=WEEKLY")
    assert shelf.find(within(end="20310310T090001Z")) == {"a", "series"}
    assert shelf.find(within(end="20310310T090000Z")) == {"series"}
    assert shelf.find(within(end="20310301T090000Z")) == set()
