# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""time-range in a prop-filter: the value lies in the range.

RFC 4791 section 9.9."""

from support.filters import prop, within


def test_created(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "CREATED:20310101T120000Z")
    shelf.add("never", "DTSTART:20310310T090000Z")

    def created(*range):
        return shelf.find(prop("CREATED", within(*range)))
    assert created("20310101T120000Z", "20310101T120001Z") == {"a"}
    assert created("20310101T000000Z", "20310101T120000Z") == set()
    assert created("20310101T120001Z", "20310102T000000Z") == set()
