# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Also in RECURRENCE-ID and EXDATE a strange zone is the calendar's.

RFC 5545 section 3.2.19."""

from support.shelf import BERLIN, part


def test_series(shelf, httpd):
    strange = ";TZID=Nowhere Time:"
    shelf.put("a", part("VEVENT", "DTSTART" + BERLIN + "20310306T100000",
                        "DURATION:PT1H", "RRULE:FREQ=DAILY",
                        "EXDATE" + strange + "20310308T100000"),
              part("VEVENT", "RECURRENCE-ID" + strange + "20310307T100000",
                   "DTSTART" + strange + "20310307T150000", "DURATION:PT1H"))
    assert [hour for hour in (9, 14)
            if shelf.at("20310307T%02d0000Z" % hour)] == [14]
    assert shelf.at("20310308T090000Z") == set()
    assert shelf.at("20310309T090000Z") == {"a"}
    assert sum("ADV0400" in line and shelf.place in line
               for line in httpd.logged().decode().splitlines()) == 1
