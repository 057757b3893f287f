# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""TRIGGER;VALUE=DATE-TIME rings once, wherever the event is.

RFC 4791 section 9.9."""

from support.shelf import alarm


def test_absolute(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY",
              *alarm("TRIGGER;VALUE=DATE-TIME:20310101T120000Z"))
    assert shelf.rings("20310101T120000Z") == {"a"}
    assert shelf.rings("20310101T120001Z") == shelf.rings("20310310T090000Z") \
        == set()
