# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Overrides whose series is not there: those in the range.

RFC 4791 section 9.6.5."""

from support import ics
from support.shelf import part


def test_two_instances(shelf):
    shelf.put("a", *[part(
        "VEVENT", "RECURRENCE-ID:2031%sT090000Z" % day, "SUMMARY:" + day,
        "DTSTART:2031%sT100000Z" % day, "DURATION:PT1H")
        for day in ("0307", "0407")])
    data = shelf.data("a", '<C:expand start="20310401T000000Z" '
                      'end="20310501T000000Z"/>')
    event, = ics.parsed(data)
    assert event["SUMMARY"] == "0407"
    assert "RECURRENCE-ID:20310407T090000Z" in data
