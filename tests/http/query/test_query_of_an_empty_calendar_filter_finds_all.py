# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""comp-filter VCALENDAR with nothing in it.

RFC 4791 section 9.7.1."""

from support.filters import calendar


def test_all(shelf, tasks):
    shelf.add("a", "DTSTART:20310310T090000Z")
    shelf.add("b", "DTSTART:20310310T090000Z")
    tasks.add("t")
    assert shelf.labels(shelf.query(calendar())) == {"a", "b"}
    assert tasks.labels(tasks.query(calendar())) == {"t"}
