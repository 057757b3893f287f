# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A VTIMEZONE of a zone that nobody knows, with rules that cannot be read: the
calendar's, and a line in the log.

RFC 4791 section 9.8."""

from support import ics


def test_fallback(shelf, httpd):
    shelf.add("a", "DTSTART:20310115T100000", "DURATION:PT1H")
    zone = "<C:timezone>%s</C:timezone>" % ics.zone(
        "Customized Time Zone").replace("YEARLY", "SECONDLY")
    assert shelf.at("20310115T090000Z", extra=zone) == {"a"}
    lines = [line for line in httpd.logged().decode().splitlines()
             if "ADV0401" in line and shelf.place in line]
    assert len(lines) == 1 and "Customized" not in lines[0]
