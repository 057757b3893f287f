# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A param-filter with nothing in it.

RFC 4791 section 9.7.3."""

from support.filters import param, prop
from support.shelf import BERLIN


def test_defined(shelf):
    shelf.add("zone", "DTSTART" + BERLIN + "20310310T100000")
    shelf.add("utc", "DTSTART:20310310T090000Z")
    assert shelf.find(prop("DTSTART", param("TZID"))) == {"zone"}
    assert shelf.find(prop("DTSTART", param("tzid"))) == {"zone"}
    assert shelf.find(prop("DTSTART", param("VALUE"))) == set()
