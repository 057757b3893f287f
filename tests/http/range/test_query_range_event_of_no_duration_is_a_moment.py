# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The table for VEVENT, DURATION 0: start <= DTSTART and end > DTSTART.

RFC 4791 section 9.9."""

from support.filters import within


def test_moment(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DURATION:PT0S")
    assert shelf.at("20310310T090000Z") == {"a"}
    assert shelf.find(within("20310310T080000Z", "20310310T090000Z")) == set()
    assert shelf.find(within("20310310T090001Z", "20310310T100000Z")) == set()
