# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Floating times and days follow the zone that a client set.

RFC 4791 section 5.2.2."""


def test_new_york(shelf):
    shelf.add("a", "DTSTART:20310115T100000", "DURATION:PT1H")
    shelf.add("day", "DTSTART;VALUE=DATE:20310120")
    assert shelf.busy() == [
        ("BUSY", "20310115T090000Z/20310115T100000Z"),
        ("BUSY", "20310119T230000Z/20310120T230000Z")]
    shelf.dav.proppatch(shelf.place, {
        "C:calendar-timezone-id": "America/New_York"})
    assert shelf.busy() == [
        ("BUSY", "20310115T150000Z/20310115T160000Z"),
        ("BUSY", "20310120T050000Z/20310121T050000Z")]
    assert shelf.busy("20310115T150000Z", "20310115T153000Z") == [
        ("BUSY", "20310115T150000Z/20310115T153000Z")]
