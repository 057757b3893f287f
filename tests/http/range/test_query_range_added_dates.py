# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RDATE beside DTSTART, without and with a rule.

RFC 4791 section 9.9."""


def test_without_a_rule(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RDATE:20310320T120000Z,20310401T120000Z")
    assert shelf.at("20310306T090000Z") == shelf.at("20310320T125959Z") == {"a"}
    assert shelf.at("20310320T090000Z") == shelf.at("20310401T130000Z") == set()


def test_beside_a_rule(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20310309T090000Z",
              "EXDATE:20310313T090000Z")
    assert [day for day in range(5, 16)
            if shelf.at("203103%02dT090000Z" % day)] == [6, 9]
