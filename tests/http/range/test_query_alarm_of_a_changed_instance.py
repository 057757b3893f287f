# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The instance's own alarm rings, that of the series does not.

RFC 4791 section 9.9."""

from support.shelf import alarm, part


def test_override_brings_its_own(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY;COUNT=3", *alarm("TRIGGER:-PT1H")),
              part("VEVENT", "RECURRENCE-ID:20310307T090000Z",
                   "DTSTART:20310307T150000Z", "DURATION:PT1H",
                   *alarm("TRIGGER:-PT2H")))
    assert shelf.rings("20310307T080000Z") == shelf.rings("20310307T140000Z") \
        == set()
    assert shelf.rings("20310307T130000Z") == {"a"}
    assert shelf.rings("20310308T080000Z") == {"a"}
