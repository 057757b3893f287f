# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""TZID, X-LIC-LOCATION or TZURL: whichever is known.

RFC 4791 section 9.8."""

import pytest

from support import ics


@pytest.mark.parametrize("line", [
    "TZID:/mozilla.org/20050126_1/Asia/Tokyo",
    "TZID:Tokyo Standard Time",
    "TZID:Own\r\nX-LIC-LOCATION:Asia/Tokyo",
    "TZID:Own\r\nTZURL:http://tzurl.org/zoneinfo/Asia/Tokyo"])
def test_tokyo(shelf, line):
    shelf.add("a", "DTSTART:20310115T100000", "DURATION:PT1H")
    zone = "<C:timezone>%s</C:timezone>" % ics.zone("X").replace(
        "TZID:X", line)
    assert shelf.at("20310115T010000Z", extra=zone) == {"a"}
    assert shelf.at("20310115T090000Z", extra=zone) == set()
