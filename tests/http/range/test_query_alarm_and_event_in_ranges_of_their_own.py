# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A range for the event and one for its alarm: both must be met.

RFC 4791 section 9.7.1."""

from support.filters import comp, second
from support.shelf import alarm


def test_both(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "DURATION:PT1H",
              *alarm("TRIGGER:-P1D"))
    rings = comp("VALARM", second("20310309T090000Z"))
    assert shelf.at("20310310T090000Z", rings) == {"a"}
    assert shelf.at("20310311T090000Z", rings) == set()
    assert shelf.at("20310310T090000Z", comp(
        "VALARM", second("20310310T090000Z"))) == set()
