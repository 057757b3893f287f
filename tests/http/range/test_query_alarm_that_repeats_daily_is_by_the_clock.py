# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DURATION:P1D between repetitions: the same time each day.

RFC 5545 section 3.3.6."""

from support.shelf import BERLIN, alarm


def test_over_the_change_of_clocks(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310401T120000", "DURATION:PT1H",
              *alarm("TRIGGER:-P3D", "REPEAT:2", "DURATION:P1D"))
    assert shelf.rings("20310329T110000Z") == {"a"}
    assert shelf.rings("20310330T100000Z") == {"a"}
    assert shelf.rings("20310330T110000Z") == set()
    assert shelf.rings("20310331T100000Z") == {"a"}
    assert shelf.rings("20310401T100000Z") == set()
