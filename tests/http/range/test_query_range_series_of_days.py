# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Days that recur are days of the calendar's zone, each as long as it is.

RFC 4791 section 9.9."""


def test_weekly_day(shelf):
    shelf.add("a", "DTSTART;VALUE=DATE:20310316", "DTEND;VALUE=DATE:20310317",
              "RRULE:FREQ=WEEKLY", "EXDATE;VALUE=DATE:20310323")
    assert shelf.at("20310316T225959Z") == {"a"}
    assert shelf.at("20310323T120000Z") == set()
    assert shelf.at("20310329T230000Z") == shelf.at("20310330T215959Z") == {"a"}
    assert shelf.at("20310330T220000Z") == set()
