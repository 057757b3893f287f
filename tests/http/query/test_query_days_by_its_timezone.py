# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A day begins when it does in the query's zone.

RFC 4791 section 7.3."""

from support.filters import within


def test_first_and_last_second(shelf):
    shelf.add("a", "DTSTART;VALUE=DATE:20310115")
    for name, first, last in (
            ("Pacific/Auckland", "20310114T110000Z", "20310115T105959Z"),
            ("Pacific/Honolulu", "20310115T100000Z", "20310116T095959Z")):
        zone = "<C:timezone-id>%s</C:timezone-id>" % name
        assert shelf.at(first, extra=zone) == shelf.at(last, extra=zone) == {
            "a"}
        assert shelf.find(within(end=first), extra=zone) == set()
        assert shelf.find(within(start=last[:-2] + "9Z"), extra=zone) == {"a"}
        assert shelf.find(within(start="20310117T000000Z"), extra=zone) == set()
