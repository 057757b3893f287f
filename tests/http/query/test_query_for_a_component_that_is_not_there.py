# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""No calendar holds journals or free-busy times: they match nothing.

RFC 4791 section 9.7.1."""

import pytest

from support.filters import calendar, comp, within


@pytest.mark.parametrize("name", ["VJOURNAL", "VFREEBUSY", "VTODO", "X-OWN"])
def test_nothing_is_found(shelf, name):
    shelf.add("a", "DTSTART:20310310T090000Z")
    assert shelf.labels(shelf.query(calendar(comp(name)))) == set()
    assert shelf.labels(shelf.query(calendar(comp("VEVENT")))) == {"a"}


@pytest.mark.parametrize("name", ["VJOURNAL", "VFREEBUSY"])
def test_nor_by_a_range(shelf, name):
    shelf.add("a", "DTSTART:20310310T090000Z")
    assert shelf.labels(shelf.query(calendar(comp(
        name, within("20310310T000000Z", "20310311T000000Z"))))) == set()
