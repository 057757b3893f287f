# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""text-match in a param-filter, also of quoted values, also negated.

RFC 4791 section 9.7.3."""

from support.filters import param, prop, text
from support.shelf import BERLIN


def test_values(shelf):
    shelf.add("berlin", "DTSTART" + BERLIN + "20310310T100000")
    shelf.add("york", "DTSTART;TZID=America/New_York:20310310T100000")
    shelf.add("utc", "DTSTART:20310310T090000Z")

    def tzid(value, **options):
        return shelf.find(prop("DTSTART", param("TZID", text(
            value, **options))))
    assert tzid("berlin") == {"berlin"} and tzid("america/") == {"york"}
    assert tzid("berlin", collation="i;octet") == set()
    assert tzid("berlin", negate_condition="yes") == {"york"}


def test_quoted(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z",
              'ATTENDEE;CN="Meyer, Anna":mailto:anna@example.com')
    assert shelf.find(prop("ATTENDEE", param("CN", text("Meyer, A")))) == {"a"}
    assert shelf.find(prop("ATTENDEE", param("CN", text('"')))) == set()
