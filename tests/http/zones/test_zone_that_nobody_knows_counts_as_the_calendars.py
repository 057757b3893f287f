# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The text is kept as it is, its times are the calendar's, the log says so
without saying what is in it.

RFC 5545 section 3.2.19."""

from support.shelf import BERLIN, part


def test_kept_computed_and_logged(shelf, httpd):
    answer = shelf.put("a", part(
        "VEVENT", "DTSTART;TZID=Mars/Olympus:20310115T100000",
        "DTEND;TZID=Mars/Olympus:20310115T110000", "SUMMARY:Ausflug"))
    assert answer.etag
    assert "DTSTART;TZID=Mars/Olympus:20310115T100000\r\n" in shelf.text("a")
    assert shelf.at("20310115T090000Z") == {"a"}
    assert shelf.at("20310115T100000Z") == set()
    lines = [line for line in httpd.logged().decode().splitlines()
             if "ADV0400" in line and shelf.place in line]
    assert len(lines) == 1
    assert "Mars" not in lines[0] and "Ausflug" not in lines[0]


def test_known_zones_are_not_in_the_log(shelf, httpd):
    shelf.add("a", "DTSTART" + BERLIN + "20310115T100000", "DURATION:PT1H")
    assert not [line for line in httpd.logged().decode().splitlines()
                if "ADV0400" in line and shelf.place in line]
