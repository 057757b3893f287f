# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:timezone-id instead of the definition.

RFC 7809 section 5.3."""


def test_tokyo(shelf):
    shelf.add("floats", "DTSTART:20310115T100000", "DURATION:PT1H",
              "RRULE:FREQ=DAILY")
    zone = "<C:timezone-id>Asia/Tokyo</C:timezone-id>"
    assert shelf.at("20310117T010000Z", extra=zone) == {"floats"}
    assert shelf.at("20310117T090000Z", extra=zone) == set()
    assert shelf.at("20310117T090000Z") == {"floats"}
