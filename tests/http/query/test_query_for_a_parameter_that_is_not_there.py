# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""is-not-defined in a param-filter: the property is there without it.

RFC 4791 section 9.7.4."""

from support.filters import NOT_DEFINED, param, prop
from support.shelf import BERLIN


def test_not_defined(shelf):
    shelf.add("zone", "DTSTART" + BERLIN + "20310310T100000", "DURATION:PT1H")
    shelf.add("utc", "DTSTART:20310310T090000Z", "DTEND:20310310T100000Z")
    assert shelf.find(prop("DTSTART", param("TZID", NOT_DEFINED))) == {"utc"}
    assert shelf.find(prop("DTEND", param("TZID", NOT_DEFINED))) == {"utc"}
