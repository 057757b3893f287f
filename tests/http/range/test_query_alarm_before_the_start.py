# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""TRIGGER:-PT15M: start <= trigger and end > trigger.

RFC 4791 section 9.9."""

from support.shelf import alarm


def test_quarter_of_an_hour(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DURATION:PT1H",
              *alarm("TRIGGER:-PT15M"))
    shelf.add("silent", "DTSTART:20310310T090000Z", "DURATION:PT1H")
    assert shelf.rings("20310310T084500Z") == {"a"}
    assert shelf.rings("20310310T084459Z") == set()
    assert shelf.rings("20310310T084501Z") == shelf.rings("20310310T090000Z") \
        == set()
