# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each instance by its own status and transparency.

RFC 4791 section 7.10."""

from support.shelf import part


def test_changes(shelf):
    def changed(day, hour, *content):
        return part("VEVENT", "RECURRENCE-ID:203103%sT090000Z" % day,
                    "DTSTART:203103%sT%s0000Z" % (day, hour),
                    "DURATION:PT1H", *content)
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY;COUNT=5"),
              changed("07", "15"), changed("08", "09", "TRANSP:TRANSPARENT"),
              changed("09", "09", "STATUS:TENTATIVE"),
              changed("10", "09", "STATUS:CANCELLED"))
    assert shelf.busy() == [
        ("BUSY", "20310306T090000Z/20310306T100000Z"),
        ("BUSY", "20310307T150000Z/20310307T160000Z"),
        ("BUSY-TENTATIVE", "20310309T090000Z/20310309T100000Z")]
