# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Clients start a search for people there.

RFC 3744 section 5.8."""


def test_everywhere(person):
    item = person.dav.termine + person.put_event()
    for place in (person.dav.root, person.dav.principal, person.dav.home,
                  person.dav.termine, item):
        found = person.dav.propfind(place, ["D:principal-collection-set"])
        assert found.only.hrefs("D:principal-collection-set") == [
            person.dav.root + "principals/"]
