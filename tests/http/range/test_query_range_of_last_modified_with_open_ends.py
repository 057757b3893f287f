# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What changed since, as Outlook plug-ins ask.

RFC 4791 section 9.9."""

from support.filters import prop, within


def test_open(shelf):
    shelf.add("old", "DTSTART:20310310T090000Z",
              "LAST-MODIFIED:20310101T000000Z")
    shelf.add("new", "DTSTART:20310310T090000Z",
              "LAST-MODIFIED:20310201T000000Z")
    assert shelf.find(prop("LAST-MODIFIED", within(
        start="20310115T000000Z"))) == {"new"}
    assert shelf.find(prop("LAST-MODIFIED", within(
        end="20310115T000000Z"))) == {"old"}
