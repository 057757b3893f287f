# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A series rings for all its instances, but not for excluded ones.

RFC 4791 section 9.9."""

from support.shelf import BERLIN, alarm


def test_daily(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310329T100000", "DURATION:PT1H",
              "RRULE:FREQ=DAILY", "EXDATE" + BERLIN + "20310331T100000",
              *alarm("TRIGGER:-PT1H"))
    assert shelf.rings("20310329T080000Z") == {"a"}
    assert shelf.rings("20310330T070000Z") == {"a"}
    assert shelf.rings("20310331T070000Z") == set()
    assert shelf.rings("20310401T070000Z") == {"a"}
