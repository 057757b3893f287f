# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:timezone of a query is where floating times are.

RFC 4791 section 7.3."""

from support import ics


def test_new_york(shelf):
    shelf.add("floats", "DTSTART:20310115T100000", "DURATION:PT1H")
    shelf.add("fixed", "DTSTART:20310115T150000Z", "DURATION:PT1H")
    zone = "<C:timezone>%s</C:timezone>" % ics.zone("America/New_York")
    assert shelf.at("20310115T150000Z", extra=zone) == {"floats", "fixed"}
    assert shelf.at("20310115T090000Z", extra=zone) == set()
    assert shelf.at("20310115T090000Z") == {"floats"}
