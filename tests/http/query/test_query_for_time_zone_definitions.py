# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""VTIMEZONE is a component as others are.

RFC 4791 section 9.7.1."""

from support import ics
from support.filters import NOT_DEFINED, calendar, comp
from support.shelf import BERLIN, part


def test_zone_and_its_parts(shelf):
    zone = ics.lines(
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD",
        "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "END:STANDARD", "END:VTIMEZONE")
    shelf.put("a", zone, part("VEVENT", "DTSTART" + BERLIN + "20310310T100000"))
    shelf.add("b", "DTSTART:20310310T090000Z")
    assert shelf.labels(shelf.query(calendar(comp("VTIMEZONE")))) == {"a"}
    assert shelf.labels(shelf.query(calendar(comp(
        "VTIMEZONE", comp("STANDARD"))))) == {"a"}
    assert shelf.labels(shelf.query(calendar(comp(
        "VTIMEZONE", comp("DAYLIGHT"))))) == set()
    assert shelf.labels(shelf.query(calendar(comp(
        "VTIMEZONE", NOT_DEFINED)))) == {"b"}
