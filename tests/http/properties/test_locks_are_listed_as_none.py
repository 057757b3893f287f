# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:lockdiscovery and DAV:supportedlock are there, and empty.

RFC 4918 section 15.8."""


def test_empty(person):
    item = person.dav.termine + person.put_event()
    for place in (person.dav.home, person.dav.termine, item):
        found = person.dav.propfind(place, ["D:lockdiscovery",
                                            "D:supportedlock"]).only
        assert found.children("D:lockdiscovery") == []
        assert found.children("D:supportedlock") == []
