# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""is-not-defined in a comp-filter below VCALENDAR.

RFC 4791 section 9.7.4."""

from support.filters import NOT_DEFINED, calendar, comp


def test_components_of_the_calendar(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z")
    assert shelf.labels(shelf.query(calendar(comp(
        "VTODO", NOT_DEFINED)))) == {"a"}
    assert shelf.labels(shelf.query(calendar(comp(
        "VEVENT", NOT_DEFINED)))) == set()


def test_calendar_itself(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z")
    assert shelf.labels(shelf.query(calendar(NOT_DEFINED))) == set()
