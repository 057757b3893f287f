# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""REPEAT and DURATION: one of its times lies in the range.

RFC 4791 section 9.9."""

from support.shelf import alarm


def test_three_more_times(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DURATION:PT1H",
              *alarm("TRIGGER:-PT30M", "REPEAT:3", "DURATION:PT10M"))
    assert [minute for minute in range(25, 60, 5) if shelf.rings(
        "20310310T08%02d00Z" % minute)] == [30, 40, 50]
    assert shelf.rings("20310310T090000Z") == {"a"}
    assert shelf.rings("20310310T091000Z") == set()
