# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RDATE;VALUE=PERIOD, by its end or its duration.

RFC 5545 section 3.8.5.2."""


def test_shorter_and_longer(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RDATE;VALUE=PERIOD:20310307T090000Z/PT30M,"
              "20310308T090000Z/20310308T140000Z", "RDATE:20310401T090000Z")
    assert shelf.at("20310307T092959Z") == shelf.at("20310308T135959Z") == {"a"}
    assert shelf.at("20310307T093000Z") == shelf.at("20310308T140000Z") == set()


def test_where_the_rule_names_the_same_time(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY", "RDATE;VALUE=PERIOD:20310307T090000Z/PT30M")
    assert shelf.at("20310307T093000Z") == set()
    assert shelf.at("20310308T093000Z") == {"a"}
