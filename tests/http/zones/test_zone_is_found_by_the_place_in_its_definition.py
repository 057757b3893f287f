# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""X-LIC-LOCATION or TZURL of the VTIMEZONE that a TZID names.

RFC 5545 section 3.6.5."""

import pytest

from support import ics
from support.shelf import part


@pytest.mark.parametrize("line", [
    "X-LIC-LOCATION:America/New_York",
    "TZURL:http://tzurl.org/zoneinfo-outlook/America/New_York"])
def test_place(shelf, line):
    shelf.put("a", ics.lines(
        "BEGIN:VTIMEZONE", "TZID:Our office", line, "BEGIN:STANDARD",
        "DTSTART:19701101T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500",
        "END:STANDARD", "END:VTIMEZONE"),
        part("VEVENT", "DTSTART;TZID=Our office:20310715T100000",
             "DURATION:PT1H"))
    assert shelf.at("20310715T140000Z") == {"a"}
    assert shelf.at("20310715T080000Z") == shelf.at("20310715T150000Z") == set()
