# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""No object that is kept here has FREEBUSY.

RFC 4791 section 9.6.7."""

from support import ics


def test_as_it_is(shelf):
    shelf.add("a", "DTSTART:20310306T090000Z", "DURATION:PT1H")
    data = shelf.data("a", '<C:limit-freebusy-set start="20320101T000000Z" '
                      'end="20320201T000000Z"/>')
    assert ics.unfolded(data) == ics.unfolded(shelf.text("a"))
