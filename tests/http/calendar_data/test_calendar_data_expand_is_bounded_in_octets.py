# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A large object that recurs is not repeated without end: max-instances, and
what is asked for beside it is answered.

RFC 4791 section 9.6.5."""

from lxml import etree


def test_description_of_half_a_megabyte(shelf):
    shelf.add("large", "DTSTART:20310306T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY", "DESCRIPTION:" + "x" * 500000)
    shelf.add("small", "DTSTART:20310306T090000Z", "DURATION:PT1H")

    def expanded(end):
        return shelf.dav.shaped(
            shelf.place, [shelf.place + "large", shelf.place + "small"],
            '<C:expand start="20310306T000000Z" end="%s"/>' % end).members
    members = expanded("20320306T000000Z")
    assert members[shelf.place + "large"].status == 507
    assert b"max-instances" in etree.tostring(
        members[shelf.place + "large"].node)
    assert "BEGIN:VEVENT" in members[shelf.place + "small"].data
    few = expanded("20310309T000000Z")[shelf.place + "large"].data
    assert few.count("BEGIN:VEVENT") == 3
