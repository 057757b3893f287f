# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Also centuries later, and never before it begins.

RFC 4791 section 9.9."""


def test_weekly(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=WEEKLY")
    assert shelf.at("20310313T090000Z") == shelf.at("22990105T090000Z") == {"a"}
    assert shelf.at("20310314T090000Z") == set()
    assert shelf.at("20310227T090000Z") == set()
